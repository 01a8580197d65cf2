package dev.kinora.jobs;

import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do to jobs and to the queue. Each act is the system's and names the person in the trail; only a job that the
 * person sees can be acted on. Everything but {@link #cancel} is for admins, which its routes see to; people cancel their own, and not
 * what Kinora does with their videos for itself.
 */
public final class JobControls {
    public static final String EVERYTHING = "*";

    private static final Logger LOG = LoggerFactory.getLogger(JobControls.class);
    private static final int PORTION = 500;
    /** At a time, so that a request ends. */
    private static final int MOST_REVIVED = 20_000;

    private final JobControlStore store;
    private final JobRecords records;
    private final Worker worker;
    private final Waking waking;
    private final LiveEvents live;
    private final Db db;
    private final Clock clock;

    JobControls(Db db, JobRecords records, Worker worker, Waking waking, LiveEvents live, Clock clock) {
        this.store = new JobControlStore(db);
        this.records = records;
        this.worker = worker;
        this.waking = waking;
        this.live = live;
        this.db = db;
        this.clock = clock;
    }

    public enum Stopped {
        /** It waited, and never begins. */
        cancelled,
        /** It runs; its worker was told and stops it in a moment. */
        stopping
    }

    public Stopped cancel(UUID id) {
        var seen = records.one(id);
        if (seen.isEnded()) {
            throw JobProblem.ended(seen.state());
        }
        if (seen.isStopping()) {
            throw JobProblem.stopping();
        }
        if (!store.isOurs(id)) {
            throw JobProblem.notYours();
        }
        var asked = db.system("jobs", _ -> {
            var running = store.stop(id, actor(), clock.instant());
            running.forEach(job -> live.publish(Worker.CANCEL, job.toString()));
            live.publish(Sights.topic(id), "{}");
            db.afterCommit(() -> {
                running.forEach(worker::cancel);
                // What waited for it is told by a worker, and a gate may have come free.
                waking.everything();
            });
            return running;
        });
        if (!asked.isEmpty()) {
            return Stopped.stopping;
        }
        var now = records.one(id);
        if (now.state() != JobState.cancelled) {
            throw now.isStopping() ? JobProblem.stopping() : JobProblem.ended(now.state());
        }
        return Stopped.cancelled;
    }

    /** Now, what is planned for later or held back after a failure. */
    public void hurry(UUID id) {
        var seen = records.one(id);
        db.system("jobs", _ -> {
            if (!store.standing(id).isDue()) {
                throw JobProblem.notScheduled(seen.state());
            }
            tell(id, store.hurry(id, actor(), clock.instant()));
            return id;
        });
    }

    /** As {@link #hurry}, unless its time has come meanwhile. */
    public void hurryWhatWaits(UUID id) {
        try {
            hurry(id);
        } catch (JobProblem e) {
            if (e.category() != Problem.Category.CONFLICT) {
                throw e;
            }
        }
    }

    public void revive(UUID id) {
        var seen = records.one(id);
        db.system("jobs", _ -> {
            if (!store.standing(id).isDead()) {
                throw JobProblem.notDead(seen.state());
            }
            var classes = store.revive(new UUID[] {id}, actor(), clock.instant());
            if (store.standing(id).isDead()) {
                throw JobProblem.keyTaken();
            }
            tell(id, classes);
            return id;
        });
    }

    /** @param more whether some are left: as many as this at a time */
    public record Revived(int jobs, boolean more) {}

    /**
     * Dead jobs that failed until now, in portions: what failed again meanwhile is not revived twice, and what another job's key
     * keeps dead stays so. Null is any.
     *
     * @param code exactly
     */
    public Revived reviveAll(@Nullable String type, @Nullable String code, @Nullable Instant since) {
        if (type != null && !store.isType(type)) {
            throw JobProblem.typeUnknown();
        }
        var until = clock.instant();
        var revived = 0;
        while (revived < MOST_REVIVED) {
            var portion = revivePortion(type, code, since, until);
            if (portion == 0) {
                return new Revived(revived, false);
            }
            revived += portion;
        }
        return new Revived(revived, true);
    }

    private int revivePortion(@Nullable String type, @Nullable String code, @Nullable Instant since, Instant until) {
        return db.system("jobs", _ -> {
            var dead = store.dead(type, code, since, until, PORTION);
            if (dead.length == 0) {
                return 0;
            }
            var classes = store.revive(dead, actor(), clock.instant());
            db.afterCommit(() -> waking.tell(classes));
            return dead.length - store.stillDead(dead);
        });
    }

    /** @param scope a kind of work, or {@link #EVERYTHING}; what runs already goes on */
    public void pause(String scope) {
        requireScope(scope);
        db.system("jobs", _ -> {
            store.pause(scope, actor());
            return scope;
        });
        LOG.info("Paused: {}", scope.equals(EVERYTHING) ? "all background work" : scope);
    }

    public void resume(String scope) {
        requireScope(scope);
        db.system("jobs", _ -> {
            store.resume(scope);
            db.afterCommit(waking::everything);
            return scope;
        });
        LOG.info("Resumed: {}", scope.equals(EVERYTHING) ? "all background work" : scope);
    }

    private void requireScope(String scope) {
        if (!scope.equals(EVERYTHING) && !store.isType(scope)) {
            throw JobProblem.typeUnknown();
        }
    }

    public void pauseSchedule(String name) {
        db.system("jobs", _ -> {
            if (!store.pauseSchedule(name, clock.instant())) {
                throw JobProblem.scheduleUnknown();
            }
            return name;
        });
    }

    /** It goes on with its next time; those that passed meanwhile are not made up for. */
    public void resumeSchedule(String name) {
        db.system("jobs", _ -> {
            var plan = store.plan(name).orElseThrow(JobProblem::scheduleUnknown);
            var next = Cron.of(plan.cron()).after(clock.instant(), ZoneId.of(plan.zone()));
            store.resumeSchedule(name, next.orElse(Schedules.NEVER));
            return name;
        });
    }

    /** Once, beside its times. */
    public JobId runSchedule(String name) {
        return db.system("jobs", _ -> {
            var run = store.run(name, actor(), clock.instant()).orElseThrow(JobProblem::scheduleUnknown);
            db.afterCommit(() -> waking.tell(run.classes()));
            return new JobId(run.job());
        });
    }

    private void tell(UUID id, Set<Integer> classes) {
        live.publish(Sights.topic(id), "{}");
        db.afterCommit(() -> waking.tell(classes));
    }

    /** Null for the operator at the command line. */
    private static @Nullable UUID actor() {
        return switch (Caller.current().viewer()) {
            case Viewer.User user -> user.id();
            case Viewer.Kinora(var _, var behalf) -> behalf == null ? null : behalf.id();
            case Viewer.Anonymous _ -> null;
        };
    }
}
