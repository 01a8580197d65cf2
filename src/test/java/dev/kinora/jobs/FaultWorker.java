package dev.kinora.jobs;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A worker as a process of its own, which a test may kill, stop or end. What its jobs do are rows. */
final class FaultWorker {
    static final Duration LEASE = Duration.ofSeconds(3);
    private static final Backoff SOON = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500));

    private final TestQueue queue;
    private volatile @Nullable Jobs jobs;
    private final long pid = ProcessHandle.current().pid();

    private FaultWorker(DatabaseAccess access) {
        queue = new TestQueue(access, Clock.systemUTC());
    }

    /** @param arguments where the owner signs in: address, user, password */
    public static void main(String... arguments) throws InterruptedException {
        var owner = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
        var worker = new FaultWorker(DatabaseAccess.of(owner, Map.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(worker.queue::close));
        worker.start();
        new CountDownLatch(1).await();
    }

    private void start() {
        jobs = queue.lease(LEASE)
                .grace(Duration.ofMillis(500))
                .doing(kind("effect"), this::effect)
                .doing(
                        kind("watched"),
                        job -> watched(
                                job,
                                Duration.ofMillis(ThreadLocalRandom.current().nextInt(5))))
                .doing(kind("chained"), job -> watched(job, Duration.ZERO))
                .doing(kind("slow"), job -> watched(job, Duration.ofMillis(1_500)))
                .doing(kind("plain"), this::plain)
                .doing(kind("chain"), this::chain)
                .doing(kind("held"), this::held)
                .working()
                .jobs();
        System.out.println("at work");
    }

    private static JobType kind(String name) {
        return JobType.of(name).backoff(SOON);
    }

    private Outcome effect(JobRun<?> job) {
        job.complete(() -> effected(job));
        return Outcome.done();
    }

    private void effected(JobRun<?> job) {
        queue.db()
                .write(sql ->
                        sql.execute("insert into effects values (?)", job.id().value()));
    }

    /** What it queues begins here at once if a slot is free. */
    private Outcome chain(JobRun<?> job) {
        job.complete(() -> {
            effected(job);
            Objects.requireNonNull(jobs)
                    .enqueue(TestQueue.work("chained"), JobOptions.none().attempts(1_000));
        });
        return Outcome.done();
    }

    /** For a moment it is done and not committed. */
    private Outcome held(JobRun<?> job) {
        job.complete(() -> {
            effected(job);
            System.out.println("within");
            LockSupport.parkNanos(1_000_000_000);
        });
        return Outcome.done();
    }

    private Outcome watched(JobRun<?> job, Duration length) throws InterruptedException {
        var run = begin(job);
        try {
            Thread.sleep(length);
            return effect(job);
        } finally {
            end(run);
        }
    }

    /** Completed by the worker, many at a time. */
    private Outcome plain(JobRun<?> job) {
        end(begin(job));
        return Outcome.done();
    }

    private UUID begin(JobRun<?> job) {
        var run = UUID.randomUUID();
        var now = Instant.now().toString();
        queue.db()
                .write(sql -> sql.execute(
                        "insert into runs values (?, ?, ?, ?::timestamptz)",
                        run,
                        job.id().value(),
                        pid,
                        now));
        return run;
    }

    /** What cannot be written is a run without an end, of which nothing is concluded. */
    private void end(UUID run) {
        var now = Instant.now().toString();
        Thread.interrupted();
        try {
            queue.db().write(sql -> sql.execute("update runs set ended = ?::timestamptz where run = ?", now, run));
        } catch (dev.kinora.platform.Problem _) {
            System.out.println("no end of run " + run);
        }
    }
}
