package dev.kinora.identity;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.unit.DataSize;

/** Writes the zip, with no more than the person's own rights. */
final class ExportMaker implements JobHandler<ExportMaker.Make> {
    static final String TOO_LARGE = "export-too-large";

    static final JobType TYPE = JobType.of("account_export").timeout(Duration.ofHours(1));
    private static final String README = """
            What Kinora keeps about the account %s, as of %s.

            Each .jsonl file is a table: one JSON object a line, one line a row of yours. Times are in UTC.
            Tables without a row of yours are left out, and so is whatever nobody may read: passwords and keys
            are kept as hashes only. Videos and other media are not in here; you download them where they are.
            """;

    /** @param username as it was when they asked */
    record Make(UUID user, String username) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final ExportStore store;
    private final OwnRowStore rows;
    private final AvatarStore avatars;
    private final DataSize limit;
    private final Clock clock;

    ExportMaker(Db db, DataSize limit, Clock clock) {
        this.store = new ExportStore(db);
        this.rows = new OwnRowStore(db);
        this.avatars = new AvatarStore(db);
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Make> payload() {
        return Make.class;
    }

    @Override
    public Outcome run(JobRun<Make> job) throws Exception {
        var file = Files.createTempFile("kinora-export", ".zip");
        try {
            write(job, file);
            var zip = Files.readAllBytes(file);
            var asked = job.payload();
            job.complete(
                    Map.of("bytes", zip.length),
                    () -> store.keep(asked.user(), job.id().value(), zip, clock.instant()));
            return Outcome.done();
        } catch (ExportEntries.TooLarge _) {
            return Outcome.failed(
                    TOO_LARGE,
                    "It would be larger than the " + limit.toMegabytes()
                            + " MB that an export may have here. Ask whoever runs this Kinora for it.");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void write(JobRun<Make> job, Path file) throws Exception {
        var asked = job.payload();
        var person = Caller.current().as(new Viewer.User(asked.user()));
        try (var zip = new ExportEntries(Files.newOutputStream(file), limit.toBytes())) {
            zip.add(
                    "README.txt",
                    README.formatted(asked.username(), clock.instant()).getBytes(StandardCharsets.UTF_8));
            person.call(() -> {
                tables(job, zip);
                avatars.find(asked.user()).ifPresent(picture -> zip.add("avatar.jpg", picture));
                return null;
            });
        }
    }

    private void tables(JobRun<Make> job, ExportEntries zip) throws InterruptedException {
        var sources = rows.sources();
        var done = 0;
        for (var source : sources) {
            job.checkpoint();
            job.progress(
                    100 * done++ / sources.size(), "Reading " + source.table().replace('_', ' '));
            rows.rows(source, job.payload().user(), zip.lines(source.table() + ".jsonl"));
        }
    }
}
