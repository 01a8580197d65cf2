package dev.kinora.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/**
 * What is known to be ready, by class: kind, priority and share of people. The class goes first whose turn is longest ago,
 * its priority counted as seconds: a less urgent one waits longer, never for ever, and whoever queued ten thousand jobs takes
 * turns with whoever queued one. Only the thread that takes turns comes here.
 */
final class JobClasses {
    private static final long STEP_NANOS = 15_000_000_000L;
    /** Behind the place that was reached: those who drew an earlier place may commit a little later. */
    private static final long MARGIN = 1_000;

    private static final int MOST_ASKED = 128;

    private final Map<Integer, State> states = new HashMap<>();
    private final LongSupplier nanos;

    JobClasses() {
        this(System::nanoTime);
    }

    /** @param nanos of a clock that only goes forward */
    JobClasses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static final class State {
        final int jobClass;
        long floor;
        long servedNanos;
        boolean active = true;

        State(int jobClass, long nanos) {
            this.jobClass = jobClass;
            this.servedNanos = nanos;
        }

        long key() {
            return servedNanos + priority(jobClass) * STEP_NANOS;
        }
    }

    record Asked(List<Integer> classes, List<Long> floors, List<Integer> limits) {
        boolean isEmpty() {
            return classes.isEmpty();
        }
    }

    static int type(int jobClass) {
        return jobClass / 16_384;
    }

    static int priority(int jobClass) {
        return jobClass / 1_024 % 16;
    }

    private State state(int jobClass) {
        return states.computeIfAbsent(jobClass, each -> new State(each, nanos.getAsLong()));
    }

    /** Something of it was queued. While there was nothing of it nobody waited. */
    void hint(int jobClass) {
        awaken(state(jobClass));
    }

    private void awaken(State state) {
        if (!state.active) {
            state.active = true;
            state.servedNanos = nanos.getAsLong();
        }
    }

    /** Everything that is ready, with the first place in each class; what is not named was not ready at that moment. */
    void looked(Map<Integer, Long> heads) {
        heads.forEach((jobClass, seq) -> {
            var state = state(jobClass);
            awaken(state);
            state.floor = Math.min(state.floor, seq);
            if (state.floor == 0) {
                state.floor = seq;
            }
        });
        states.values().removeIf(state -> !state.active && !heads.containsKey(state.jobClass));
    }

    boolean any(IntPredicate ofLane) {
        return states.values().stream().anyMatch(state -> state.active && ofLane.test(state.jobClass));
    }

    Asked ask(IntPredicate ofLane, int room) {
        var mine = new ArrayList<State>();
        for (var state : states.values()) {
            if (state.active && ofLane.test(state.jobClass)) {
                mine.add(state);
            }
        }
        mine.sort(Comparator.comparingLong(State::key));
        var asked = mine.subList(0, Math.min(mine.size(), MOST_ASKED));
        var alike = new HashMap<Integer, Integer>();
        asked.forEach(state -> alike.merge(priority(state.jobClass), 1, Integer::sum));
        return new Asked(
                asked.stream().map(state -> state.jobClass).toList(),
                asked.stream().map(state -> state.floor).toList(),
                asked.stream()
                        .map(state -> Math.max(1, room / alike.getOrDefault(priority(state.jobClass), 1)))
                        .toList());
    }

    /** @param full whether as much was found as there was room for, so that a class without any may still have some */
    void answered(Asked asked, List<Claim> claims, boolean full) {
        var found = new HashMap<Integer, Integer>();
        for (var claim : claims) {
            var state = states.get(claim.jobClass());
            if (state != null) {
                state.floor = Math.max(state.floor, claim.seq() - MARGIN);
                state.servedNanos = nanos.getAsLong();
            }
            found.merge(claim.jobClass(), 1, Integer::sum);
        }
        for (var index = 0; index < asked.classes().size() && !full; index++) {
            var jobClass = asked.classes().get(index);
            if (found.getOrDefault(jobClass, 0) < asked.limits().get(index)) {
                var state = states.get(jobClass);
                if (state != null) {
                    state.active = false;
                }
            }
        }
    }
}
