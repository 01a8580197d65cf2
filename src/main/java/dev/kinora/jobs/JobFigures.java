package dev.kinora.jobs;

import dev.kinora.platform.Db;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the queue is, in numbers, for admins. Nothing here grows with the number of jobs that are kept. */
public final class JobFigures {
    private final JobFigureStore store;
    private final Duration lease;
    private final Clock clock;

    JobFigures(Db db, Duration lease, Clock clock) {
        this.store = new JobFigureStore(db);
        this.lease = lease;
        this.clock = clock;
    }

    /**
     * One kind of work.
     *
     * @param oldestReady since when the one waits that has waited longest, of those that may run
     * @param paused itself, or with all
     * @param completed in the last hour
     * @param failed in the last hour
     */
    public record Kind(
            String type,
            String lane,
            long ready,
            long scheduled,
            long gated,
            long waiting,
            long running,
            long dead,
            @Nullable Instant oldestReady,
            boolean paused,
            long completed,
            long failed) {
        Kind paused(boolean other) {
            return new Kind(
                    type, lane, ready, scheduled, gated, waiting, running, dead, oldestReady, other, completed, failed);
        }

        public boolean isIdle() {
            return ready + scheduled + gated + waiting + running + dead + completed + failed == 0;
        }
    }

    /**
     * All of it.
     *
     * @param oldestReadyAt since when the job waits that has waited longest, of those that may run
     * @param types by lane, then by name
     * @param pausedAt since when everything is paused; null when it is not
     */
    public record Summary(
            long ready,
            long scheduled,
            long gated,
            long waiting,
            long running,
            long dead,
            @Nullable Instant oldestReadyAt,
            @Nullable Instant pausedAt,
            List<Kind> types) {
        /** Kinds of which jobs wait and none of these workers does any. */
        public List<Kind> unserved(List<WorkerFigure> workers) {
            return types.stream()
                    .filter(kind -> kind.ready() > 0 && !kind.paused())
                    .filter(kind -> workers.stream()
                            .noneMatch(worker -> worker.state() == WorkerState.working
                                    && worker.types().contains(kind.type())))
                    .toList();
        }
    }

    /** A failed job's kind and code stand for all that failed like it. */
    public record Dead(String type, @Nullable String code, long jobs, Instant latest) {}

    /** What was done from one moment on for a while. */
    public record Span(Instant from, long completed, long failed, long retried) {}

    public enum WorkerState {
        working,
        /** Not heard of for longer than its lease; its jobs are about to be queued again. */
        silent,
        lost,
        stopped
    }

    /**
     * @param lanes which it serves; empty for all
     * @param slots how many jobs at a time, by lane
     * @param ffmpeg the version it encodes with; null until it encodes
     * @param silence how long it was not heard of
     * @param running how many jobs it holds
     */
    public record WorkerFigure(
            UUID id,
            String name,
            WorkerState state,
            List<String> lanes,
            Map<String, Integer> slots,
            List<String> types,
            @Nullable String ffmpeg,
            int running,
            Instant startedAt,
            Instant heardAt,
            Duration silence,
            @Nullable Instant stoppedAt) {}

    public record Pause(
            String scope,
            Instant since,
            @Nullable UUID by,
            @Nullable String byName) {}

    /** @param pausedAt null while it goes on */
    public record Schedule(
            String name,
            String type,
            String cron,
            String timeZone,
            String catchUp,
            Instant nextAt,
            @Nullable Instant lastAt,
            @Nullable UUID lastJob,
            @Nullable Instant pausedAt) {}

    /** Ready and dead jobs beyond so many of one kind are not counted on. */
    public static final long MOST = JobFigureStore.MOST;
    /** Nor are scheduled, gated and waiting ones beyond so many of all kinds. */
    public static final long MOST_LOOKED_UP = JobFigureStore.MOST_LOOKED_UP;

    public Summary summary() {
        var now = clock.instant();
        var pauses = pauses();
        var everything =
                pauses.stream().filter(pause -> pause.scope().equals("*")).findFirst();
        var counted = store.counts(now.minus(1, ChronoUnit.HOURS));
        var kinds = counted.stream()
                .map(row -> row.paused(everything.isPresent()
                        || pauses.stream().anyMatch(pause -> pause.scope().equals(row.type()))))
                .toList();
        return new Summary(
                kinds.stream().mapToLong(Kind::ready).sum(),
                kinds.stream().mapToLong(Kind::scheduled).sum(),
                kinds.stream().mapToLong(Kind::gated).sum(),
                kinds.stream().mapToLong(Kind::waiting).sum(),
                kinds.stream().mapToLong(Kind::running).sum(),
                kinds.stream().mapToLong(Kind::dead).sum(),
                kinds.stream()
                        .map(Kind::oldestReady)
                        .filter(java.util.Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                everything.map(Pause::since).orElse(null),
                kinds);
    }

    /** Sixty minutes up to this one, those without any work included. */
    public List<Span> lastHour() {
        return spans(60, Duration.ofMinutes(1));
    }

    /** Ninety-six quarters of an hour up to this one. */
    public List<Span> lastDay() {
        return spans(96, Duration.ofMinutes(15));
    }

    private List<Span> spans(int count, Duration each) {
        var millis = each.toMillis();
        var last = clock.instant().toEpochMilli() / millis * millis;
        var first = last - (count - 1) * millis;
        var known = new LinkedHashMap<Instant, Span>();
        store.spans(Instant.ofEpochMilli(first), each).forEach(span -> known.put(span.from(), span));
        var all = new ArrayList<Span>();
        for (var from = first; from <= last; from += millis) {
            var moment = Instant.ofEpochMilli(from);
            all.add(known.getOrDefault(moment, new Span(moment, 0, 0, 0)));
        }
        return all;
    }

    /** The most numerous first, a hundred at most. */
    public List<Dead> dead() {
        return store.dead();
    }

    /** Those at work first, then those of the last day. */
    public List<WorkerFigure> workers() {
        return store.workers(lease);
    }

    public List<Pause> pauses() {
        return store.pauses();
    }

    public List<Schedule> schedules() {
        return store.schedules();
    }

    /** By name. */
    public Map<String, String> lanesByType() {
        return store.lanesByType();
    }
}
