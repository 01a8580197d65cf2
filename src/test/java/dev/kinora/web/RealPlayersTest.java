package dev.kinora.web;

import static dev.kinora.schema.Tables.VIDEOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.testing.Await;
import dev.kinora.testing.Manifests;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** hls.js, dash.js and Shaka, in real Chromium, on a film that the real pipeline is making and has made. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealPlayersTest {
    private static final int SECONDS = 46;
    /** Where the pieces of the time line meet, a little before. */
    private static final List<Double> SEAMS = List.of(7.5, 37.5);

    private static final Duration LONG = Duration.ofMinutes(5);

    private static RunningKinora kinora;
    private static String key;
    private static String media;
    private static String video;

    @BeforeAll
    static void upload() throws FileNotFoundException {
        kinora = RunningKinora.start(
                "--kinora.processing.ladder=360,180",
                "--kinora.processing.preset=slower",
                "--kinora.processing.threads=1");
        var ada = People.member(kinora, "ada");
        key = ada.key(ApiScope.values());
        var film = Clips.made(
                "players-" + SECONDS + ".mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=30:duration=" + SECONDS + ",noise=alls=20:allf=t",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=" + SECONDS,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac");
        var uploaded = kinora.send(api("/api/v1/uploads/film.mp4").PUT(BodyPublishers.ofFile(film)));
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
        var json = JsonMapper.shared().readTree(uploaded.body());
        video = json.get("id").asString();
        media = "/media/" + json.get("uid").asString();
        var published = kinora.send(api("/api/v1/videos/" + video + "/publication")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{}")));
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        Await.until(LONG, () -> kinora.get(media + "/manifest/video.m3u8").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(kinora.url(path))).header("Authorization", "Bearer " + key);
    }

    private static boolean isReady() {
        // Whoever asks the API this often is answered 429.
        return Caller.system("test")
                .call(() -> kinora.bean(Db.class)
                        .write(sql -> sql.fetchExists(
                                VIDEOS, VIDEOS.ID.eq(UUID.fromString(video)), VIDEOS.STATUS.eq(VideoStatus.ready))));
    }

    @Test
    @Order(1)
    void each_plays_it_from_its_beginning_to_its_end_while_it_is_made() {
        assertThat(isReady()).as("it is still being made").isFalse();
        var players = new ArrayList<ForeignPlayer>();
        try {
            for (var kind : EnumSet.complementOf(EnumSet.of(ForeignPlayer.Kind.DASH_JS_4))) {
                var player = new ForeignPlayer(kinora, kind, media);
                players.add(player);
                assertThat(player.time()).as(kind + " begins at the beginning").isLessThan(1);
                player.play(1);
            }
            for (var player : players) {
                player.until("time > 3");
            }
            assertThat(isReady()).as("it is still being made").isFalse();
            // Making it takes as long as the machine is busy; they play what there is meanwhile.
            Await.until(LONG, RealPlayersTest::isReady);
            for (var player : players) {
                player.assertWatchedToItsEnd(SECONDS);
            }
        } finally {
            players.forEach(ForeignPlayer::close);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void each_plays_it_to_its_end_once_it_is_made(ForeignPlayer.Kind kind) {
        Await.until(LONG, RealPlayersTest::isReady);
        try (var player = new ForeignPlayer(kinora, kind, media)) {
            player.play(4);
            player.assertWatchedToItsEnd(SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void each_takes_every_quality_it_is_told_to(ForeignPlayer.Kind kind) {
        Await.until(LONG, RealPlayersTest::isReady);
        try (var player = new ForeignPlayer(kinora, kind, media)) {
            player.play(1);
            var heights = player.heights();
            assertThat(heights).hasSize(2);
            for (var index : List.of(0, 1, 0)) {
                player.force(index);
                var height = heights.get(index);
                player.until("film.video.videoHeight === " + height);
                var now = player.time();
                player.until("time > " + (now + 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DASH_JS_4", "DASH_JS_5"})
    @Order(2)
    void each_is_sent_over_the_seams_of_pieces_without_a_gap(ForeignPlayer.Kind kind) {
        Await.until(LONG, RealPlayersTest::isReady);
        try (var player = new ForeignPlayer(kinora, kind, media)) {
            player.play(1);
            for (var seam : SEAMS.reversed()) {
                player.seek(seam);
                player.until("time > " + (seam + 1.5));
            }
        }
    }

    @Test
    @Order(2)
    void every_manifest_is_valid_once_it_is_made() {
        Await.until(LONG, RealPlayersTest::isReady);
        requireValid(new HashMap<>());
        var mpd = Manifests.mpd(kinora.get(media + "/manifest/video.mpd").body(), Instant.now());
        assertThat(mpd.dynamic()).isFalse();
        assertThat(mpd.seconds()).containsOnlyKeys("360p", "180p", "audio");
        assertThat(mpd.seconds().get("360p")).isEqualTo(SECONDS);
    }

    @Test
    @Order(0)
    void every_manifest_is_valid_while_it_grows_and_takes_nothing_back() {
        var before = new HashMap<String, Manifests.Media>();
        Instant began = null;
        for (var i = 0; i < 20 && !isReady(); i++) {
            requireValid(before);
            var mpd = Manifests.mpd(kinora.get(media + "/manifest/video.mpd").body(), Instant.now());
            if (mpd.dynamic()) {
                assertThat(began == null || began.equals(mpd.availableSince()))
                        .as("since when stays")
                        .isTrue();
                began = mpd.availableSince();
            }
        }
        assertThat(began).as("it was dynamic at least once").isNotNull();
    }

    private static void requireValid(HashMap<String, Manifests.Media> before) {
        var all = Manifests.multivariant(
                kinora.get(media + "/manifest/video.m3u8").body());
        assertThat(all.variants()).hasSize(2);
        for (var playlist : all.playlists()) {
            var now =
                    Manifests.media(kinora.get(media + "/manifest/" + playlist).body());
            var earlier = before.put(playlist, now);
            if (earlier != null && !earlier.ended()) {
                Manifests.requireGrown(earlier, now);
            }
        }
    }
}
