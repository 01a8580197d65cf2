package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The requests of an upload, and what their answers mean. What a second try may mend is an {@link IOException}. */
final class TusLine {
    private static final String UPLOADS = "/api/v1/uploads";
    private static final long PIECE = 64L << 20;
    private static final int LONGEST_WAIT = 900;

    private final Remote remote;
    private final ProgressBar bar;
    private final Duration patience;

    TusLine(Remote remote, ProgressBar bar, Duration patience) {
        this.remote = remote;
        this.bar = bar;
        this.patience = patience;
    }

    /** An answer that no second try of this run would change. */
    static final class Refused extends RuntimeException {
        private final int status;
        private final String sentence;

        Refused(int status, String sentence) {
            super(sentence);
            this.status = status;
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }

        /** Whether what has arrived may be gone on with another day: with the right key, or when there is room again. */
        boolean isMendable() {
            return status == 401 || status == 403 || status == 429 || status / 100 == 5;
        }
    }

    /** It has trouble that may pass. */
    static final class Passing extends IOException {
        Passing(int status) {
            super("it answered " + status);
        }
    }

    /** It asks for patience. */
    static final class Later extends IOException {
        private final int seconds;

        Later(int seconds) {
            super("it asks to wait " + seconds + " s");
            this.seconds = seconds;
        }

        int seconds() {
            return seconds;
        }
    }

    /** @param video empty where it is not told */
    record Begun(URI upload, String video) {}

    Begun begin(String name, @Nullable String title, long length) throws IOException, InterruptedException {
        var metadata = "filename " + base64(name) + (title == null ? "" : ",title " + base64(title));
        var answer = remote.send(tus(remote.address(UPLOADS))
                .timeout(atLeast())
                .header("Upload-Length", Long.toString(length))
                .header("Upload-Metadata", metadata)
                .POST(BodyPublishers.noBody())
                .build());
        requireStatus(answer, 201);
        var location = remote.address(UPLOADS)
                .resolve(answer.headers().firstValue("Location").orElseThrow());
        return new Begun(
                here(location), answer.headers().firstValue("Kinora-Video").orElse(""));
    }

    /** Behind another name than the one that was typed, or at a stranger's: the key goes nowhere but where it was given for. */
    private URI here(URI location) {
        if (remote.isHome(location)) {
            return location;
        }
        var path = location.getPath() == null ? "" : location.getPath();
        return remote.address(UPLOADS + path.substring(Math.max(0, path.lastIndexOf('/'))));
    }

    /** Null for an upload that is gone. */
    @Nullable
    Long offset(URI upload) throws IOException, InterruptedException {
        var answer = remote.send(tus(here(upload))
                .timeout(atLeast())
                .method("HEAD", BodyPublishers.noBody())
                .build());
        return switch (answer.statusCode()) {
            case 200 ->
                answer.headers().firstValue("Upload-Offset").map(Long::valueOf).orElse(null);
            case 404, 410 -> null;
            // There is no text in an answer to this question; and the upload may go on with the right key.
            case 401 ->
                throw new Refusal(
                        remote.address("/") + " does not accept the key.",
                        "What has arrived is kept for a day: run the same with a key that is valid.");
            case 403 ->
                throw new Refusal(
                        "The key may not upload to " + remote.address("/") + ".",
                        "It needs the scope write. What has arrived is kept for a day.");
            default -> {
                requireStatus(answer, 200);
                yield null;
            }
        };
    }

    /** One piece; returns where the next begins. */
    long send(Path file, URI upload, long offset, long length) throws IOException, InterruptedException {
        var size = Math.min(PIECE, length - offset);
        var body = BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> bar.watching(opened(file, offset), offset, size)), size);
        var answer = patiently(tus(here(upload))
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", body)
                .build());
        requireStatus(answer, 204);
        return Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
    }

    /** However long it takes, as long as bytes go out. */
    private HttpResponse<String> patiently(HttpRequest request) throws IOException, InterruptedException {
        var coming = remote.sending(request);
        bar.touch();
        while (true) {
            try {
                return coming.get(Math.min(1000, patience.toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (bar.silence().compareTo(patience) > 0) {
                    coming.cancel(true);
                    throw new IOException("nothing moved for " + patience.toSeconds() + " s", e);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
            } catch (InterruptedException e) {
                coming.cancel(true);
                throw e;
            }
        }
    }

    private HttpRequest.Builder tus(URI address) {
        return remote.request(address).header("Tus-Resumable", "1.0.0");
    }

    private Duration atLeast() {
        var least = Duration.ofSeconds(30);
        return patience.compareTo(least) > 0 ? patience : least;
    }

    private static InputStream opened(Path file, long from) {
        try {
            return Channels.newInputStream(FileChannel.open(file).position(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireStatus(HttpResponse<String> answer, int wanted) throws IOException {
        var status = answer.statusCode();
        if (status == wanted) {
            return;
        }
        var wait = retryAfter(answer);
        if ((status == 429 || status == 503) && wait.isPresent()) {
            throw new Later(wait.get());
        }
        switch (status) {
            case 408, 409, 423, 502, 503, 504 -> throw new Passing(status);
            default -> throw new Refused(status, Remote.sentence(answer));
        }
    }

    /** One that is asked to come back tomorrow is told so at once. */
    private static Optional<Integer> retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .filter(seconds -> seconds <= LONGEST_WAIT)
                .map(seconds -> Math.max(1, seconds));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
