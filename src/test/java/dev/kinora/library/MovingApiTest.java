package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.storage.S3Server;
import dev.kinora.storage.Shelf;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What admins see of stores and do about them by the API. */
class MovingApiTest {
    private static RunningKinora kinora;
    private static Shelf shelf;
    private static Person ada;

    @BeforeAll
    static void start() {
        var settings = new ArrayList<>(List.of("--kinora.jobs.background=false"));
        settings.addAll(S3Server.get().options("bucket", S3Server.get().bucket()));
        kinora = RunningKinora.start(settings.toArray(String[]::new));
        ada = People.create(kinora, "ada", UserRole.admin);
        shelf = new Shelf(kinora, ada.id());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void admins_move_by_the_api_and_nobody_else() {
        var video = shelf.video("disk");
        var lin = People.member(kinora, "lin");
        var path = "/api/v1/videos/" + video + "/move";
        var json = "application/json";

        var refused = kinora.post(
                path,
                "{\"store\": \"bucket\"}",
                "Authorization",
                "Bearer " + lin.key(ApiScope.write),
                "Content-Type",
                json);
        var unsaid =
                kinora.post(path, "{}", "Authorization", "Bearer " + ada.key(ApiScope.write), "Content-Type", json);
        var moved = kinora.post(
                path,
                "{\"store\": \"bucket\"}",
                "Authorization",
                "Bearer " + ada.key(ApiScope.write),
                "Content-Type",
                json);
        var again = kinora.post(
                path,
                "{\"store\": \"bucket\"}",
                "Authorization",
                "Bearer " + ada.key(ApiScope.write),
                "Content-Type",
                json);
        kinora.bean(Jobs.class).runDue();

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(unsaid.statusCode()).isEqualTo(422);
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(moved.body());
        var job = UUID.fromString(
                JsonMapper.shared().readTree(moved.body()).get("job").asString());
        assertThat(shelf.row("select status from processing_jobs where id = ?", job))
                .isEqualTo("completed");
        assertThat(shelf.files("bucket", video)).hasSize(3);
    }

    @Test
    void admins_see_the_stores() {
        var lin = People.member(kinora, "lin2");

        var listed = kinora.get("/api/v1/stores", "Authorization", "Bearer " + ada.key(ApiScope.admin));
        var refused = kinora.get("/api/v1/stores", "Authorization", "Bearer " + lin.key(ApiScope.values()));

        assertThat(refused.statusCode()).isEqualTo(403);
        var items = JsonMapper.shared().readTree(listed.body()).get("items");
        assertThat(items.get(0).get("name").asString()).isEqualTo("bucket");
        assertThat(items.get(0).get("kind").asString()).isEqualTo("s3");
        assertThat(items.get(0).get("chosen").asBoolean()).isFalse();
        assertThat(items.get(1).get("name").asString()).isEqualTo("disk");
        assertThat(items.get(1).get("chosen").asBoolean()).isTrue();
        assertThat(items.get(1).get("freeBytes").asLong()).isPositive();
        assertThat(listed.body()).doesNotContain("a-secret-of-the-tests");
    }
}
