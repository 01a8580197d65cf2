package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.platform.Ids;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes turns with the database: each writes down what is over and takes what there is room for. One thread does this; what
 * others have to say they put into its queues. A turn whose answer was lost is taken again: it changes nothing twice.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final int BATCH = 500;
    /** Bad data, a constraint, a limit of the program, an exception of a function. */
    private static final List<String> UNSTORABLE = List.of("22", "23", "54", "P0");

    private static final String LOCKED = "55P03";
    /** Until what somebody's transaction has locked is looked at again. */
    private static final Duration PUT_OFF = Duration.ofSeconds(1);
    /** How long a job may wait here for a slot. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** What ends soon after is written with what ended, in one commit, when there is nothing to take. */
    private static final long LINGERING_MILLIS = 4;

    private final TurnConnection connection;
    private final Clock clock;
    private final Runnable othersWaited;
    private final Consumer<Collection<Integer>> more;
    private final Inbox inbox = new Inbox();
    private final Held held;
    private final Portion completion = new Portion();
    private final Portion ending = new Portion();
    private final JobClasses classes = new JobClasses();
    private final LaneChoice choice = new LaneChoice(classes);
    private volatile UUID worker;
    private volatile @Nullable UUID successor;
    private volatile boolean claiming = true;
    private volatile boolean stopped;
    private @Nullable UUID uncertain;
    private @Nullable Lane uncertainLane;
    private long returnedNanos = System.nanoTime();
    private volatile long turnedNanos = System.nanoTime();

    Turns(
            DatabaseAddress address,
            Clock clock,
            UUID worker,
            Runnable othersWaited,
            Consumer<Collection<Integer>> more,
            Minutes minutes) {
        this.connection = new TurnConnection(address);
        this.clock = clock;
        this.worker = worker;
        this.othersWaited = othersWaited;
        this.more = more;
        this.held = new Held(minutes);
    }

    /** From now on jobs of this kind are taken here. */
    void serve(int type, Slots slots) {
        choice.serve(type, slots);
    }

    // --- from other threads

    Inbox inbox() {
        return inbox;
    }

    void pause(Set<Integer> types) {
        if (choice.pause(types)) {
            inbox.nudge();
        }
    }

    Held held() {
        return held;
    }

    LaneChoice choice() {
        return choice;
    }

    /** Whether what is leased to this worker may begin here. */
    boolean takesFor(UUID name) {
        return claiming && successor == null && worker.equals(name);
    }

    void stopClaiming() {
        claiming = false;
        inbox.nudge();
    }

    void stop() {
        stopped = true;
        inbox.nudge();
    }

    Collection<Running> running() {
        return held.running();
    }

    @Nullable
    Running running(UUID job) {
        return held.running(job);
    }

    /** From the next turn on; the old worker's jobs are others' by now. */
    void become(UUID fresh) {
        successor = fresh;
        inbox.nudge();
    }

    /** After {@link #stop}. */
    void startAgain(UUID fresh) {
        forgetAll(fresh);
        claiming = true;
        stopped = false;
    }

    /** How long ago the last turn was that did not fail. */
    Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - turnedNanos);
    }

    // --- the thread that takes turns

    void loop() {
        var pause = 100L;
        turnedNanos = System.nanoTime();
        while (!stopped) {
            try {
                turn(1_000);
                turnedNanos = System.nanoTime();
                pause = 100;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                LOG.warn("The queue pauses: a turn failed ({}). Trying again.", e.toString());
                LockSupport.parkNanos(pause * 1_000_000);
                pause = Math.min(pause * 2, 5_000);
            } catch (InterruptedException _) {
                stopped = true;
            }
        }
        connection.close();
    }

    /** @return whether anything was written or taken */
    boolean turn(long patienceMillis) throws SQLException, InterruptedException {
        var fresh = successor;
        if (fresh != null) {
            successor = null;
            forgetAll(fresh);
        }
        var open = connection.open();
        settleUncertain(open);
        inbox.heed(choice);
        var lane = claiming && held.nothingToWrite() ? choice.next() : null;
        inbox.collect(held, worker, lane == null && held.nothingToWrite() ? patienceMillis : 0);
        inbox.heed(choice);
        lane = claiming ? choice.next() : null;
        if (lane == null && patienceMillis > 0 && held.canWaitForMore()) {
            inbox.linger(LINGERING_MILLIS);
            inbox.collect(held, worker, 0);
            inbox.heed(choice);
            lane = claiming ? choice.next() : null;
        }
        returnLate(open);
        lookAgain(open);
        writeEnded(open);
        var completed = held.unwritten(Finished.Completed.class, completion.most());
        var released = held.leasesOver(completed);
        // Once: what is born meanwhile takes of it.
        var room = lane == null ? 0 : Math.clamp(lane.room(), 0, BATCH);
        var asked = lane == null || room == 0
                ? new JobClasses.Asked(List.of(), List.of(), List.of())
                : choice.ask(lane, room);
        if (completed.isEmpty() && released.isEmpty() && asked.isEmpty()) {
            return false;
        }
        var lease = Ids.next();
        uncertain = lease;
        uncertainLane = lane;
        var result =
                inPortions(completion, completed, () -> open.turn(worker, completed, released, asked, room, lease));
        uncertain = null;
        held.written(completed, released);
        if (lane != null && room > 0) {
            var full = result.claims().size() >= room;
            classes.answered(asked, result.claims(), full);
            choice.recount(lane);
            lane.crowded(lane.waited());
            begin(result.claims(), lane);
            if (full && room == BATCH) {
                more.accept(asked.classes());
            }
        }
        if (result.told()
                || completed.stream().anyMatch(each -> each.job().claim().holdsMore())) {
            othersWaited.run();
        }
        return true;
    }

    /** The connection broke between a claim and its answer: what was claimed is ours, and is begun now. */
    private void settleUncertain(TurnStore open) throws SQLException {
        var lease = uncertain;
        if (lease != null) {
            var claims = open.leases().recover(worker, lease);
            uncertain = null;
            if (uncertainLane != null) {
                begin(claims, uncertainLane);
            }
        }
    }

    private void writeEnded(TurnStore open) throws SQLException {
        var ended = held.unwritten(Finished.Ended.class, ending.most());
        if (!ended.isEmpty()) {
            var news = inPortions(ending, ended, () -> open.leases().end(worker, ended, clock.instant()));
            held.written(ended, List.of());
            news.forEach(classes::hint);
            othersWaited.run();
        }
    }

    /** What waits behind jobs that last goes back, so that whoever has a free slot has it. */
    private void returnLate(TurnStore open) throws SQLException {
        if (System.nanoTime() - returnedNanos > LONGEST_WAIT.toNanos() / 2) {
            var late = held.returning(LONGEST_WAIT);
            if (!late.isEmpty()) {
                open.leases().giveBack(late, clock.instant()).forEach(classes::hint);
                held.returned(late);
            }
            returnedNanos = System.nanoTime();
        }
    }

    private void lookAgain(TurnStore open) throws SQLException {
        putOff(open, held.triedAgain());
    }

    private void putOff(TurnStore open, List<? extends Finished> these) throws SQLException {
        if (!these.isEmpty()) {
            held.putOff(these, open.leases().locked(these), PUT_OFF);
        }
    }

    private interface Writing<T> {
        T run() throws SQLException;
    }

    private <T> T inPortions(Portion portion, List<? extends Finished> batch, Writing<T> writing) throws SQLException {
        try {
            var result = writing.run();
            portion.stored();
            return result;
        } catch (SQLException e) {
            var state = String.valueOf(e.getSQLState());
            if (state.equals(LOCKED)) {
                putOff(connection.open(), batch);
            }
            if (UNSTORABLE.stream().anyMatch(state::startsWith) && portion.refused(batch.size())) {
                held.replace(batch.getFirst(), Finished.unstorable(batch.getFirst(), state));
            }
            throw e;
        }
    }

    private void begin(List<Claim> claims, Lane lane) {
        held.add(claims, lane, this).forEach(lane.slots()::run);
    }

    /** This worker was declared lost, and others have its jobs. */
    private void forgetAll(UUID newWorker) {
        worker = newWorker;
        held.clear();
        uncertain = null;
        choice.reset();
    }

    UUID worker() {
        return worker;
    }
}
