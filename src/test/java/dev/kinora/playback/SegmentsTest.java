package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Asked;
import dev.kinora.storage.S3Server;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bytes of films: whole, in parts, from a disk and from a bucket. */
class SegmentsTest {
    private static RunningKinora kinora;
    private static Player player;
    private static People.Person ada;
    private static Films.Film film;
    private static Reel reel;

    @BeforeAll
    static void start() {
        var settings = new ArrayList<>(List.of("--kinora.jobs.background=false"));
        settings.addAll(S3Server.get().options("bucket", S3Server.get().bucket()));
        settings.addAll(S3Server.get().options("through", S3Server.get().bucket()));
        settings.add("--kinora.storage.stores.through.delivery=proxied");
        kinora = RunningKinora.start(settings.toArray(String[]::new));
        player = new Player(kinora);
        ada = People.member(kinora, "ada");
        film = Films.published(ada, "Film");
        reel = Reel.whole(kinora, film);
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static String segment(String name) {
        return "/media/" + film.uid() + "/" + reel.edition() + "/" + name;
    }

    private static byte[] first() {
        return reel.part("180p").fragments().getFirst();
    }

    @Test
    void a_segment_is_what_was_written_and_may_be_kept_for_good_by_whoever_watches() {
        var answer = player.bytes(segment("180p/0.m4s"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(first());
        // Worth handing to the kernel, or the test would not show that this works.
        assertThat(first().length).isGreaterThan(48 * 1024);
        var headers = answer.headers();
        assertThat(headers.firstValue("Content-Type")).contains("video/mp4");
        assertThat(headers.firstValue("Cache-Control")).contains("public, max-age=31536000, immutable, s-maxage=20");
        assertThat(headers.firstValue("Accept-Ranges")).contains("bytes");
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(player.bytes(segment("180p/init.mp4")).body())
                .isEqualTo(reel.part("180p").beginning());
        assertThat(player.bytes(segment("audio/1.m4s")).headers().firstValue("Content-Type"))
                .contains("audio/mp4");
    }

    @Test
    void a_segment_of_a_private_film_is_kept_by_its_viewer_alone() {
        var secret = Films.of(ada, "Secret", "private");
        var own = Reel.whole(kinora, secret);

        var answer = player.bytes(player.link(secret, ada).base() + "/" + own.edition() + "/180p/0.m4s");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, max-age=31536000, immutable");
        assertThat(player.status("/media/" + secret.uid() + "/" + own.edition() + "/180p/0.m4s"))
                .isEqualTo(404);
        assertThat(player.status("/media/" + film.uid() + "/" + own.edition() + "/180p/0.m4s"))
                .isEqualTo(404);
    }

    @Test
    void parts_of_a_segment_are_sent_as_they_are_asked_for() {
        var size = first().length;

        part("bytes=0-9", 0, 10);
        part("bytes=10-", 10, size);
        part("bytes=-7", size - 7, size);
        part("bytes=" + (size - 1) + "-", size - 1, size);
        part("bytes=5-" + 10L * size, 5, size);
        for (var beyond : List.of("bytes=" + size + "-", "bytes=-0")) {
            var answer = player.bytes(segment("180p/0.m4s"), "Range", beyond);
            assertThat(answer.statusCode()).as(beyond).isEqualTo(416);
            assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */" + size);
        }
        for (var whole : List.of("bytes=0-1,4-5", "bytes=9-3", "lines=1-2", "bytes=a-b", "bytes=-")) {
            var answer = player.bytes(segment("180p/0.m4s"), "Range", whole);
            assertThat(answer.statusCode()).as(whole).isEqualTo(200);
            assertThat(answer.body()).hasSize(size);
        }
    }

    private static void part(String range, int from, int to) {
        var answer = player.bytes(segment("180p/0.m4s"), "Range", range);
        assertThat(answer.statusCode()).as(range).isEqualTo(206);
        assertThat(answer.body()).as(range).isEqualTo(Arrays.copyOfRange(first(), from, to));
        assertThat(answer.headers().firstValue("Content-Range"))
                .contains("bytes " + from + "-" + (to - 1) + "/" + first().length);
    }

    @Test
    void what_a_player_has_already_is_not_sent_again() {
        var etag =
                player.bytes(segment("180p/1.m4s")).headers().firstValue("ETag").orElseThrow();

        var known = player.bytes(segment("180p/1.m4s"), "If-None-Match", "\"other\", " + etag);
        var another = player.bytes(segment("180p/2.m4s"), "If-None-Match", etag);
        var changed = player.bytes(segment("180p/1.m4s"), "Range", "bytes=0-3", "If-Range", "\"other\"");
        var same = player.bytes(segment("180p/1.m4s"), "Range", "bytes=0-3", "If-Range", etag);

        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(another.statusCode()).isEqualTo(200);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(same.statusCode()).isEqualTo(206);
    }

    @Test
    void heads_and_preflights_are_answered_without_a_body() throws Exception {
        var client = HttpClient.newHttpClient();
        for (var path : List.of(segment("180p/0.m4s"), "/media/" + film.uid() + "/manifest/video.m3u8")) {
            var head = client.send(
                    HttpRequest.newBuilder(URI.create(kinora.url(path))).HEAD().build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0))
                    .isPositive();
        }
        var preflight = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(segment("180p/0.m4s"))))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://example.org"));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .contains("Range");
    }

