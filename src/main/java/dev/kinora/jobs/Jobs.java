package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.time.Clock;
import java.util.List;

/**
 * The queue. What is queued in a transaction is queued if that is committed and never otherwise; it is run at least once, and
 * what its handler does in {@link JobRun#complete} exactly once.
 */
public final class Jobs {
    private final Db db;
    private final EnqueueStore queueing;
    private final AtOnce atOnce;
    private final Worker worker;
    private final Waking waking;
    private final Clock clock;

    Jobs(Db db, EnqueueStore queueing, Worker worker, Waking waking, Clock clock) {
        this.db = db;
        this.queueing = queueing;
        this.atOnce = new AtOnce(queueing, worker, clock);
        this.worker = worker;
        this.waking = waking;
        this.clock = clock;
    }

    /** Joins the caller's transaction, or is one. */
    public JobId enqueue(JobPayload payload) {
        return enqueue(payload, JobOptions.none());
    }

    /** @return the job; with a unique key the one there is under it, which may be an earlier one */
    public JobId enqueue(JobPayload payload, JobOptions options) {
        var job = NewJob.of(payload, options);
        var unique = options.unique();
        if (unique == null) {
            if (!atOnce.queued(job)) {
                enqueueAll(List.of(job));
            }
            return job.id();
        }
        return db.write(_ -> {
            var id = queueing.unique(job, unique, clock.instant());
            db.afterCommit(waking::everything);
            return new JobId(id);
        });
    }

    /**
     * Many at once, in one statement. A job may wait for one that stands before it in the list, or that was queued earlier.
     * None of them has a unique key.
     */
    public void enqueueAll(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        if (jobs.size() > 1 && jobs.stream().anyMatch(job -> job.options().unique() != null)) {
            throw new IllegalArgumentException("jobs with a unique key are queued one by one");
        }
        var graph = jobs.stream().anyMatch(job -> !job.options().after().isEmpty());
        if (!graph && !db.joins() && Caller.current().viewer() instanceof Viewer.Kinora) {
            queueing.allAlone(jobs, clock.instant(), waking::tell);
            return;
        }
        db.write(_ -> {
            var classes = graph ? queueing.graph(jobs, clock.instant()) : queueing.all(jobs, clock.instant());
            db.afterCommit(() -> waking.tell(classes));
            return null;
        });
    }

    /** Everything that may run now, on this thread's time; for tests, where nothing runs by itself. */
    public void runDue() {
        worker.runDue();
    }
}
