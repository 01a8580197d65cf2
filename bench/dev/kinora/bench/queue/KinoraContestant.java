package dev.kinora.bench.queue;

import dev.kinora.command.Application;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import dev.kinora.database.Migrations;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.NewJob;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Kinora as a worker process runs it, with a handler more; while it does not work it only adds jobs. */
final class KinoraContestant implements Contestant {
    private static final int BATCH = 5_000;

    /** What the handler does with a payload; the context makes the handler itself. */
    private static volatile LongConsumer consumer = _ -> {};

    private final DatabaseAccess access;
    private @Nullable ConfigurableApplicationContext context;

    KinoraContestant(DatabaseAddress address) {
        access = DatabaseAccess.of(address, Map.of());
    }

    record Noop(long at) implements JobPayload {
        static final JobType TYPE = JobType.of("noop");

        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    static final class NoopHandler implements JobHandler<Noop> {
        @Override
        public JobType jobType() {
            return Noop.TYPE;
        }

        @Override
        public Class<Noop> payload() {
            return Noop.class;
        }

        @Override
        public Outcome run(JobRun<Noop> job) {
            consumer.accept(job.payload().at());
            return Outcome.done();
        }
    }

    @Override
    public void install() {
        new Migrations(access).run();
    }

    @Override
    public void enqueue(int jobs) throws IOException {
        var queue = open(false).getBean(Jobs.class);
        for (var left = jobs; left > 0; left -= BATCH) {
            var batch = Stream.generate(() -> NewJob.of(new Noop(0)))
                    .limit(Math.min(left, BATCH))
                    .toList();
            Caller.system("bench").run(() -> queue.enqueueAll(batch));
        }
    }

    @Override
    public void enqueueOne(long payload) throws IOException {
        var queue = open(false).getBean(Jobs.class);
        Caller.system("bench").run(() -> queue.enqueue(new Noop(payload)));
    }

    @Override
    public void start(LongConsumer handler) throws IOException {
        consumer = handler;
        stop();
        open(true);
    }

    private synchronized ConfigurableApplicationContext open(boolean working) throws IOException {
        var open = context;
        if (open == null) {
            var data = Files.createTempDirectory("kinora-bench");
            open = Application.start(
                    WebApplicationType.NONE,
                    () -> access,
                    List.of("--kinora.platform.data=" + data, "--kinora.jobs.background=" + working),
                    NoopHandler.class);
            open.addApplicationListener((org.springframework.context.event.ContextClosedEvent _) ->
                    FileSystemUtils.deleteRecursively(data.toFile()));
            context = open;
        }
        return open;
    }

    @Override
    public synchronized void stop() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
