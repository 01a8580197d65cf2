package dev.kinora.uploads;

import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.library.Arrivals;
import dev.kinora.library.Remakes;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.outbound.Outbound;
import dev.kinora.platform.Db;
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
    private final Outbound outbound;

    Imports(Db db, Uploads uploads, Arrivals arrivals, Remakes remakes, Videos videos, Jobs jobs, Outbound outbound) {
        this.remakes = remakes;
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
        var owner = Uploads.owner();
        // Quotas are the system's, and the answer to a repeated request is kept in a transaction of the person's.
        UUID video = db.apart("uploads", _ -> {
            var upload = uploads.begin(
                    owner,
                    NewUpload.of(null, UploadMeans.url, title, filename(uri))
                            .from(uri.toString())
                            .replacing(replaces));
            var made = Objects.requireNonNull(upload.video());
            if (replaces == null) {
                arrivals.downloading(made);
            }
            jobs.enqueue(
                    new Downloading.Download(upload.id(), uri.toString()),
                    JobOptions.none().user(owner).video(made).gate("download:" + owner, AT_ONCE));
            return made;
        });
        return videos.get(video);
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
