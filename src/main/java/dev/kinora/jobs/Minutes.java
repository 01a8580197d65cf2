package dev.kinora.jobs;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was done in each minute by this process: measured at once, and kept until it is added to what the others did. */
final class Minutes {
    record Minute(Instant minute, String type) {}

    static final class Sum {
        int completed;
        int failed;
        int retried;
        long runMillis;
    }

    record Entry(Minute key, int completed, int failed, int retried, long runMillis) {}

    private final JobMeters meters;
    private final Clock clock;
    private final Map<Minute, Sum> sums = new HashMap<>();

    Minutes(JobMeters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    synchronized void add(Finished finished) {
        meters.ended(finished);
        var sum = sums.computeIfAbsent(
                new Minute(
                        clock.instant().truncatedTo(ChronoUnit.MINUTES),
                        finished.job().claim().type()),
                _ -> new Sum());
        sum.runMillis += finished.elapsedMillis();
        switch (finished) {
            case Finished.Completed _, Finished.CompletedItself _ -> sum.completed++;
            case Finished.Ended ended when ended.outcome().equals("retry") -> sum.retried++;
            case Finished.Ended ended when ended.outcome().equals("failed") -> sum.failed++;
            case Finished.Ended _, Finished.Dropped _, Finished.TakenAway _ -> {}
        }
    }

    synchronized List<Entry> take() {
        var entries = new ArrayList<Entry>();
        sums.forEach((key, sum) -> entries.add(new Entry(key, sum.completed, sum.failed, sum.retried, sum.runMillis)));
        sums.clear();
        return entries;
    }
}
