package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.playlists.Playlist;
import dev.kinora.playlists.Playlists;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** What is published while there is nothing to watch yet is its owner's alone, and comes out by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchableTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final People.Person mal = People.member(kinora, "mal");
    private final Videos videos = kinora.bean(Videos.class);
    private final String adasKey = "Bearer " + ada.key(ApiScope.values());

    @AfterAll
    void stop() {
        kinora.close();
    }

    private <T> T as(People.Person person, Callable<T> work) throws Exception {
        return new Caller(new Viewer.User(person.id()), "test", null, null).call(work::call);
    }

    private UUID begun(String title) throws SQLException {
        return UUID.fromString(rows("insert into videos (user_id, title, status, duration) values ('" + ada.id()
                        + "', '" + title + "', 'queued', 90) returning id")
                .getFirst());
    }

    /** As the processing does. */
    private void prepared(UUID video) {
        Films.execute(kinora, "update videos set status = 'inprogress' where id = ?::uuid", video.toString());
        Films.execute(
                kinora,
                "update videos set status = 'ready', processing_progress = 100 where id = ?::uuid",
                video.toString());
        Caller.system("test").run(() -> kinora.bean(Arrivals.class).watchable(video));
    }

    private List<String> rows(String sql) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    private List<String> told(UUID video) throws SQLException {
        return rows("select event from webhook_deliveries where payload ->> 'id' = '" + video + "' order by id");
    }

    private List<Integer> titlesFound(String path, String... headers) {
        var answer = kinora.get(path, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return List.of(JsonMapper.shared().readTree(answer.body()).get("items").size());
    }

    @Test
    void published_film_stands_nowhere_until_there_is_something_to_watch() throws Exception {
        var video = begun("Sarabande at last");
        as(ada, () -> videos.publish(video, Visibility.PUBLIC, null, null));
        var list = as(ada, () -> {
            var made = kinora.bean(Playlists.class).create(ada.id(), new Playlist.Draft("Mine", null, "public"));
            kinora.bean(Playlists.class).add(made.id(), video);
            return made.id();
        });
        Films.countWords(kinora);
        var uid = rows("select provider_uid from videos where id = '" + video + "'")
                .getFirst();

        for (var path : List.of("/feed.xml", "/@ada/feed.xml", "/sitemap-videos-1.xml")) {
            assertThat(kinora.get(path).body()).as(path).doesNotContain(uid);
        }
        assertThat(kinora.get("/oembed?url=" + kinora.url("/watch/" + uid)).statusCode())
                .isEqualTo(404);
        for (var path : List.of(
                "/api/v1/search?q=sarabande",
                "/api/v1/search?q=araband",
                "/api/v1/search?person=ada",
                "/api/v1/search/suggestions?q=sara",
                "/api/v1/search/suggestions?q=ada")) {
            assertThat(titlesFound(path)).as(path).containsExactly(0);
        }
        assertThat(kinora.get("/api/v1/search?q=ada").body()).contains("\"people\":[]");
        assertThat(titlesFound("/api/v1/search?q=sarabande", "Authorization", adasKey))
                .containsExactly(1);
        assertThat(titlesFound("/api/v1/videos?q=sarabande", "Authorization", adasKey))
                .containsExactly(1);
        assertThat(as(mal, () -> videos.published(ada.id(), PageRequest.first()).items()))
                .isEmpty();
        var listed = JsonMapper.shared()
                .readTree(kinora.get("/api/v1/playlists/" + list).body());
        assertThat(listed.get("videos").asInt()).isZero();
        assertThat(as(
                        mal,
                        () -> kinora.bean(Playlists.class)
                                .items(list, PageRequest.first())
                                .items()))
                .allMatch(item -> item.video() == null);
        assertThat(as(
                        ada,
                        () -> kinora.bean(Playlists.class)
                                .items(list, PageRequest.first())
                                .items()))
                .allMatch(item -> item.video() != null);

        prepared(video);
        Films.countWords(kinora);

        for (var path : List.of("/feed.xml", "/@ada/feed.xml", "/sitemap-videos-1.xml")) {
            assertThat(kinora.get(path).body()).as(path).contains(uid);
        }
        assertThat(titlesFound("/api/v1/search?q=sarabande")).containsExactly(1);
        assertThat(titlesFound("/api/v1/search/suggestions?q=sarab")).doesNotContain(0);
        assertThat(as(
                        mal,
                        () -> kinora.bean(Playlists.class)
                                .items(list, PageRequest.first())
                                .items()))
                .allMatch(item -> item.video() != null);
        Films.execute(kinora, "delete from videos where id = ?::uuid", video.toString());
        Films.countWords(kinora);
    }

    @Test
    void others_are_told_once_that_it_is_published_and_not_before_it_can_be_watched() throws Exception {
        Films.execute(
                kinora,
                "insert into webhooks (user_id, url, secret_encrypted) values (?::uuid, 'https://example.org/hook', '\\x00')",
                ada.id().toString());
        var video = begun("Gigue");

        as(ada, () -> videos.publish(video, Visibility.PUBLIC, null, null));
        assertThat(told(video)).containsExactly("video.updated");

        prepared(video);
        assertThat(told(video)).containsExactly("video.updated", "video.ready", "video.published");

        Films.execute(kinora, "update videos set status = 'queued' where id = ?::uuid", video.toString());
        prepared(video);
        as(ada, () -> videos.change(video, VideoChange.title("Gigue, again"), null));
        assertThat(told(video)).endsWith("video.ready", "video.updated");
        assertThat(told(video)).containsOnlyOnce("video.published");

        as(ada, () -> videos.withdraw(video, null));
        as(ada, () -> videos.publish(video, Visibility.PUBLIC, null, null));
        assertThat(told(video)).endsWith("video.updated", "video.published");
    }

    @Test
    void owner_is_told_that_it_goes_public_as_soon_as_it_can_be_watched() throws Exception {
        var video = begun("Menuet");
        as(ada, () -> videos.publish(video, Visibility.PUBLIC, null, null));

        assertThat(kinora.get("/studio/videos/" + video + "/visibility", "Cookie", "kinora_session=" + ada.browser())
                        .body())
                .contains("It goes public as soon as it can be watched");
    }

    @Test
    void what_was_filmed_upright_is_higher_than_wide() throws Exception {
        var video = begun("Upright");
        Films.execute(
                kinora,
                "insert into video_metadata (video_id, width, height, rotation) values (?::uuid, 1280, 720, 90)",
                video.toString());

        var answer = kinora.get("/api/v1/videos/" + video, "Authorization", adasKey);

        assertThat(answer.body()).contains("\"width\":720,\"height\":1280");
    }
}
