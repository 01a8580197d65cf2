package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who take turns for this process. One serves every lane; a second helps it where many jobs run at a time, so that one
 * writes while the other waits for the disk, and is woken only when the first finds more than it can take at once.
 */
final class Crew {
    private static final int MANY = 16;

    private final Turns first;
    private final Turns second;
    private final Map<String, Slots> slots = new ConcurrentHashMap<>();
    private final Map<String, Integer> served = new ConcurrentHashMap<>();
    private final Consumer<Running> work;
    private final List<Thread> threads = new ArrayList<>();

    Crew(
            DatabaseAddress address,
            Clock clock,
            UUID worker,
            Consumer<Running> work,
            Runnable othersWaited,
            Minutes minutes) {
        this.work = work;
        this.second = new Turns(address, clock, worker, othersWaited, _ -> {}, minutes);
        this.first = new Turns(address, clock, worker, othersWaited, second.inbox()::hint, minutes);
    }

    void serve(int type, JobType kind, int count) {
        var ofLane = slots.computeIfAbsent(kind.lane(), name -> new Slots(name, count, work));
        served.put(kind.name(), type);
        first.serve(type, ofLane);
        if (count >= MANY) {
            second.serve(type, ofLane);
        }
    }

    /** Keeps a slot for a job of this kind that is about to be queued; null where it has to stand in line. */
    @Nullable
    Place place(JobType kind) {
        var type = served.get(kind.name());
        return type == null ? null : Place.keep(first, type);
    }

    Collection<Slots> slots() {
        return slots.values();
    }

    void start() {
        for (var turns : List.of(first, second)) {
            threads.add(Thread.ofPlatform().name("jobs-turns").daemon().start(turns::loop));
        }
    }

    void hint(Collection<Integer> classes) {
        first.inbox().hint(classes);
    }

    void looked(Map<Integer, Long> heads) {
        first.inbox().looked(heads);
    }

    void pause(Set<Integer> types) {
        first.pause(types);
        second.pause(types);
    }

    /** After {@link #stop}. */
    void startAgain(UUID fresh) {
        first.startAgain(fresh);
        second.startAgain(fresh);
    }

    /** How long ago the last turn was that did not fail. */
    Duration quiet() {
        var one = first.quiet();
        var other = second.quiet();
        return one.compareTo(other) > 0 ? one : other;
    }

    void become(UUID fresh) {
        first.become(fresh);
        second.become(fresh);
    }

    UUID worker() {
        return first.worker();
    }

    void stopClaiming() {
        first.stopClaiming();
        second.stopClaiming();
    }

    void stop() {
        first.stop();
        second.stop();
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    List<Running> running() {
        var all = new ArrayList<>(first.running());
        all.addAll(second.running());
        return all;
    }

    @Nullable
    Running running(UUID job) {
        var here = first.running(job);
        return here == null ? second.running(job) : here;
    }

    void cancel(UUID job) {
        var here = running(job);
        if (here != null) {
            here.stop(Running.Stop.CANCELLED);
        }
    }

    /** For tests, on the calling thread. */
    boolean turnUntilIdle() throws java.sql.SQLException, InterruptedException {
        var any = false;
        while (first.turn(1) || !first.running().isEmpty()) {
            any = true;
        }
        return any;
    }
}
