package dev.kinora.jobs;

import dev.kinora.platform.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a lane that is kept for a job that is being queued, until its transaction ends. Any thread may come here.
 *
 * @param worker in whose name the job will be leased
 * @param type of the job
 * @param lease under which
 */
record Place(Turns turns, UUID worker, int type, Lane lane, UUID lease) {
    /** Turns that take longer fail or wait, and nobody else should begin unseen by them. */
    private static final long LONGEST_TURN_MILLIS = 3_000;
    /** Who waits is taken by a turn that is about to come; where none came lately, nobody is let past. */
    private static final long LATELY_MILLIS = 100;

    /** @return null where the job has to stand in line */
    static @Nullable Place keep(Turns turns, int type) {
        var worker = turns.worker();
        var lane = turns.choice().lane(type);
        if (lane == null || !turns.takesFor(worker)) {
            return null;
        }
        var quiet = turns.quiet().toMillis();
        if (quiet > LONGEST_TURN_MILLIS
                || !(lane.hasRoomForAll() && quiet < LATELY_MILLIS)
                        && (lane.waited() || turns.inbox().hinted(lane, turns.choice()))
                || !lane.slots().keep()) {
            return null;
        }
        return new Place(turns, worker, type, lane, Ids.next());
    }

    void letGo() {
        lane.slots().letGo();
    }

    /** @return false where it does not begin here: others may have it, or the slot */
    boolean begin(Claim claim) {
        var job = new Running(claim, lane, turns);
        // Found by whoever stops what runs here, before it is looked whether all was stopped.
        turns.held().show(job);
        if (!turns.takesFor(worker) || turns.choice().lane(type) == null) {
            turns.held().withdraw(job);
            letGo();
            return false;
        }
        if (!lane.slots().holdKept()) {
            turns.held().withdraw(job);
            return false;
        }
        lane.slots().take(1);
        turns.inbox().given(job, worker);
        lane.slots().runHeld(job);
        return true;
    }
}
