package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.testing.KinoraProcess;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gigabyte from the two usual clients, while the server is killed five times. */
class KilledServerTest {
    private static final long SIZE = 1L << 30;
    private static final int KILLS = 5;

    private final int port = KinoraProcess.freePort();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Path data;
    private Path film;
    private String key;
    private volatile KinoraProcess kinora;

    @BeforeEach
    void start() throws IOException {
        data = directory.resolve("data");
        film = film();
        kinora = started();
        assertThat(KinoraProcess.run(
                                "admin",
                                "create-user",
                                "--data",
                                data.toString(),
                                "--email",
                                "ada@example.org",
                                "--username",
                                "ada")
                        .enter("harbour gull lamp seven")
                        .exitCode())
                .isZero();
        var made = KinoraProcess.run(
                "admin",
                "api-key",
                "--data",
                data.toString(),
                "--user",
                "ada",
                "--name",
                "test",
                "--scopes",
                "read,write");
        assertThat(made.exitCode()).as(made.words()).isZero();
        key = made.words()
                .lines()
                .filter(line -> line.startsWith("kin_"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        client.close();
        kinora.close();
    }

    private KinoraProcess started() {
        return KinoraProcess.run("start", "--data", data.toString(), "--port", Integer.toString(port))
                .awaitWords("Listening on http://localhost:" + port);
    }

    @Test
    void client_of_the_browsers_arrives_with_every_byte() throws Exception {
        var upload = KinoraProcess.shell(
                Map.of(), "node", "web/tests/tus-upload.mjs", address("/api/v1/uploads"), key, film.toString());

        killInBetween();

        assertThat(upload.exitCode()).as(upload.words()).isZero();
        assertArrivedWhole();
    }

    @Test
    void client_of_java_arrives_with_every_byte() throws Exception {
        var sending = Thread.ofVirtual().start(this::sendByJava);

        killInBetween();

        sending.join();
        assertArrivedWhole();
    }

    private void sendByJava() {
        var tus = new TusClient();
        try {
            tus.setUploadCreationURL(URI.create(address("/api/v1/uploads")).toURL());
            tus.setHeaders(Map.of("Authorization", "Bearer " + key));
            tus.enableResuming(new TusURLMemoryStore());
            var upload = new TusUpload(film.toFile());
            upload.setMetadata(Map.of("filename", "tus-java-client.mp4"));
            var left = 200;
            while (true) {
                try {
                    send(tus.resumeOrCreateUpload(upload));
                    return;
                } catch (IOException | ProtocolException e) {
                    if (--left == 0) {
                        throw e;
                    }
                    Thread.sleep(300);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ProtocolException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(TusUploader uploader) throws IOException, ProtocolException {
        uploader.setChunkSize(1 << 20);
        uploader.setRequestPayloadSize(16 << 20);
        while (uploader.uploadChunk() > -1) {
            // It goes on until the file ends.
        }
        uploader.finish();
    }

    /** Each time that a sixth more has come. */
    private void killInBetween() throws Exception {
        for (var kill = 1; kill <= KILLS; kill++) {
            awaitArrived(SIZE * kill / (KILLS + 1));
            kinora.signal("KILL");
            kinora.exitCode();
            kinora = started();
        }
    }

    private void awaitArrived(long bytes) throws Exception {
        var end = System.nanoTime() + 120_000_000_000L;
        while (arrived() < bytes) {
            assertThat(System.nanoTime())
                    .as("%d of %d bytes have come", arrived(), bytes)
                    .isLessThan(end);
            Thread.sleep(20);
        }
    }

    private long arrived() throws IOException {
        var media = data.resolve("media");
        if (!Files.isDirectory(media)) {
            return 0;
        }
        try (var files = Files.walk(media)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .max()
                    .orElse(0);
        }
    }

    private void assertArrivedWhole() throws Exception {
        var end = System.nanoTime() + 120_000_000_000L;
        var video = get("/api/v1/videos").get("items");
        while (video.size() != 1
                || get("/api/v1/videos/" + video.get(0).get("id").asString() + "/file")
                        .get("sha256")
                        .isNull()) {
            assertThat(System.nanoTime()).as(video.toString()).isLessThan(end);
            Thread.sleep(100);
            video = get("/api/v1/videos").get("items");
        }
        var file = get("/api/v1/videos/" + video.get(0).get("id").asString() + "/file");
        assertThat(file.get("sha256").asString()).isEqualTo(sha256(film));
        assertThat(video.get(0).get("status").asString()).isIn("queued", "inprogress", "ready");
        assertThat(arrived()).isEqualTo(Files.size(film));
    }

    private JsonNode get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address(path)))
                .header("Authorization", "Bearer " + key)
                .build();
        return JsonMapper.shared()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** A real film with a box behind it that players pass over, of bytes that occur once. */
    private Path film() throws IOException {
        var file = directory.resolve("film.mp4");
        var clip = Files.readAllBytes(Clips.mp4());
        var random = new Random(7);
        try (var out = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(clip));
            var left = SIZE - clip.length;
            out.write(ByteBuffer.allocate(16)
                    .putInt(1)
                    .put("free".getBytes())
                    .putLong(left)
                    .flip());
            var block = new byte[1 << 20];
            var stream = Channels.newOutputStream(out);
            for (left -= 16; left > 0; left -= Math.min(left, block.length)) {
                random.nextBytes(block);
                stream.write(block, 0, (int) Math.min(left, block.length));
            }
        }
        return file;
    }

    private static String sha256(Path file) throws Exception {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }
}
