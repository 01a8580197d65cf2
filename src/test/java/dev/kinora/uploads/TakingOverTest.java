package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.storage.MediaStores;
import dev.kinora.testing.Await;
import dev.kinora.testing.HeardLog;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A request whose sender is gone without a word, and the one that goes on in its place, here or in another process. */
class TakingOverTest {
    private static final String WRONG = "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static RunningKinora kinora;
    private static Desk ada;
    private static byte[] film;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        film = Desk.bytes(Clips.mp4());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void dead_line_is_taken_over_by_the_next_request_of_the_same_person() throws Exception {
        var upload = ada.begin(film.length);
        try (var socket = stalled(upload)) {
            awaitWriter(upload);

            // Far less than it takes until the server gives up a line by itself.
            Await.until(Duration.ofSeconds(8), () -> ada.patch(upload, 0, film).statusCode() == 204);
            assertThat(socket.isClosed()).isFalse();
        }
        kinora.bean(Jobs.class).runDue();

        assertThat(sha256(upload)).isEqualTo(Desk.sha256(film));
    }

    @Test
    void what_the_older_request_still_hears_is_nothing_any_more() throws Exception {
        var upload = ada.begin(film.length);
        try (var socket = stalled(upload)) {
            awaitWriter(upload);
            Await.until(
                    Duration.ofSeconds(8),
                    () -> ada.patch(upload, 0, Arrays.copyOf(film, 9000)).statusCode() == 204);

            socket.getOutputStream().write(new byte[film.length - 5000]);
            socket.getOutputStream().flush();
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(answer).isEqualTo("HTTP/1.1 423");
        }
        assertThat(ada.offset(upload)).isEqualTo(9000);
        assertThat(ada.patch(upload, 9000, Arrays.copyOfRange(film, 9000, film.length))
                        .statusCode())
                .isEqualTo(204);
        kinora.bean(Jobs.class).runDue();
        assertThat(sha256(upload)).isEqualTo(Desk.sha256(film));
    }

    @Test
    void a_line_that_breaks_after_it_was_taken_over_is_no_incident() throws Exception {
        var upload = ada.begin(film.length);
        var sent = new AtomicLong(endedPatches() + 1);
        try (var log = new HeardLog("dev.kinora.http")) {
            try (var _ = stalled(upload)) {
                awaitWriter(upload);
                Await.until(Duration.ofSeconds(8), () -> {
                    sent.incrementAndGet();
                    return ada.patch(upload, 0, Arrays.copyOf(film, 9000)).statusCode() == 204;
                });
            }
            Await.until(() -> endedPatches() >= sent.get());

            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
        }
        assertThat(ada.offset(upload)).isEqualTo(9000);
    }

    @Test
    void older_request_of_another_process_neither_cuts_nor_writes() throws Exception {
        var upload = ada.begin(film.length);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var sender = new PipedOutputStream()) {
            var body = new PipedInputStream(sender, 100_000);
            var older = threads.submit(as(
                    () -> process().take(find(upload), new Receiving.Piece(0, body, Checksum.parse(WRONG)))));
            sender.write(new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'});
            sender.write(new byte[8000]);
            awaitWriter(upload);
            Await.until(() -> unread(body) == 0);
            Thread.sleep(Duration.ofNanos(Writing.SAY_NANOS));

            as(() -> process().take(find(upload), new Receiving.Piece(0, stream(0, 6000), null)))
                    .call();
            sender.close();
            assertThat(failure(older)).isInstanceOf(Writing.TakenOver.class);
            as(() -> process().take(find(upload), new Receiving.Piece(6000, stream(6000, film.length), null)))
                    .call();
        }
        kinora.bean(Jobs.class).runDue();

        assertThat(sha256(upload)).isEqualTo(Desk.sha256(film));
    }

