package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is thrown away while it is still being uploaded. */
class BinnedUploadsTest {
    private static final byte[] NOTHING = new byte[0];

    private static RunningKinora kinora;
    private static byte[] film;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        film = Desk.bytes(Clips.mp4());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void bin_cancels_an_unfinished_upload_and_gives_back_what_it_had_reserved() {
        var ada = Desk.of(kinora, People.member(kinora, "ada"));
        var upload = ada.begin(film.length);
        ada.patch(upload, 0, Arrays.copyOf(film, film.length / 2));
        var video = video(ada, upload);

        var binned = ada.send("DELETE", "/api/v1/videos/" + video, NOTHING);

        assertThat(binned.statusCode()).isEqualTo(204);
        assertThat(ada.usage()).isEqualTo("0 0");
        assertThat(ada.head(upload).statusCode()).isEqualTo(404);
        assertThat(ada.json(ada.send("GET", Desk.UPLOADS, NOTHING)).get("items"))
                .isEmpty();
        assertThat(ada.json(ada.send("GET", "/api/v1/bin", NOTHING)).get("items"))
                .isEmpty();
    }

    @Test
    void what_is_whole_is_kept_beside_what_is_cancelled() {
        var lin = Desk.of(kinora, People.member(kinora, "lin"));
        var whole = lin.begin(film.length);
        lin.patch(whole, 0, film);
        kinora.bean(Jobs.class).runDue();
        var kept = video(lin, whole);
        var begun = video(lin, lin.begin(1000));

        var binned = lin.send(
                "POST",
                "/api/v1/bin",
                "{\"ids\": [\"%s\", \"%s\"]}".formatted(kept, begun).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");

        assertThat(lin.json(binned).get("count").asInt()).isEqualTo(2);
        var items = lin.json(lin.send("GET", "/api/v1/bin", NOTHING)).get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("id").asString()).isEqualTo(kept);
        assertThat(lin.usage()).isEqualTo("1 " + film.length);
    }

    @Test
    void what_is_only_to_be_joined_is_not_lost() {
        var zoe = Desk.of(kinora, People.member(kinora, "zoe"));
        var front = zoe.begin(5000, "Upload-Concat", "partial");
        var back = zoe.begin(film.length - 5000, "Upload-Concat", "partial");
        zoe.patch(front, 0, Arrays.copyOf(film, 5000));
        zoe.patch(back, 0, Arrays.copyOfRange(film, 5000, film.length));
        var whole = zoe.tus("POST", Desk.UPLOADS, NOTHING, "Upload-Concat", "final;" + front + " " + back)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var video = video(zoe, whole);

        zoe.send("DELETE", "/api/v1/videos/" + video, NOTHING);
        kinora.bean(Jobs.class).runDue();

        var items = zoe.json(zoe.send("GET", "/api/v1/bin", NOTHING)).get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("id").asString()).isEqualTo(video);
        assertThat(zoe.usage()).isEqualTo("1 " + film.length);
    }

    private static String video(Desk desk, String upload) {
        return desk.row(
                "select video_id from uploads where id = ?::uuid", upload.substring(upload.lastIndexOf('/') + 1));
    }
}
