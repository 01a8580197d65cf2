package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "upload",
        description = "Upload films to a Kinora. One that was interrupted goes on where it stopped.",
        mixinStandardHelpOptions = true)
final class UploadCommand implements Callable<Integer> {
    private static final long PIECE = 64L << 20;
    private static final int MOST_TRIES = 12;
    private static final int NO_CONTENT = 204;
    private static final int CREATED = 201;

    private final Map<String, String> environment;

    @Mixin
    private Remote remote;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Films.")
    private List<Path> files;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "The title, where it is not to be the name of the file.")
    private @Nullable String title;

    UploadCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (title != null && files.size() > 1) {
            throw new Refusal(
                    "One title cannot name " + files.size() + " films.",
                    "Upload them one by one, or leave --title out.");
        }
        for (var file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new Refusal(file + " is not a file that can be read.", "Nothing was uploaded.");
            }
        }
        var refused = 0;
        for (var file : files) {
            refused += upload(file) ? 0 : 1;
        }
        return refused == 0 ? 0 : 1;
    }

    private boolean upload(Path file) throws IOException, InterruptedException {
        var length = Files.size(file);
        var name = String.valueOf(file.getFileName());
        var resumption = Resumption.of(file, remote.address("/"), environment);
        var bar = new ProgressBar(System.err, name, length);
        var tries = 0;
        var reached = false;
        while (true) {
            try {
                var upload = resumption.upload().orElse(null);
                var offset = upload == null ? null : offset(upload);
                if (upload == null || offset == null) {
                    upload = begin(name, length);
                    resumption.remember(upload);
                    offset = 0L;
                }
                reached = true;
                send(file, upload, offset, length, bar);
                resumption.forget();
                bar.done("uploaded");
                return true;
            } catch (Refused e) {
                resumption.forget();
                bar.done(e.sentence);
                return false;
            } catch (ConnectException e) {
                if (!reached) {
                    throw new Refusal(
                            "Nobody answers at " + remote.address("/") + ".",
                            "Is Kinora running there? Nothing was uploaded.",
                            e);
                }
                tries = waited(bar, tries, e);
            } catch (IOException e) {
                tries = waited(bar, tries, e);
            }
        }
    }

    private static int waited(ProgressBar bar, int before, IOException e) throws InterruptedException {
        var tries = before + 1;
        if (tries >= MOST_TRIES) {
            bar.done("interrupted; run the same again to go on");
            throw new Refusal(
                    "The connection broke " + tries + " times.",
                    "What has arrived is kept for a day: the same command goes on there.",
                    e);
        }
        var seconds = Math.min(30, 1 << tries);
        bar.waiting(seconds);
        Thread.sleep(1000L * seconds);
        return tries;
    }

    /** An answer that no second try would change. */
    private static final class Refused extends RuntimeException {
        private final String sentence;

        Refused(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }
    }

    private URI begin(String name, long length) throws IOException, InterruptedException {
        var metadata = "filename " + base64(name) + (title == null ? "" : ",title " + base64(title));
        var answer = remote.send(remote.request(remote.address("/api/v1/uploads"))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Long.toString(length))
                .header("Upload-Metadata", metadata)
                .POST(BodyPublishers.noBody())
                .build());
        requireStatus(answer, CREATED);
        return remote.address("/api/v1/uploads")
                .resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    /** Null for an upload that is gone. */
    private @Nullable Long offset(URI upload) throws IOException, InterruptedException {
        var answer = remote.send(remote.request(upload)
                .header("Tus-Resumable", "1.0.0")
                .method("HEAD", BodyPublishers.noBody())
                .build());
        if (answer.statusCode() / 100 == 5 || answer.statusCode() == 423) {
            throw new IOException("it answered " + answer.statusCode());
        }
        return answer.headers().firstValue("Upload-Offset").map(Long::valueOf).orElse(null);
    }

    private void send(Path file, URI upload, long from, long length, ProgressBar bar)
            throws IOException, InterruptedException {
        for (var offset = from; offset < length; ) {
            var begin = offset;
            var size = Math.min(PIECE, length - offset);
            var body = BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> bar.watching(opened(file, begin), begin, size)), size);
            var answer = remote.send(remote.request(upload)
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Offset", Long.toString(offset))
                    .header("Content-Type", "application/offset+octet-stream")
                    .method("PATCH", body)
                    .build());
            requireStatus(answer, NO_CONTENT);
            offset = Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
        }
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
        if (status / 100 == 5 || status == 409 || status == 423) {
            throw new IOException("it answered " + status);
        }
        throw new Refused(Remote.sentence(answer));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
