package dev.kinora.storage;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Deletes what the database has written down as nobody's. What lies in a store that cannot be reached waits for the next run. */
final class Sweeper implements JobHandler<Sweeper.Sweep> {
    private static final JobType TYPE =
            JobType.of("sweep_media").lane(Lanes.UPKEEP).priority(8);
    private static final UUID FIRST = new UUID(0, 0);
    private static final int AT_ONCE = 200;

    /** The names of the fields of a job must be there; this one has nothing to say. */
    record Sweep() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final DoomedStore doomed;
    private final Ownership ownership;
    private final MediaStores stores;

    Sweeper(DoomedStore doomed, Ownership ownership, MediaStores stores) {
        this.doomed = doomed;
        this.ownership = ownership;
        this.stores = stores;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Sweep> payload() {
        return Sweep.class;
    }

    @Override
    public Outcome run(JobRun<Sweep> job) throws InterruptedException {
        claim(job);
        sweepCopies(job);
        var names = stores.all().stream().map(MediaStore::name).collect(Collectors.toSet());
        var after = FIRST;
        var deleted = 0;
        var failed = 0;
        while (true) {
            var batch = doomed.oldest(names, after, AT_ONCE);
            if (batch.isEmpty()) {
                return failed == 0
                        ? Outcome.done(Map.of("deleted", deleted))
                        : Outcome.failed(
                                "media-not-deleted",
                                failed + " of " + (failed + deleted)
                                        + " could not be deleted; the next run tries again.");
            }
            for (var each : batch) {
                job.checkpoint();
                try {
                    delete(each);
                    deleted++;
                } catch (IOException e) {
                    job.log(each.store() + " " + each.path() + ": " + e);
                    failed++;
                }
            }
            after = batch.getLast().id();
        }
    }

    private void claim(JobRun<Sweep> job) {
        for (var store : stores.all()) {
            try {
                ownership.claim(store);
            } catch (IOException e) {
                job.log(store.name() + ": " + e);
            }
        }
    }

    private void sweepCopies(JobRun<Sweep> job) {
        try {
            stores.sweepCopies();
        } catch (IOException e) {
            job.log("copies: " + e);
        }
    }

    /** What is referred to again, as a video that was moved there and back, stays. */
    private void delete(DoomedStore.Doomed each) throws IOException {
        if (!doomed.isReferred(each.store(), each.path())) {
            var store = stores.named(each.store());
            if (each.path().endsWith("/")) {
                store.deleteBelow(each.path());
                deleteAlone(store, each.path());
            } else {
                var key = MediaKey.of(each.path());
                store.abandon(key, new Growth(0, each.parts()));
                store.delete(key);
            }
        }
        doomed.forget(each.id());
    }

    /** An upload is a file of that very name. */
    private static void deleteAlone(MediaStore store, String path) throws IOException {
        var key = MediaKey.of(path.substring(0, path.length() - 1));
        if (key.owner().equals(key.value()) && !path.startsWith("videos/")) {
            store.abandon(key, Growth.NOTHING);
            store.delete(key);
        }
    }
}
