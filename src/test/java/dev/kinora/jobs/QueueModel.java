package dev.kinora.jobs;

import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.schema.enums.Uniqueness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the queue should do, without tables, threads or processes. */
final class QueueModel {
    static final int ATTEMPTS = 3;

    enum Script {
        DONE,
        RETRY,
        THROW,
        FAIL
    }

    record Key(UUID job, Uniqueness holds, @Nullable Instant until) {}

    static final class Job {
        final UUID id;
        final String type;
        final List<Script> script;
        final @Nullable String gate;
        final @Nullable String key;
        final ParentFailure policy;
        final Set<UUID> unmet = new LinkedHashSet<>();
        String status = "queued";
        int attempts;
        int maxAttempts = ATTEMPTS;
        Instant scheduled;

        @Nullable
        Instant backoff;

        boolean leased;
        boolean cancelRequested;

        Job(
                UUID id,
                String type,
                List<Script> script,
                Instant scheduled,
                @Nullable String gate,
                @Nullable String key,
                ParentFailure policy) {
            this.id = id;
            this.type = type;
            this.script = script;
            this.scheduled = scheduled;
            this.gate = gate;
            this.key = key;
            this.policy = policy;
        }

        Script next() {
            return script.get(Math.min(attempts, script.size() - 1));
        }

        boolean due(Instant now) {
            return !scheduled.isAfter(now) && (backoff == null || !backoff.isAfter(now));
        }

        boolean waiting() {
            return status.equals("queued") && !leased;
        }
    }

    final Map<UUID, Job> jobs = new LinkedHashMap<>();
    final Map<String, Key> keys = new HashMap<>();
    final Set<String> paused = new HashSet<>();
    private final Set<UUID> completedUntold = new LinkedHashSet<>();
    private final Set<UUID> endedUntold = new LinkedHashSet<>();
    private final int gateLimit;

    QueueModel(int gateLimit) {
        this.gateLimit = gateLimit;
    }

    void enqueue(Job job, List<UUID> parents, Instant now) {
        jobs.put(job.id, job);
        for (var each : parents) {
            var parent = job(each);
            var ended = parent.status.equals("failed") || parent.status.equals("cancelled");
            if (parent.status.equals("completed") || ended && job.policy == ParentFailure.continue_) {
                continue;
            }
            job.unmet.add(each);
            if (ended && job.policy == ParentFailure.cancel) {
                endedUntold.add(each);
            }
        }
    }

    Job job(UUID id) {
        return java.util.Objects.requireNonNull(jobs.get(id));
    }

    @Nullable
    UUID holder(String key, Instant now) {
        var held = keys.get(key);
        return held == null || held.until() != null && !held.until().isAfter(now) ? null : held.job();
    }

    /** Whether a worker may take it, were it not for its gate. */
    boolean ready(Job job, Instant now) {
        return job.waiting() && job.unmet.isEmpty() && job.due(now);
    }

    void taken(Job job) {
        freeKey(job, Uniqueness.queued);
    }

    private void freeKey(Job job, Uniqueness... which) {
        keys.values()
                .removeIf(held -> held.job().equals(job.id) && List.of(which).contains(held.holds()));
    }

    void complete(Job job) {
        job.status = "completed";
        job.attempts++;
        over(job);
        completedUntold.add(job.id);
    }

    /** @param outcome retry, failed or cancelled */
    void end(Job job, String outcome, @Nullable Instant due) {
        job.attempts++;
        job.leased = false;
        if (outcome.equals("retry") && !job.cancelRequested) {
            job.backoff = due;
            return;
        }
        job.status = outcome.equals("retry") ? "cancelled" : outcome;
        over(job);
        endedUntold.add(job.id);
    }

    private void over(Job job) {
        job.leased = false;
        job.cancelRequested = false;
        freeKey(job, Uniqueness.queued, Uniqueness.unfinished);
    }

    /** It was never shown running, and so may not have begun: five times more it is not held against it. */
    void lost(Job job) {
        job.attempts++;
        job.leased = false;
        if (job.cancelRequested || job.attempts >= job.maxAttempts + 5) {
            job.status = job.cancelRequested ? "cancelled" : "failed";
            over(job);
            endedUntold.add(job.id);
        }
    }

    void handBack(Job job) {
        job.leased = false;
        if (job.cancelRequested) {
            job.status = "cancelled";
            over(job);
            endedUntold.add(job.id);
        }
    }

    void cancel(Job job) {
        if (job.waiting()) {
            job.status = "cancelled";
            over(job);
            endedUntold.add(job.id);
        } else if (job.leased) {
            job.cancelRequested = true;
        }
    }

    void revive(Job job, Instant now) {
        if ((job.status.equals("failed") || job.status.equals("cancelled")) && takesKey(job, now)) {
            job.status = "queued";
            job.backoff = null;
            job.scheduled = job.scheduled.isBefore(now) ? job.scheduled : now;
            job.maxAttempts = Math.max(job.maxAttempts, job.attempts + ATTEMPTS);
            endedUntold.remove(job.id);
        }
    }

    /** It stays dead while another has its key. */
    private boolean takesKey(Job job, Instant now) {
        if (job.key == null) {
            return true;
        }
        var held = keys.get(job.key);
        if (held == null || held.until() != null && !held.until().isAfter(now)) {
            held = new Key(job.id, Uniqueness.unfinished, null);
            keys.put(job.key, held);
        }
        return held.job().equals(job.id);
    }

    void hurry(Job job, Instant now) {
        if (job.waiting() && job.unmet.isEmpty() && !job.due(now)) {
            job.scheduled = job.scheduled.isBefore(now) ? job.scheduled : now;
            job.backoff = null;
        }
    }

    interface Backoffs {
        Instant of(Job job);
    }

    /** Until nothing moves any more. In which order does not matter: what there is to run is run. */
    void runDue(Instant now, Backoffs backoffs) {
        boolean moved;
        do {
            moved = tellChildren();
            for (var job : List.copyOf(jobs.values())) {
                if (ready(job, now) && !paused.contains("*") && !paused.contains(job.type) && gateOpen(job)) {
                    run(job, backoffs);
                    moved = true;
                }
            }
        } while (moved);
    }

    private boolean gateOpen(Job job) {
        return job.gate == null
                || jobs.values().stream()
                                .filter(other -> other.leased && job.gate.equals(other.gate))
                                .count()
                        < gateLimit;
    }

    private void run(Job job, Backoffs backoffs) {
        taken(job);
        var last = job.attempts + 1 >= job.maxAttempts;
        switch (job.next()) {
            case DONE -> complete(job);
            case FAIL -> end(job, "failed", null);
            case RETRY, THROW -> {
                if (last) {
                    end(job, "failed", null);
                } else {
                    end(job, "retry", backoffs.of(job));
                }
            }
        }
    }

    private boolean tellChildren() {
        var moved = !completedUntold.isEmpty() || !endedUntold.isEmpty();
        for (var parent : completedUntold) {
            jobs.values().forEach(child -> child.unmet.remove(parent));
        }
        completedUntold.clear();
        var ended = new ArrayList<>(endedUntold);
        endedUntold.clear();
        for (var parent : ended) {
            for (var child : jobs.values()) {
                if (child.unmet.contains(parent)) {
                    switch (child.policy) {
                        case continue_ -> child.unmet.remove(parent);
                        case cancel -> cancel(child);
                        case block -> {}
                    }
                }
            }
        }
        return moved;
    }
}