    @Test
    void what_is_not_there_is_not_found() {
        for (var path :
                List.of("180p/7.m4s", "720p/0.m4s", "180p/-1.m4s", "180p/99999999999.m4s", "storyboard/0.jpg")) {
            assertThat(player.status(segment(path))).as(path).isEqualTo(404);
        }
        assertThat(player.status("/media/" + film.uid() + "/00000000-0000-0000-0000-000000000000/180p/0.m4s"))
                .isEqualTo(404);
    }

    @Test
    void a_segment_is_only_read() {
        for (var method : List.of("POST", "PUT", "DELETE")) {
            var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(segment("180p/0.m4s"))))
                    .method(method, HttpRequest.BodyPublishers.ofString("mine")));
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow").orElse("").split(", *"))
                    .as(method)
                    .contains("GET", "HEAD");
        }
        assertThat(player.bytes(segment("180p/0.m4s")).body()).isEqualTo(first());
    }

    @Test
    void segments_are_counted_under_their_route_and_not_each_under_its_address() {
        assertThat(player.status(segment("180p/1.m4s"))).isEqualTo(200);
        assertThat(player.status(segment("180p/7.m4s"))).isEqualTo(404);

        var metrics = kinora.get("/metrics").body();

        assertThat(metrics.lines()
                        .filter(line -> line.contains("uri=\"/media/{id}/{edition}/{rendition}/{number}.m4s\"")))
                .anyMatch(line -> line.contains("status=\"200\""))
                .anyMatch(line -> line.contains("status=\"404\""));
        assertThat(metrics).doesNotContain(reel.edition().toString());
    }

    @Test
    void a_film_in_a_bucket_is_fetched_there() throws Exception {
        var away = Films.published(ada, "Away");
        var there = Reel.wholeIn(kinora, away, "bucket");

        var sent = player.bytes("/media/" + away.uid() + "/" + there.edition() + "/180p/0.m4s");

        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Cache-Control")).contains("public, max-age=20");
        assertThat(sent.headers().firstValue("Location").orElseThrow()).contains("X-Amz-Expires=120");
        assertThat(fetched(sent.headers().firstValue("Location").orElseThrow()))
                .isEqualTo(there.part("180p").fragments().getFirst());
        assertThat(player.bytes("/media/" + away.uid() + "/thumbnails/thumbnail.jpg?time=1s&height=90")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_film_in_a_bucket_that_viewers_do_not_reach_is_sent_through() {
        var away = Films.published(ada, "Hidden");
        var there = Reel.wholeIn(kinora, away, "through");
        var path = "/media/" + away.uid() + "/" + there.edition() + "/180p/0.m4s";
        var bytes = there.part("180p").fragments().getFirst();

        assertThat(player.bytes(path).body()).isEqualTo(bytes);
        assertThat(player.bytes(path, "Range", "bytes=100-299").body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 300));
        assertThat(player.status(path.replace("/0.m4s", "/9.m4s"))).isEqualTo(404);
        assertThat(Asked.frames(kinora.url("/media/" + away.uid() + "/manifest/video.m3u8")))
                .isEqualTo(Reel.FRAMES);
    }

    private static byte[] fetched(String address) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
