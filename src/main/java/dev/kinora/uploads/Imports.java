package dev.kinora.uploads;

import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.JobProblem;
import dev.kinora.jobs.Jobs;
import dev.kinora.library.Arrivals;
import dev.kinora.library.Remakes;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.outbound.Outbound;
import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.UploadMeans;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Videos fetched from elsewhere. */
public final class Imports {
    /** Of one person; the others' films and everybody's webhooks need the same slots. */
    private static final int AT_ONCE = 2;

    private final Db db;
    private final Uploads uploads;
    private final Arrivals arrivals;
    private final Remakes remakes;
    private final Videos videos;
    private final Jobs jobs;
    private final JobControls controls;
    private final Outbound outbound;
    private final ImportStore store;

    Imports(
            Db db,
            Uploads uploads,
            Arrivals arrivals,
            Remakes remakes,
            Videos videos,
            Jobs jobs,
            JobControls controls,
            Outbound outbound) {
        this.remakes = remakes;
        this.controls = controls;
        this.store = new ImportStore(db);
        this.db = db;
        this.uploads = uploads;
        this.arrivals = arrivals;
        this.videos = videos;
        this.jobs = jobs;
        this.outbound = outbound;
    }

    /**
     * Begins to fetch; the video is there at once and tells how far it is.
     *
     * @param title empty to make one of the address
     * @param replaces the video whose file it is to be; null for one of its own
     * @throws dev.kinora.outbound.OutboundProblem when it is no address, or leads where Kinora does not go
     */
    public Video begin(String address, String title, @Nullable UUID replaces) {
        var uri = outbound.check(address);
        if (replaces != null) {
            remakes.requireReplaceable(replaces);
        }
        // Quotas are the system's, and the answer to a repeated request is kept in a transaction of the person's.
        return videos.get(db.apart("uploads", _ -> fetch(uri, title, replaces, null)));
    }

    /** The viewer's, newest first; of each video the latest. */
    public Page<VideoImport> mine(PageRequest page) {
        return store.mine(page);
    }

    /** @throws UploadProblem when the viewer has none of that video */
    public VideoImport one(UUID video) {
        return store.find(video).orElseThrow(UploadProblem::noImport);
    }

    /**
     * Now instead of later, or once more after it was given up. What is at work or waits for its turn goes on as it does.
     *
     * @throws UploadProblem when there is none, or the film is there
     */
    public VideoImport again(UUID video) {
        var seen = one(video);
        switch (seen.state()) {
            case waiting, fetching -> {}
            case retrying -> controls.hurryWhatWaits(seen.job());
            case failed -> repeat(video, seen.address());
            case fetched -> throw UploadProblem.fetched();
        }
        return one(video);
    }

    /** Of those who ask at the same moment the first one begins; the others find it begun. */
    private void repeat(UUID video, String address) {
        var uri = outbound.check(address);
        db.apart("uploads", _ -> {
            store.lock(video);
            var seen = one(video);
            if (seen.state() == VideoImport.State.failed) {
                goOn(seen, uri);
            }
            return null;
        });
    }

    /** Where an attempt was stopped and its bytes are kept, it goes on with them. */
    private void goOn(VideoImport seen, URI uri) {
        if (seen.upload() != null) {
            enqueue(Uploads.owner(), seen.upload(), seen.video(), seen.address());
        } else if (seen.hasFile()) {
            fetch(uri, "", seen.video(), null);
        } else {
            fetch(uri, "", null, seen.video());
        }
    }

    /**
     * What has come of it goes, and the video that never was; one that plays stays as it is.
     *
     * @throws UploadProblem when there is none, or the film is there
     */
    public void cancel(UUID video) {
        var seen = one(video);
        if (seen.state() == VideoImport.State.fetched) {
            throw UploadProblem.fetched();
        }
        if (seen.isUnderWay()) {
            stop(seen);
        }
        if (seen.upload() != null) {
            uploads.discard(seen.upload(), seen.hasFile() ? null : video);
        } else if (!seen.hasFile()) {
            db.system("uploads", _ -> {
                arrivals.abandoned(video);
                return null;
            });
        }
    }

    private void stop(VideoImport seen) {
        try {
            controls.cancel(seen.job());
        } catch (JobProblem e) {
            // It has ended meanwhile, or is being stopped already.
            if (e.category() != Problem.Category.CONFLICT) {
                throw e;
            }
        }
    }

    private UUID fetch(URI uri, String title, @Nullable UUID replaces, @Nullable UUID again) {
        var owner = Uploads.owner();
        var upload = uploads.begin(
                owner,
                NewUpload.of(null, UploadMeans.url, title, filename(uri))
                        .from(uri.toString())
                        .replacing(replaces)
                        .bringing(again));
        var video = Objects.requireNonNull(upload.video());
        if (replaces == null) {
            arrivals.downloading(video);
        }
        enqueue(owner, upload.id(), video, uri.toString());
        return video;
    }

    private void enqueue(UUID owner, UUID upload, UUID video, String address) {
        db.system("uploads", _ -> {
            jobs.enqueue(
                    new Downloading.Download(upload, address),
                    JobOptions.none().user(owner).video(video).gate("download:" + owner, AT_ONCE));
            return null;
        });
    }

    private static String filename(URI uri) {
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        var last = path.substring(path.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return last;
        }
    }
}
