package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.storage.Shelf;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A film that is made again, or gets another file, while what it was plays on. */
class RemakesTest {
    private static Cinema cinema;
    private static Path longer;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
        var how =
                "-f lavfi -i testsrc2=size=180x320:rate=25:duration=7 -c:v libx264 -preset ultrafast -pix_fmt yuv420p";
        longer = Clips.made("seven-seconds-tall.mp4", how.split(" "));
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    private static String at(UUID video) {
        return "/api/v1/videos/" + video;
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    private static String key(UUID video) {
        return cinema.row("select storage_key from videos where id = ?", video);
    }

    private static String used(UUID video) {
        return cinema.row(
                "select u.storage_used_bytes - (select sum(counted_bytes) from videos where user_id = u.id) - (select coalesce(sum(reserved_bytes), 0)"
                        + " from uploads where user_id = u.id and settled_at is null) from users u join videos v on v.user_id = u.id where v.id = ?",
                video);
    }

    @Test
    void film_is_made_again_on_request_and_plays_meanwhile() {
        var video = cinema.show(Clips.mp4());
        var before = cinema.edition(video);

        var answer = cinema.ask("POST", at(video) + "/processing");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var twice = cinema.ask("POST", at(video) + "/processing");

        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("under-way");
        assertThat(cinema.processing(video).at("/remake/state").asString()).isEqualTo("waiting");
        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        assertThat(cinema.edition(video).id()).isEqualTo(before.id());

        cinema.work();

        assertThat(cinema.row("select state || ' ' || progress from remakes where video_id = ?", video))
                .isEqualTo("ready 100");
        assertThat(cinema.edition(video).id()).isNotEqualTo(before.id());
        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        assertThat(cinema.row(
                        "select string_agg(action, ' ' order by created_at, id) from audit_logs where resource_type = 'remake'"
                                + " and resource_id = (select id from remakes where video_id = ?)",
                        video))
                .isEqualTo("remake.created remake.updated remake.updated");
    }

    @Test
    void another_file_takes_the_place_of_the_first_when_it_plays() throws IOException {
        var video = cinema.show(Clips.mp4());
        var address = cinema.video(video).get("uid").asString();
        var before = cinema.edition(video);
        var former = key(video);
        Films.execute(
                cinema.kinora(),
                "insert into captions (video_id, language, label, origin, vtt) select ?::uuid, l, l, o, 'WEBVTT'"
                        + " from (values ('en', 'generated'::caption_origin), ('de', 'edited')) each (l, o)",
                video.toString());

        var answer = cinema.ask("PUT", at(video) + "/file?filename=tall.mp4", bytes(longer));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(key(video)).isEqualTo(former);
        assertThat(cinema.edition(video).id()).isEqualTo(before.id());

        cinema.work();

        var after = cinema.video(video);
        assertThat(after.get("uid").asString()).isEqualTo(address);
        assertThat(after.get("status").asString()).isEqualTo("ready");
        assertThat(after.get("duration").asDouble()).isBetween(6.9, 7.1);
        assertThat(after.get("width").asInt()).isEqualTo(180);
        assertThat(after.get("sizeBytes").asLong()).isEqualTo(Files.size(longer));
        assertThat(cinema.edition(video).rungs().getFirst().height()).isEqualTo(320);
        var file = cinema.ask("GET", at(video) + "/file").body();
        assertThat(file).contains("tall.mp4").contains("\"sha256\":\"");
        assertThat(cinema.row("select string_agg(language, ' ') from captions where video_id = ?", video))
                .as("what a machine heard in the old one is not said in this")
                .isEqualTo("de");
        assertThat(used(video)).as("bytes that nobody has").isEqualTo("0");
        var shelf = new Shelf(cinema.kinora(), video);
        shelf.sweepInTime();
        assertThat(shelf.files("disk", video))
                .filteredOn(name -> name.startsWith("originals/"))
                .containsExactly(key(video).substring(("videos/" + video + "/").length()));
    }

    @Test
    void file_that_is_no_film_leaves_everything_as_it_was() throws IOException {
        var video = cinema.show(Clips.mp4());
        var before = cinema.edition(video);
        var former = key(video);

        var refused = cinema.ask("PUT", at(video) + "/file", "%PDF-1.7 no film".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(415);
        assertThat(cinema.processing(video).at("/remake/state").asString()).isEqualTo("failed");
        assertThat(cinema.processing(video).at("/remake/errorMessage").asString())
                .isNotEmpty();
        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        assertThat(key(video)).isEqualTo(former);
        assertThat(cinema.edition(video).id()).isEqualTo(before.id());
        assertThat(used(video)).isEqualTo("0");
    }

    @Test
    void film_that_cannot_be_decoded_leaves_the_old_one_and_says_so() throws IOException {
        var video = cinema.show(Clips.mp4());
        var before = cinema.edition(video);
        var former = key(video);
        var broken = bytes(Clips.mp4());
        var start = new String(broken, StandardCharsets.ISO_8859_1).indexOf("mdat") + 4;
        java.util.Arrays.fill(broken, start, broken.length, (byte) 0x55);

        var answer = cinema.ask("PUT", at(video) + "/file?filename=broken.mp4", broken);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        for (var round = 0; round < 6; round++) {
            cinema.row(
                    "update processing_jobs set backoff_until = null, next_retry_at = null where backoff_until is not null"
                            + " returning id");
            cinema.row("update job_due set due_at = now() returning job_id");
            cinema.work();
        }

        var processing = cinema.processing(video);
        assertThat(processing.at("/remake/state").asString())
                .as(cinema.row(
                        "select string_agg(job_type || ' ' || status || ' ' || coalesce(error_message, ''), '; ') from processing_jobs where video_id = ?",
                        video))
                .isEqualTo("failed");
        assertThat(processing.at("/remake/errorCode").asString()).isEqualTo("ERR_MALFORMED_VIDEO");
        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        assertThat(key(video)).isEqualTo(former);
        assertThat(cinema.edition(video).id()).isEqualTo(before.id());
        assertThat(used(video)).isEqualTo("0");
        var shelf = new Shelf(cinema.kinora(), video);
        shelf.sweepInTime();
        assertThat(shelf.files("disk", video))
                .filteredOn(name -> name.startsWith("originals/"))
                .containsExactly(former.substring(("videos/" + video + "/").length()));
    }

    @Test
    void cancelled_one_leaves_nothing_behind() throws IOException {
        var video = cinema.show(Clips.mp4());
        var before = cinema.edition(video);
        cinema.ask("PUT", at(video) + "/file?filename=tall.mp4", bytes(longer));

        var answer = cinema.ask("DELETE", at(video) + "/processing");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        cinema.work();

        assertThat(cinema.processing(video).at("/remake/state").asString()).isEqualTo("cancelled");
        assertThat(cinema.edition(video).id()).isEqualTo(before.id());
        assertThat(used(video)).isEqualTo("0");
        assertThat(cinema.ask("DELETE", at(video) + "/processing").statusCode()).isEqualTo(409);
    }

    @Test
    void resumable_upload_names_the_video_it_replaces() throws IOException {
        var video = cinema.show(Clips.mp4());
        var before =
                cinema.row("select current_usage from users u join videos v on v.user_id = u.id where v.id = ?", video);
        var replaces = Base64.getEncoder().encodeToString(video.toString().getBytes(StandardCharsets.UTF_8));

        var begun = cinema.ask(
                "POST",
                "/api/v1/uploads",
                bytes(longer),
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                Long.toString(Files.size(longer)),
                "Upload-Metadata",
                "replaces " + replaces,
                "Content-Type",
                "application/offset+octet-stream");

        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        assertThat(begun.headers().firstValue("Kinora-Video")).hasValue(video.toString());
        cinema.work();
        assertThat(cinema.video(video).get("duration").asDouble()).isBetween(6.9, 7.1);
        assertThat(cinema.row(
                        "select current_usage from users u join videos v on v.user_id = u.id where v.id = ?", video))
                .as("it is no further video of the month")
                .isEqualTo(before);
        assertThat(used(video)).isEqualTo("0");
    }

    @Test
    void upload_that_is_given_up_gives_its_reservation_back() {
        var video = cinema.show(Clips.mp4());
        var replaces = Base64.getEncoder().encodeToString(video.toString().getBytes(StandardCharsets.UTF_8));
        var begun = cinema.ask(
                "POST",
                "/api/v1/uploads",
                new byte[0],
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                "5000000",
                "Upload-Metadata",
                "replaces " + replaces);
        assertThat(cinema.row(
                        "select reserved_bytes + credit_bytes from uploads where video_id = ? order by created_at desc",
                        video))
                .isEqualTo("5000000");

        var ended = cinema.ask(
                "DELETE",
                URI.create(begun.headers().firstValue("Location").orElseThrow()).getPath(),
                new byte[0],
                "Tus-Resumable",
                "1.0.0");

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(cinema.processing(video).at("/remake/state").asString()).isEqualTo("cancelled");
        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        assertThat(used(video)).isEqualTo("0");
    }

    @Test
    void nobody_else_makes_it_again_or_replaces_it() throws IOException {
        var video = cinema.show(Clips.mp4());
        var mal = People.member(cinema.kinora(), "mal").key(ApiScope.values());

        for (var request : new String[][] {
            {"POST", at(video) + "/processing"},
            {"DELETE", at(video) + "/processing"},
            {"GET", at(video) + "/processing"},
            {"PUT", at(video) + "/file"}
        }) {
            var answer = cinema.kinora()
                    .send(HttpRequest.newBuilder(URI.create(cinema.kinora().url(request[1])))
                            .header("Authorization", "Bearer " + mal)
                            .method(
                                    request[0],
                                    request[0].equals("PUT")
                                            ? BodyPublishers.ofFile(longer)
                                            : BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(String.join(" ", request)).isEqualTo(404);
        }
        assertThat(cinema.processing(video).get("remake").isNull()).isTrue();
    }

    @Test
    void receivers_hear_once_that_it_is_ready_and_then_that_it_changed() {
        var video = cinema.show(Clips.mp4());
        cinema.ask("POST", "/api/v1/webhooks", "{\"url\":\"https://example.org/hook\"}");

        cinema.ask("POST", at(video) + "/processing");
        cinema.work();

        assertThat(cinema.row(
                        "select string_agg(event, ' ') from webhook_deliveries where payload::text like ?",
                        "%" + video + "%"))
                .doesNotContain("video.ready")
                .contains("video.updated");
    }
}
