package dev.kinora.jobs;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Queues what comes again. Any number of processes may tick; each time is queued once. */
final class Schedules {
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final ScheduleStore store;
    private final List<Recurring> declared;
    private final Clock clock;

    Schedules(ScheduleStore store, List<Recurring> declared, Clock clock) {
        this.store = store;
        this.declared = List.copyOf(declared);
        this.clock = clock;
    }

    void declare() {
        var now = clock.instant();
        for (var each : declared) {
            store.declare(each, Cron.of(each.cron()).after(now, each.zone()).orElse(NEVER));
        }
    }

    List<Set<Integer>> tick() {
        var now = clock.instant();
        // What an earlier version declared, and nobody can do any more, does not come again.
        return store.due(now, declared.stream().map(Recurring::name).toList(), schedule -> plan(schedule, now));
    }

    private boolean isAlone(String name) {
        return declared.stream().anyMatch(each -> each.name().equals(name) && each.single());
    }

    private ScheduleStore.Plan plan(ScheduleStore.Due schedule, Instant now) {
        var cron = Cron.of(schedule.cron());
        var missed = cron.missed(schedule.next(), now, schedule.zone());
        var times = switch (schedule.catchUp()) {
            case all -> missed;
            case once -> missed.subList(missed.size() - 1, missed.size());
            // The time that has just come is not missed: a tick is seconds late at most.
            case skip ->
                missed.getLast().isAfter(now.minusSeconds(60)) ? List.of(missed.getLast()) : List.<Instant>of();
        };
        return new ScheduleStore.Plan(times, cron.after(now, schedule.zone()).orElse(NEVER), isAlone(schedule.name()));
    }
}