    @Test
    void piece_with_a_checksum_takes_of_the_quota_while_it_comes_and_gives_back_when_it_differs() throws Exception {
        var lin = Desk.of(kinora, People.member(kinora, "lin"));
        var upload = lin.tus("POST", UPLOADS, new byte[0], "Upload-Defer-Length", "1")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        try (var socket = new Socket("localhost", URI.create(upload).getPort())) {
            send(socket, lin, upload, "Upload-Checksum: " + WRONG + "\r\n");
            var sent = new int[] {0};
            Await.until(() -> {
                write(socket, Arrays.copyOfRange(film, sent[0], sent[0] += 50));
                return !lin.usage().endsWith(" 0");
            });
            write(socket, Arrays.copyOfRange(film, sent[0], film.length));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(answer).isEqualTo("HTTP/1.1 460");
        }
        assertThat(lin.usage()).isEqualTo("1 0");
        assertThat(lin.offset(upload)).isZero();
    }

    @Test
    void what_comes_for_an_upload_that_was_given_up_meanwhile_takes_nothing_of_the_quota() {
        var before = ada.usage();
        var upload = ada.tus("POST", UPLOADS, new byte[0], "Upload-Defer-Length", "1")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var reads = new AtomicInteger();
        var body = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("only in pieces");
            }

            @Override
            public int read(byte[] into, int offset, int most) throws IOException {
                switch (reads.getAndIncrement()) {
                    case 0 -> {
                        System.arraycopy(film, 0, into, offset, 8000);
                        return 8000;
                    }
                    case 1 -> throw new IOException("the line broke");
                    default -> {
                        assertThat(ada.tus("DELETE", upload, new byte[0]).statusCode())
                                .isEqualTo(204);
                        throw new IOException("and stays broken");
                    }
                }
            }
        };

        assertThatThrownBy(() -> as(() -> process().take(find(upload), new Receiving.Piece(0, body, null)))
                        .call())
                .isInstanceOf(Writing.SenderGone.class);

        assertThat(reads).hasValue(3);
        assertThat(ada.usage()).isEqualTo(before);
    }

    private static long endedPatches() {
        return kinora.bean(MeterRegistry.class).find("http.server.requests").tag("method", "PATCH").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static int unread(InputStream body) {
        try {
            return body.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another process on the same database and disk would do. */
    private static Receiving process() {
        return new Receiving(
                kinora.bean(Uploads.class),
                new ProgressStore(kinora.bean(Db.class), JsonMapper.shared()),
                kinora.bean(MediaStores.class));
    }

    private static <T> Callable<T> as(Callable<T> work) {
        return () ->
                Caller.system("test").as(new Viewer.User(ada.person().id())).call(work::call);
    }

    private static Upload find(String upload) {
        return kinora.bean(Uploads.class).get(UUID.fromString(id(upload)));
    }

    private static InputStream stream(int from, int to) {
        return new ByteArrayInputStream(film, from, to - from);
    }

    private static Throwable failure(Future<?> work) throws InterruptedException {
        try {
            work.get();
            return new AssertionError("it succeeded");
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    /** Sends the head of a request and a beginning, and then nothing. */
    private static Socket stalled(String upload) throws IOException {
        var socket = new Socket("localhost", URI.create(upload).getPort());
        send(socket, ada, upload, "");
        write(socket, Arrays.copyOf(film, 5000));
        return socket;
    }

    private static void send(Socket socket, Desk person, String upload, String header) {
        var address = URI.create(upload);
        write(
                socket,
                ("PATCH " + address.getPath() + " HTTP/1.1\r\nHost: localhost:" + address.getPort()
                                + "\r\nAuthorization: Bearer " + person.key()
                                + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                                + header + "Content-Type: application/offset+octet-stream\r\nContent-Length: "
                                + film.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void awaitWriter(String upload) {
        Await.until(() -> !ada.row("select writer from uploads where id = ?::uuid", id(upload))
                .equals("null"));
    }

    private static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    private static String sha256(String upload) {
        return ada.row(
                "select encode(original_sha256, 'hex') from videos join uploads u on u.video_id = videos.id where u.id = ?::uuid",
                id(upload));
    }
}
