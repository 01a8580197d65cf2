package dev.kinora.uploads;

import dev.kinora.library.Arrivals;
import dev.kinora.library.Remakes;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.schema.enums.UploadMeans;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that come in one request: all of them or nothing, and an answer that knows whether it is a film. */
public final class WholeFiles {
    /** The form of the page; its film is not taken apart by Spring either. */
    static final String PAGE = "/studio/upload";

    /** How long an answer waits for its file's turn to be looked into. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String FILE = "file";
    private static final String TITLE = "title";
    private static final Logger LOG = LoggerFactory.getLogger(WholeFiles.class);

    private final Uploads uploads;
    private final Receiving receiving;
    private final Inspection inspection;
    private final Arrivals arrivals;
    private final Remakes remakes;
    private final Videos videos;
    /** Each has a program at work. */
    private final Semaphore lookers =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    WholeFiles(
            Uploads uploads,
            Receiving receiving,
            Inspection inspection,
            Arrivals arrivals,
            Remakes remakes,
            Videos videos) {
        this.arrivals = arrivals;
        this.remakes = remakes;
        this.uploads = uploads;
        this.receiving = receiving;
        this.inspection = inspection;
        this.videos = videos;
    }

    /**
     * @param length null when the client does not say
     * @throws UploadProblem when it is no film, or the connection broke before all of it was there
     */
    Video take(UploadMeans means, String title, String filename, @Nullable Long length, InputStream body)
            throws IOException {
        return take(NewUpload.of(length, means, title, filename), body);
    }

    /** @throws UploadProblem as above; what plays of a video whose file it was to be plays on then */
    Video take(NewUpload wish, InputStream body) throws IOException {
        return take(wish, body, () -> "");
    }

    /** What stands behind the film in what is sent. */
    private interface Rest {
        /** A title, or nothing. */
        String title() throws IOException;
    }

    private Video take(NewUpload wish, InputStream body, Rest rest) throws IOException {
        if (wish.replaces() != null) {
            remakes.requireReplaceable(wish.replaces());
        }
        var length = wish.length();
        var upload = uploads.begin(wish);
        var video = Objects.requireNonNull(upload.video());
        var done = false;
        try {
            var received = receiving.take(upload, new Receiving.Piece(0, body, null));
            if (length == null) {
                // Its end is the end of the request, and known only now.
                receiving.take(
                        uploads.setLength(uploads.get(upload.id()), received),
                        new Receiving.Piece(received, InputStream.nullInputStream(), null));
            } else if (received < length) {
                throw UploadProblem.incomplete(received, length);
            }
            var title = rest.title();
            if (!title.isBlank()) {
                arrivals.named(video, title);
            }
            done = true;
        } catch (Writing.SenderGone _) {
            throw UploadProblem.broken();
        } finally {
            if (!done) {
                // The other one stays, whether it had a file or not.
                uploads.discard(upload.id(), wish.replaces() == null ? video : null);
            }
        }
        look(upload.id(), video, wish.replaces() != null);
        return videos.get(video);
    }

    /**
     * The film in a part called file, named by a part called title before or behind it.
     *
     * @param replaces the video whose file it is to be; null for one of its own
     * @throws UploadProblem when there is none, or it is refused
     */
    public Video form(HttpServletRequest request, @Nullable UUID replaces) throws IOException {
        var title = "";
        try {
            var parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (parts.hasNext()) {
                var part = parts.next();
                if (part.getFieldName().equals(FILE)) {
                    var wish = NewUpload.of(null, UploadMeans.form, title, nameOf(part.getName()));
                    var titled = replaces != null || !title.isBlank();
                    return take(wish.replacing(replaces), part.openStream(), () -> titled ? "" : title(parts));
                }
                if (part.getFieldName().equals(TITLE)) {
                    title = text(part);
                }
            }
        } catch (InvalidFileNameException _) {
            throw UploadProblem.malformed(
                    "The name of the file has a character in it that no file may have. Give it another name.");
        } catch (FileUploadException e) {
            throw UploadProblem.malformed("The form cannot be read: " + e.getMessage());
        }
        throw UploadProblem.noFile();
    }

    private static String title(FileItemIterator parts) throws IOException {
        var title = "";
        while (title.isBlank() && parts.hasNext()) {
            var part = parts.next();
            if (part.getFieldName().equals(TITLE)) {
                title = text(part);
            }
        }
        return title;
    }

    private static String text(FileItemStream part) throws IOException {
        return new String(part.openStream().readNBytes(4096), StandardCharsets.UTF_8);
    }

    private static String nameOf(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** The job looks as well; whoever comes first writes it down. */
    private void look(UUID upload, UUID video, boolean replaces) throws IOException {
        try {
            if (!lookers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Too many files came at once; the job will look into upload {}", upload);
                return;
            }
            Inspection.Found found;
            try {
                found = inspection.look(upload);
            } finally {
                lookers.release();
            }
            if (found instanceof Inspection.Refused(var code, var sentence)) {
                if (!replaces) {
                    uploads.discard(upload, video);
                }
                throw UploadProblem.refused(code, sentence);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("The job will look into upload {}", upload, e);
        }
    }
}
