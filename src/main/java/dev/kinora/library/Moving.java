package dev.kinora.library;

import dev.kinora.jobs.JobId;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Unique;
import dev.kinora.platform.Db;
import dev.kinora.platform.Problem;
import dev.kinora.storage.MediaStores;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes the bytes of videos from one store to another, while they are watched. Until all of them are there and were read back, the
 * video stays where it is.
 */
public final class Moving {
    private static final UUID FIRST = new UUID(0, 0);
    private static final int AT_ONCE = 200;

    private final Db db;
    private final MovingStore store;
    private final MediaStores stores;
    private final Jobs jobs;

    Moving(Db db, MovingStore store, MediaStores stores, Jobs jobs) {
        this.db = db;
        this.store = store;
        this.stores = stores;
        this.jobs = jobs;
    }

    /**
     * The system's rights: who may ask is the caller's affair. One that is on its way elsewhere changes its direction.
     *
     * @return the job that does it
     */
    public JobId move(UUID video, String to) {
        var target = stores.named(to);
        return db.system("library", _ -> {
            var place = store.lock(video).orElseThrow(LibraryProblem::videoNotFound);
            if (!place.here()) {
                throw MovingProblem.elsewhere();
            }
            if (place.store().equals(to)) {
                throw MovingProblem.there(to);
            }
            if (store.isArriving(video)) {
                throw MovingProblem.arriving();
            }
            if (store.isDoomed(video, to)) {
                throw MovingProblem.notCleared(to);
            }
            stores.requireRoom(target, place.bytes() + store.expected(to, video));
            if (!to.equals(place.movingTo())) {
                if (place.movingTo() != null) {
                    store.doom(video, place.movingTo());
                }
                store.setOut(video, to);
            }
            return jobs.enqueue(
                    new MoveVideo.Move(video),
                    JobOptions.none().video(video).unique(Unique.whileUnfinished("move-video:" + video)));
        });
    }

    /**
     * @param refused those that are not to be moved now, as with an upload under way
     * @param more whether some are left that were not looked at
     */
    public record Moved(int queued, int refused, boolean more) {}

    /**
     * @param from only those in that store; empty for all that are elsewhere
     * @param most how many are sent on their way at most
     */
    public Moved moveAll(Optional<String> from, String to, int most) {
        stores.named(to);
        var queued = 0;
        var refused = 0;
        for (var batch = store.outside(to, from, FIRST, AT_ONCE);
                !batch.isEmpty();
                batch = store.outside(to, from, batch.getLast(), AT_ONCE)) {
            for (var video : batch) {
                if (queued == most) {
                    return new Moved(queued, refused, true);
                }
                try {
                    move(video, to);
                    queued++;
                } catch (MovingProblem | LibraryProblem _) {
                    refused++;
                } catch (Problem full) {
                    if (queued == 0) {
                        throw full;
                    }
                    return new Moved(queued, refused + 1, true);
                }
            }
        }
        return new Moved(queued, refused, false);
    }
}
