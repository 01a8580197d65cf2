package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Videos the files of which never came, what is brought for them later, and names that no file may have. */
class NeverCameTest {
    private static final byte[] NOTHING = {};

    private static RunningKinora kinora;
    private static Desk ada;
    private static byte[] film;
    private static Origin origin;

    @BeforeAll
    static void start() throws IOException {
        kinora = RunningKinora.start("--kinora.jobs.background=false", "--kinora.outbound.allow=127.0.0.1/32");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        film = Desk.bytes(Clips.mp4());
        origin = new Origin(film);
    }

    @AfterAll
    static void stop() {
        origin.close();
        kinora.close();
    }

    @Test
    void file_that_is_no_film_leaves_the_video_as_it_is_whether_it_had_one_or_not() {
        var video = failedImport();
        var before = ada.usage();
        var pdf = "%PDF-1.7 no film".getBytes(StandardCharsets.UTF_8);

        var put = ada.send("PUT", "/api/v1/videos/" + video + "/file?filename=slides.pdf", pdf);
        var whole = ada.send("PUT", "/api/v1/videos/" + video + "/file?filename=film.mp4", film);

        assertThat(put.statusCode()).as(put.body()).isEqualTo(415);
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(202);
        assertThat(ada.row("select title || ' ' || status from videos where id = ?::uuid", video))
                .isEqualTo("film queued");
        assertThat(before).isNotEqualTo(ada.usage());
    }

    @Test
    void import_that_two_try_again_at_once_is_fetched_once() throws Exception {
        var video = failedImport();
        origin.status.set(200);
        var before = used();

        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var holder = kinora.access().worker().connect()) {
            holder.setAutoCommit(false);
            try (var hold = holder.prepareStatement("select id from users where id = ? for no key update")) {
                hold.setObject(1, ada.person().id());
                hold.execute();
            }
            var one = callers.submit(() -> again(video));
            var other = callers.submit(() -> again(video));
            Await.until(() -> waiting() == 2);
            holder.rollback();

            assertThat(one.get().statusCode()).as(one.get().body()).isEqualTo(202);
            assertThat(other.get().statusCode()).as(other.get().body()).isEqualTo(202);
        }

        assertThat(ada.row("select count(*) from uploads where video_id = ?::uuid", video))
                .isEqualTo("1");
        kinora.bean(Jobs.class).runDue();
        assertThat(ada.row("select status || ' ' || (store = 'disk') from videos where id = ?::uuid", video))
                .isEqualTo("ready true");
        assertThat(used()).isEqualTo(before + film.length);
    }

    @Test
    void names_that_no_file_may_have_are_no_incident() {
        var fetched = ada.send(
                "POST",
                "/api/v1/imports",
                ("{\"url\": \"" + origin.url("/films/%00.mp4") + "\"}").getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        var video = failedImport();
        var replaced = ada.send("PUT", "/api/v1/videos/" + video + "/file?filename=%00a%0Ab.mp4", film);
        var form = ada.send(
                "POST",
                UPLOADS,
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\0.mp4\"\r\n\r\nftyp\r\n--x--\r\n"
                        .getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "multipart/form-data; boundary=x");
        var wide = "\uD83C\uDFAC".repeat(300);
        var named = ada.begin(film.length, "Upload-Metadata", Desk.metadata("filename", "x" + wide));

        assertThat(fetched.statusCode()).as(fetched.body()).isEqualTo(202);
        assertThat(ada.json(fetched).get("title").asString()).isEqualTo("Untitled video");
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(202);
        assertThat(ada.row("select original_filename from videos where id = ?::uuid", video))
                .isEqualTo("a b.mp4");
        assertThat(form.statusCode()).as(form.body()).isEqualTo(400);
        assertThat(ada.json(form).get("detail").asString()).contains("Give it another name");
        assertThat(ada.row(
                        "select filename from uploads where id = ?::uuid", named.substring(named.lastIndexOf('/') + 1)))
                .isEqualTo("x" + "\uD83C\uDFAC".repeat(254));
    }

    private static String failedImport() {
        origin.status.set(404);
        var answer = ada.send(
                "POST",
                "/api/v1/imports",
                ("{\"url\": \"" + origin.url("/as-it-is/film.mp4") + "\"}").getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        kinora.bean(Jobs.class).runDue();
        var video = ada.json(answer).get("id").asString();
        assertThat(ada.row("select status from videos where id = ?::uuid", video))
                .isEqualTo("error");
        return video;
    }

    private static HttpResponse<String> again(String video) {
        return ada.send("POST", "/api/v1/imports/" + video + "/attempts", NOTHING);
    }

    private static long used() {
        return Long.parseLong(ada.usage().split(" ", 2)[1]);
    }

    /** How many transactions of the system wait for others. */
    private static int waiting() {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
