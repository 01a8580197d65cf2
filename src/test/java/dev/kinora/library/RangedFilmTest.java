package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.media.Stills;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One picture out of a film that lies elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RangedFilmTest {
    private static final int PADDING = 64 << 20;

    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final MediaStore disk = kinora.bean(MediaStores.class).named("disk");
    private final AtomicLong read = new AtomicLong();

    @AfterAll
    void stop() {
        kinora.close();
    }

    private static MediaKey key() {
        return MediaKey.of("videos/" + UUID.randomUUID() + "/originals/" + UUID.randomUUID());
    }

    /** The same store, which counts what is asked of it. */
    private MediaStore counting() {
        return (MediaStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MediaStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("open") && arguments.length == 3) {
                        read.addAndGet((Long) arguments[2]);
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A film with much behind it that no picture is made of. */
    private MediaKey large(Path film) throws Exception {
        var key = key();
        var box = ByteBuffer.allocate(PADDING)
                .putInt(PADDING)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .array();
        disk.write(key, new SequenceInputStream(Files.newInputStream(film), new ByteArrayInputStream(box)));
        return key;
    }

    @Test
    void picture_is_taken_without_reading_all_of_the_film() throws Exception {
        try (var film = RangedFilm.of(counting(), large(Clips.mp4()))) {
            var picture = kinora.bean(Stills.class).at(film.address(), new BigDecimal("1.5"));

            assertThat(picture).isPresent();
            // What lies in the buffers between the two was asked for, too.
            assertThat(read.get()).isBetween(1L, (long) PADDING / 2);
        }
    }

    @Test
    void picture_is_found_where_the_index_stands_at_the_end() throws Exception {
        var key = key();
        disk.write(key, Files.newInputStream(Clips.indexAtEnd()));
        try (var film = RangedFilm.of(disk, key)) {
            assertThat(kinora.bean(Stills.class).at(film.address(), BigDecimal.ONE))
                    .isPresent();
        }
    }

    @Test
    void only_whoever_has_the_address_is_answered_and_with_the_bytes_asked_for() throws Exception {
        var key = key();
        disk.write(key, new ByteArrayInputStream("0123456789".getBytes(StandardCharsets.US_ASCII)));
        try (var film = RangedFilm.of(disk, key);
                var client = HttpClient.newHttpClient()) {
            var some = client.send(
                    HttpRequest.newBuilder(film.address())
                            .header("Range", "bytes=2-4")
                            .build(),
                    BodyHandlers.ofString());
            var beyond = client.send(
                    HttpRequest.newBuilder(film.address())
                            .header("Range", "bytes=10-")
                            .build(),
                    BodyHandlers.ofString());
            var all = client.send(HttpRequest.newBuilder(film.address()).build(), BodyHandlers.ofString());
            var elsewhere = client.send(
                    HttpRequest.newBuilder(URI.create(film.address().toString().replaceFirst("/[^/]*$", "/film")))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(film.address().getHost()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
            assertThat(some.statusCode()).isEqualTo(206);
            assertThat(some.body()).isEqualTo("234");
            assertThat(some.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
            assertThat(beyond.statusCode()).isEqualTo(416);
            assertThat(all.body()).isEqualTo("0123456789");
            assertThat(elsewhere.statusCode()).isEqualTo(404);
        }
    }
}
