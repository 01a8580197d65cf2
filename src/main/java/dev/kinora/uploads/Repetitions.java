package dev.kinora.uploads;

import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Unique;
import dev.kinora.library.Arrivals;
import dev.kinora.platform.Db;
import java.util.UUID;

/** What arrived whole and could not be looked into, once more; its owner needs nobody for that. */
public final class Repetitions {
    private final Db db;
    private final ArrivalQueueStore store;
    private final Arrivals arrivals;
    private final Jobs jobs;

    Repetitions(Db db, ArrivalQueueStore store, Arrivals arrivals, Jobs jobs) {
        this.db = db;
        this.store = store;
        this.arrivals = arrivals;
        this.jobs = jobs;
    }

    /** Whether it makes sense for the viewer. */
    public boolean isOpen(UUID video) {
        return store.unsettled(video).isPresent();
    }

    /** @throws UploadProblem when nothing of that video waits for it, or it is somebody else's */
    public void begin(UUID video) {
        var owner = Uploads.owner();
        var upload = store.unsettled(video).orElseThrow(UploadProblem::nothingToRepeat);
        db.system("uploads", _ -> {
            arrivals.awaited(video);
            return jobs.enqueue(
                    new Arriving.Arrive(upload),
                    JobOptions.none().user(owner).video(video).unique(Unique.whileUnfinished("receive:" + upload)));
        });
    }
}
