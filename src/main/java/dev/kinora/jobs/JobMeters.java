package dev.kinora.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What Prometheus hears of the queue. */
final class JobMeters {
    private record Series(String type, String outcome) {}

    private final MeterRegistry meters;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final MultiGauge lately;
    private final MultiGauge unserved;
    private final AtomicInteger workers = new AtomicInteger();
    private final Map<Series, Timer> runs = new ConcurrentHashMap<>();

    JobMeters(MeterRegistry meters) {
        this.meters = meters;
        this.depth = MultiGauge.builder("kinora.jobs.depth")
                .description(
                        "Jobs by lane and state; failed ones are those kept, completed and cancelled ones are not counted")
                .register(meters);
        this.lately = MultiGauge.builder("kinora.jobs.lately")
                .description("Attempts of the last half hour in all processes, by kind and by how they ended")
                .register(meters);
        this.unserved = MultiGauge.builder("kinora.jobs.unserved")
                .description("Jobs that may run and that no worker at work does, by kind")
                .register(meters);
        meters.gauge("kinora.jobs.workers", workers);
        this.oldest = MultiGauge.builder("kinora.jobs.oldest")
                .description("How long the job has waited that has waited longest, by lane")
                .baseUnit("seconds")
                .register(meters);
    }

    void ended(Finished finished) {
        var type = finished.job().claim().type();
        switch (finished) {
            case Finished.Completed _, Finished.CompletedItself _ -> add(type, "completed", finished);
            case Finished.Ended ended -> add(type, ended.outcome(), finished);
            case Finished.Dropped _, Finished.TakenAway _ -> add(type, "dropped", finished);
        }
    }

    private void add(String type, String outcome, Finished finished) {
        runs.computeIfAbsent(
                        new Series(type, outcome),
                        series -> Timer.builder("kinora.jobs.run")
                                .description(
                                        "How long attempts took, by kind and by how they ended; retry counts those put off")
                                .tags("type", series.type, "outcome", series.outcome)
                                .serviceLevelObjectives(
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(100),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(10),
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(10),
                                        Duration.ofHours(1))
                                .register(meters))
                .record(Duration.ofMillis(finished.elapsedMillis()));
    }

    void depths(List<CountingStore.Depth> depths) {
        depth.register(
                depths.stream()
                        .map(each ->
                                MultiGauge.Row.of(Tags.of("lane", each.lane(), "state", each.state()), each.count()))
                        .toList(),
                true);
        oldest.register(
                depths.stream()
                        .filter(each -> each.state().equals("ready"))
                        .map(each -> MultiGauge.Row.of(Tags.of("lane", each.lane()), each.oldestSeconds()))
                        .toList(),
                true);
    }

    void lately(List<CountingStore.Lately> attempts) {
        lately.register(
                attempts.stream()
                        .map(each -> MultiGauge.Row.of(
                                Tags.of("type", each.type(), "outcome", each.outcome()), each.attempts()))
                        .toList(),
                true);
    }

    void unserved(List<CountingStore.Unserved> jobs) {
        unserved.register(
                jobs.stream()
                        .map(each -> MultiGauge.Row.of(Tags.of("type", each.type()), each.jobs()))
                        .toList(),
                true);
    }

    void workers(int atWork) {
        workers.set(atWork);
    }
}
