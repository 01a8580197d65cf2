package dev.kinora.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** What the operator puts forward, and lists over the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeaturedTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person amy = People.create(kinora, "amy", UserRole.admin);
    private final People.Person ada = People.member(kinora, "ada");
    private final String admin = amy.key(ApiScope.values());
    private final String member = ada.key(ApiScope.values());

    @AfterAll
    void stop() {
        kinora.close();
    }

    private int send(String method, String path, String key, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return kinora.send(headers.length == 0 ? request : request.headers(headers))
                .statusCode();
    }

    @Test
    void an_admin_puts_a_video_forward_and_everybody_sees_it_at_home() {
        var film = Films.published(ada, "Worth a look");
        var secret = Films.of(ada, "Not for all", "private");

        assertThat(kinora.get("/").body()).doesNotContain("id=\"featured\"");
        assertThat(send("PUT", "/api/v1/featured/" + film.id(), member, "")).isEqualTo(403);
        assertThat(send("PUT", "/api/v1/featured/" + secret.id(), admin, "")).isEqualTo(404);
        assertThat(send("PUT", "/api/v1/featured/" + film.id(), admin, "")).isEqualTo(204);

        assertThat(kinora.get("/").body()).contains("id=\"featured\"", "Worth a look");
        assertThat(kinora.get("/api/v1/featured").body())
                .contains("Worth a look")
                .doesNotContain("Not for all");
        Films.execute(
                kinora,
                "update videos set visibility = 'private' where id = ?::uuid",
                film.id().toString());
        assertThat(kinora.get("/api/v1/featured").body()).doesNotContain("Worth a look");

        assertThat(send("DELETE", "/api/v1/featured/" + film.id(), admin, "")).isEqualTo(204);
    }

    @Test
    void lists_are_made_changed_and_thrown_away_over_the_api() {
        var film = Films.published(ada, "Listed");
        var made = kinora.post(
                "/api/v1/playlists",
                "{\"title\":\"Mornings\",\"visibility\":\"public\"}",
                "Authorization",
                "Bearer " + member,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "once");
        assertThat(made.statusCode()).isEqualTo(201);
        var id = JsonMapper.shared().readTree(made.body()).get("id").asString();
        var path = "/api/v1/playlists/" + id;
        var etag = kinora.get(path).headers().firstValue("ETag").orElseThrow();

        assertThat(send("PUT", path + "/items/" + film.id(), member, "")).isEqualTo(204);
        assertThat(send("PUT", path + "/items/" + film.id(), member, "{\"place\":1}"))
                .isEqualTo(204);
        assertThat(kinora.get(path + "/items").body()).contains("\"title\":\"Listed\"", "\"place\":1");
        assertThat(kinora.get("/api/v1/profiles/ada/playlists").body()).contains(id);
        assertThat(send("PATCH", path, member, "{\"title\":\"Dawns\"}", "If-Match", etag))
                .isEqualTo(200);
        assertThat(send("PATCH", path, member, "{\"title\":\"Again\"}", "If-Match", etag))
                .isEqualTo(412);
        assertThat(send("PATCH", path, admin, "{\"title\":\"Another's\"}")).isEqualTo(404);
        assertThat(send("DELETE", path + "/items/" + film.id(), member, "")).isEqualTo(204);
        assertThat(send("DELETE", path, member, "")).isEqualTo(204);
        assertThat(kinora.get(path).statusCode()).isEqualTo(404);
        assertThat(kinora.get("/api/v1/playlists/bin", "Authorization", "Bearer " + member)
                        .body())
                .contains(id);
        assertThat(send("POST", path + "/restoration", member, "")).isEqualTo(200);
        var later = kinora.get("/api/v1/watch-later", "Authorization", "Bearer " + member);
        assertThat(later.body()).contains("\"kind\":\"watch_later\"", "\"visibility\":\"private\"");
        assertThat(kinora.get("/api/v1/playlists").statusCode()).isEqualTo(401);
    }
}
