package dev.kinora.jobs;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which lane has its turn: each that has room and work, one after the other. */
final class LaneChoice {
    private final JobClasses classes;
    private final Map<Integer, Lane> laneOfType = new ConcurrentHashMap<>();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private volatile Set<Integer> paused = Set.of();
    private Set<Integer> knownPaused = Set.of();
    private int turn;

    LaneChoice(JobClasses classes) {
        this.classes = classes;
    }

    void serve(int type, Slots slots) {
        laneOfType.put(type, lanes.computeIfAbsent(slots.lane(), _ -> new Lane(slots)));
    }

    /** @return whether that is something else than before */
    boolean pause(Set<Integer> types) {
        if (types.equals(paused)) {
            return false;
        }
        paused = Set.copyOf(types);
        return true;
    }

    /** From any thread: its lane, if it is served here and not paused. */
    @Nullable
    Lane lane(int type) {
        return paused.contains(type) ? null : laneOfType.get(type);
    }

    void looked(Map<Integer, Long> heads) {
        classes.looked(heads);
    }

    void hinted(int jobClass) {
        var lane = laneOfType.get(JobClasses.type(jobClass));
        if (lane != null) {
            lane.waited(true);
        }
        classes.hint(jobClass);
    }

    /** After what changes what is known. */
    void recount() {
        lanes.values().forEach(this::recount);
    }

    void recount(Lane lane) {
        lane.waited(classes.any(jobClass -> mayRun(jobClass, lane)));
    }

    void recountIfPausedOtherwise() {
        var now = paused;
        if (now != knownPaused) {
            knownPaused = now;
            recount();
        }
    }

    void reset() {
        lanes.values().forEach(Lane::reset);
    }

    @Nullable
    Lane next() {
        var ready = new ArrayList<Lane>();
        for (var lane : lanes.values()) {
            if (lane.room() > 0 && classes.any(jobClass -> mayRun(jobClass, lane))) {
                ready.add(lane);
            }
        }
        return ready.isEmpty() ? null : ready.get(Math.floorMod(turn++, ready.size()));
    }

    JobClasses.Asked ask(Lane lane, int room) {
        return classes.ask(jobClass -> mayRun(jobClass, lane), room);
    }

    private boolean mayRun(int jobClass, Lane lane) {
        var type = JobClasses.type(jobClass);
        return !paused.contains(type) && laneOfType.get(type) == lane;
    }
}
