package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that begin as soon as they are queued: born with a lease of this worker, in a slot that was free, when nobody else goes without
 * one for it. For the system's transactions alone, since people make no leases.
 */
final class AtOnce {
    private final EnqueueStore queueing;
    private final Worker worker;
    private final Clock clock;

    AtOnce(EnqueueStore queueing, Worker worker, Clock clock) {
        this.queueing = queueing;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * Within the caller's transaction, or by one statement that is a transaction of its own.
     *
     * @return false where it has to stand in line, and nothing was done
     */
    boolean queued(NewJob job) {
        var place = plain(job.options()) && Caller.current().viewer() instanceof Viewer.Kinora
                ? worker.place(job.payload().jobType())
                : null;
        if (place == null) {
            return false;
        }
        var birth = new Birth(job, place);
        queueing.leased(job, place, clock.instant(), birth::came, birth::end);
        return !birth.refused;
    }

    private static boolean plain(JobOptions options) {
        return options.gate() == null
                && options.unique() == null
                && options.at() == null
                && options.after().isEmpty();
    }

    private final class Birth {
        private final NewJob job;
        private final Place place;
        private @Nullable Claim claim;
        private boolean refused;

        Birth(NewJob job, Place place) {
            this.job = job;
            this.place = place;
        }

        void came(@Nullable Claim born) {
            claim = born;
            refused = born == null;
        }

        void end(Db.End end) {
            var born = claim;
            if (born == null || end != Db.End.COMMITTED) {
                place.letGo();
            } else if (place.begin(born)) {
                return;
            }
            if (!refused && end != Db.End.ROLLED_BACK) {
                worker.returnSoon(place, job.id().value());
            }
        }
    }
}
