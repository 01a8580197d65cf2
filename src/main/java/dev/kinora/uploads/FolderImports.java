package dev.kinora.uploads;

import dev.kinora.library.Arrivals;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import dev.kinora.schema.enums.UploadMeans;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Files of this machine that become the viewer's videos. */
public final class FolderImports {
    private final WholeFiles files;
    private final Videos videos;
    private final Arrivals arrivals;

    FolderImports(WholeFiles files, Videos videos, Arrivals arrivals) {
        this.files = files;
        this.videos = videos;
        this.arrivals = arrivals;
    }

    /**
     * @return false when a video of theirs has the same bytes already
     * @throws UploadProblem when it is no film
     */
    public boolean take(Path file) throws IOException {
        return bring(file).isPresent();
    }

    /** As above, where whoever runs the installation says that it is to be had: it counts, and no quota keeps it out. */
    public boolean takeBeyondQuota(Path file) throws IOException {
        return bring(file, NewUpload::besideQuota).isPresent();
    }

    /**
     * @return what it became; empty when a video of theirs has the same bytes already
     * @throws UploadProblem when it is no film
     */
    public Optional<Video> bring(Path file) throws IOException {
        return bring(file, UnaryOperator.identity());
    }

    private Optional<Video> bring(Path file, UnaryOperator<NewUpload> how) throws IOException {
        requireFilm(file);
        var hash = sha256(file);
        if (videos.have(hash)) {
            return Optional.empty();
        }
        try (var bytes = Files.newInputStream(file)) {
            var name = String.valueOf(file.getFileName());
            var video = files.take(how.apply(NewUpload.of(Files.size(file), UploadMeans.folder, "", name)), bytes);
            // The job that reads it through may come later than the next run.
            arrivals.read(video.id(), hash);
            return Optional.of(video);
        }
    }

    private static void requireFilm(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            var head = bytes.readNBytes(Sniffer.ENOUGH);
            if (Sniffer.sniff(head, true) instanceof Sniffed.Foreign(var what)) {
                throw UploadProblem.notAVideo(what);
            }
        }
    }

    private static byte[] sha256(Path file) throws IOException {
        try (var bytes = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return bytes.getMessageDigest().digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
