package dev.kinora.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one thread that takes turns has in hand: jobs, their leases, and what is over but not written down. */
final class Held {
    /** As PostgreSQL orders them: everybody locks rows in the order of their keys. */
    private static final Comparator<Finished> BY_ID = Comparator.comparing(
                    (Finished each) -> each.job().claim().id().getMostSignificantBits(), Long::compareUnsigned)
            .thenComparing(each -> each.job().claim().id().getLeastSignificantBits(), Long::compareUnsigned);

    private static final int FEW = 32;

    private final Minutes minutes;
    /** The one part that other threads look at. */
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    private final Map<UUID, Integer> openLeases = new HashMap<>();
    private final List<Finished> unwritten = new ArrayList<>();
    private final List<UUID> leasesOver = new ArrayList<>();
    private final List<Running> returning = new ArrayList<>();
    /** What somebody's transaction has locked, and when to look again. */
    private final Map<Finished, Long> putOff = new HashMap<>();

    Held(Minutes minutes) {
        this.minutes = minutes;
    }

    Collection<Running> running() {
        return running.values();
    }

    @Nullable
    Running running(UUID job) {
        return running.get(job);
    }

    /** @param claims of one lease */
    List<Running> add(List<Claim> claims, Lane lane, Turns turns) {
        var begun = new ArrayList<Running>(claims.size());
        for (var claim : claims) {
            var job = new Running(claim, lane, turns);
            running.put(claim.id(), job);
            begun.add(job);
        }
        if (!claims.isEmpty()) {
            openLeases.put(claims.getFirst().lease(), claims.size());
            lane.take(claims.size());
        }
        return begun;
    }

    /** From any thread: a job that was born leased is found, and can be stopped, from before its beginning. */
    void show(Running job) {
        running.put(job.claim().id(), job);
    }

    void withdraw(Running job) {
        running.remove(job.claim().id(), job);
    }

    /** @param ours whether it is leased to this worker and not to one that this was before */
    void given(Running job, boolean ours) {
        if (ours) {
            openLeases.put(job.claim().lease(), 1);
            job.lane().adopt();
        } else {
            job.stop(Running.Stop.LOST);
            withdraw(job);
            job.lane().slots().take(-1);
        }
    }

    void end(Finished finished) {
        var job = finished.job();
        if (!running.remove(job.claim().id(), job)) {
            return;
        }
        job.lane().giveBack(1);
        job.lane().slots().took(finished.elapsedMillis() / 1000.0);
        minutes.add(finished);
        if (finished instanceof Finished.Dropped) {
            // Its lease stays, so that whoever takes this worker's leases away finds it.
            return;
        }
        release(job.claim().lease());
        if (finished instanceof Finished.Completed || finished instanceof Finished.Ended) {
            unwritten.add(finished);
        }
    }

    private void release(UUID lease) {
        if (openLeases.merge(lease, -1, Integer::sum) == 0) {
            openLeases.remove(lease);
            leasesOver.add(lease);
        }
    }

    /** What waits behind jobs that last: whoever has a free slot is to have it. */
    List<Running> returning(Duration longest) {
        for (var job : List.copyOf(running.values())) {
            var known = openLeases.containsKey(job.claim().lease());
            if (known && job.waited().compareTo(longest) > 0 && job.giveUp()) {
                running.remove(job.claim().id(), job);
                job.lane().giveBack(1);
                job.lane().slots().stuck();
                returning.add(job);
            }
        }
        return List.copyOf(returning);
    }

    void returned(List<Running> given) {
        returning.removeAll(given);
        given.forEach(job -> release(job.claim().lease()));
    }

    void putOff(List<? extends Finished> these, Collection<UUID> locked, Duration pause) {
        var until = System.nanoTime() + pause.toNanos();
        these.stream()
                .filter(each -> locked.contains(each.job().claim().id()))
                .forEach(each -> putOff.put(each, until));
    }

    /** Those put off whose time has come; they are to be written again unless they are put off again. */
    List<Finished> triedAgain() {
        var now = System.nanoTime();
        var due = putOff.entrySet().stream()
                .filter(each -> each.getValue() - now <= 0)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(putOff::remove);
        return due;
    }

    boolean nothingToWrite() {
        return unwritten.size() == putOff.size() && leasesOver(List.of()).isEmpty();
    }

    /** Whether only a few ends are to be written, of jobs that nobody waits for. */
    boolean canWaitForMore() {
        return !unwritten.isEmpty()
                && unwritten.size() < FEW
                && unwritten.stream()
                        .allMatch(each -> each instanceof Finished.Completed completed
                                && !completed.job().claim().holdsMore());
    }

    /** @param most more are left for a later turn */
    <T extends Finished> List<T> unwritten(Class<T> kind, int most) {
        return unwritten.stream()
                .filter(kind::isInstance)
                .filter(each -> !putOff.containsKey(each))
                .map(kind::cast)
                .sorted(BY_ID)
                .limit(most)
                .toList();
    }

    /** @param batch what is written with them; who waits for a later turn needs the lease until then */
    List<UUID> leasesOver(List<? extends Finished> batch) {
        if (batch.size() == unwritten.size()) {
            return List.copyOf(leasesOver);
        }
        var needed = new HashSet<UUID>();
        var now = Set.copyOf(batch);
        for (var each : unwritten) {
            if (!now.contains(each)) {
                needed.add(each.job().claim().lease());
            }
        }
        return leasesOver.stream().filter(lease -> !needed.contains(lease)).toList();
    }

    void written(List<? extends Finished> these, List<UUID> released) {
        if (these.size() == unwritten.size()) {
            unwritten.clear();
        } else {
            unwritten.removeAll(Set.copyOf(these));
        }
        leasesOver.removeAll(Set.copyOf(released));
    }

    void replace(Finished one, Finished other) {
        unwritten.set(unwritten.indexOf(one), other);
    }

    /** This worker was declared lost, and others have its jobs. */
    void clear() {
        // One by one: what is added meanwhile is stopped as well, or stays.
        running.values().removeIf(job -> {
            job.stop(Running.Stop.LOST);
            return true;
        });
        openLeases.clear();
        unwritten.clear();
        leasesOver.clear();
        returning.clear();
        putOff.clear();
    }
}
