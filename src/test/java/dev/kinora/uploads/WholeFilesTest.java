package dev.kinora.uploads;

import static dev.kinora.uploads.Desk.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.Jobs;
import dev.kinora.media.Clips;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files in one request, for scripts; and what is found out about hostile ones. */
class WholeFilesTest {
    private static RunningKinora kinora;
    private static Desk ada;
    private static byte[] film;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = Desk.of(kinora, People.member(kinora, "ada"));
        film = Desk.bytes(Clips.indexAtEnd());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void file_that_is_put_becomes_a_video_at_once() {
        var answer = ada.send("PUT", UPLOADS + "/" + "holiday_2026.mp4", film);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var video = ada.json(answer);
        assertThat(video.get("title").asString()).isEqualTo("holiday 2026");
        assertThat(video.get("status").asString()).isEqualTo("queued");
        assertThat(video.get("visibility").asString()).isEqualTo("private");
        assertThat(video.get("sizeBytes").asLong()).isEqualTo(film.length);
        assertThat(video.get("width").asInt()).isEqualTo(320);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/api/v1/videos/" + video.get("id").asString());
    }

    @Test
    void file_of_a_form_becomes_a_video_with_the_title_of_the_form() {
        var answer = form("Über allem", "x.mp4", film);
        kinora.bean(Jobs.class).runDue();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var id = ada.json(answer).get("id").asString();
        assertThat(ada.json(answer).get("title").asString()).isEqualTo("Über allem");
        assertThat(ada.json(ada.send("GET", "/api/v1/videos/" + id + "/file", new byte[0]))
                        .get("sha256")
                        .asString())
                .isEqualTo(Desk.sha256(film));
    }

    @Test
    void title_that_comes_behind_the_file_counts_as_well() {
        var answer = formEndingIn("Der Abspann");
        var tooLong = formEndingIn("x".repeat(300));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(ada.json(answer).get("title").asString()).isEqualTo("Der Abspann");
        assertThat(tooLong.statusCode()).as(tooLong.body()).isEqualTo(422);
    }

    private static HttpResponse<String> formEndingIn(String title) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.mp4\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(film);
        body.writeBytes(("\r\n--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n" + title + "\r\n--x--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        return ada.send("POST", UPLOADS, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=x");
    }

    @Test
    void film_that_its_sender_calls_a_form_is_a_film() {
        var large = Arrays.copyOf(film, film.length + 3_000_000);

        var answer = ada.send(
                "PUT",
                UPLOADS + "/curl.mp4?title=By+%22data-binary%22",
                large,
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(ada.json(answer).get("title").asString()).isEqualTo("By \"data-binary\"");
        assertThat(ada.json(answer).get("sizeBytes").asLong()).isEqualTo(large.length);
    }

    @Test
    void film_whose_end_is_missing_is_refused_with_what_to_do() {
        var before = ada.usage();

        var answer = ada.send("PUT", UPLOADS + "/cut.mp4", Arrays.copyOf(film, film.length / 2));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(ada.json(answer).get("detail").asString()).contains("no index", "upload the whole file");
        assertThat(ada.usage()).isEqualTo(before);
    }

    @Test
    void playlists_subtitles_and_pictures_are_refused_whatever_they_are_called() {
        assertRefused("list.m3u8", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "a playlist");
        assertRefused("list.mp4", "ffconcat version 1.0\nfile '/etc/passwd'\n", "a text");
        assertRefused("words.mp4", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n", "subtitles");
        assertRefused("words.mp4", "1\n00:00:00,000 --> 00:00:01,000\nHello\n", "subtitles");
        assertRefused("page.mp4", "<!DOCTYPE html><html></html>", "a web page");
        assertRefused(
                "list.mp4", "<?xml version=\"1.0\"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>", "an XML file");
        assertRefused("empty.mp4", "", "empty");
        assertRefused("noise.mp4", "\u0001\u0002\u0003\u0004\u0005", "no kind of film");
    }

    @Test
    void head_of_a_film_with_rubbish_behind_it_is_refused_and_says_so() {
        var rubbish = Arrays.copyOf(film, film.length);
        Arrays.fill(rubbish, 64, rubbish.length, (byte) 0x5A);

        var answer = ada.send("PUT", UPLOADS + "/rubbish.mp4", rubbish);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(ada.json(answer).get("code").asString()).isEqualTo("not-a-video");
        assertThat(ada.json(answer).get("title").asString()).isEqualTo("Not a video");
    }

    @Test
    void names_of_every_script_are_kept_and_paths_are_not() {
        assertThat(titleOf("..%2F..%2Fetc%2Fpasswd.mp4")).isEqualTo("400");
        assertThat(titleOf("%D0%9B%D0%B5%D0%BA%D1%86%D0%B8%D1%8F%201.mp4")).isEqualTo("Лекция 1");
        assertThat(titleOf("%E8%AC%9B%E7%BE%A9.mp4")).isEqualTo("講義");
        assertThat(titleOf("%F0%9F%8E%AC.mp4")).isEqualTo("🎬");
        assertThat(titleOf("%D9%85%D8%AD%D8%A7%D8%B6%D8%B1%D8%A9.mp4")).isEqualTo("محاضرة");
        assertThat(titleOf("e%CC%81.mp4")).isEqualTo("é");
        assertThat(titleOf("gpj.%E2%80%AEphoto.mp4")).isEqualTo("gpj. photo");
        assertThat(titleOf(".mp4")).isEqualTo("Untitled video");
    }

    @Test
    void form_without_a_file_is_refused() {
        var answer = ada.send(
                "POST",
                UPLOADS,
                "--x--\r\n".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "multipart/form-data; boundary=x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ada.json(answer).get("code").asString()).isEqualTo("no-file");
    }

    @Test
    void form_sent_twice_under_one_key_is_one_video() {
        var first = form("Once", "x.mp4", film, "Idempotency-Key", "form");
        var second = form("Once", "x.mp4", film, "Idempotency-Key", "form");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(ada.json(second).get("id")).isEqualTo(ada.json(first).get("id"));
    }

    @Test
    void webhooks_are_told_of_what_is_refused() {
        var lin = Desk.of(kinora, People.member(kinora, "lin"));
        lin.row(
                "insert into webhooks (user_id, url, secret_encrypted) values (?, 'https://example.org/hook', '\\x01') returning id",
                lin.person().id());

        lin.send("PUT", UPLOADS + "/page.mp4", "<!DOCTYPE html><html></html>".getBytes(StandardCharsets.UTF_8));
        lin.send("PUT", UPLOADS + "/cut.mp4", Arrays.copyOf(film, film.length / 2));

        assertThat(lin.row("""
                select count(*) from webhook_deliveries d join webhooks w on w.id = d.webhook_id
                where w.user_id = ? and d.event = 'upload.refused'""", lin.person().id())).isEqualTo("2");
    }

    @Test
    void film_that_could_not_be_looked_into_is_tried_again_by_its_owner() throws IOException {
        var upload = ada.begin(film.length);
        ada.patch(upload, 0, film);
        var id = upload.substring(upload.lastIndexOf('/') + 1);
        var video = ada.row("select video_id from uploads where id = ?::uuid", id);
        ada.row("update processing_jobs set max_attempts = 1 where video_id = ?::uuid returning id", video);
        var file = kinora.bean(MediaStores.class)
                .named("disk")
                .path(MediaKey.of(ada.row("select storage_key from uploads where id = ?::uuid", id)))
                .orElseThrow();
        var away = Files.move(file, file.resolveSibling("away"));
        kinora.bean(Jobs.class).runDue();
        Files.move(away, file);
        var dead = ada.row("select status || ' ' || error_code from videos where id = ?::uuid", video);
        var mal = Desk.of(kinora, People.member(kinora, "mal"));

        var stranger = mal.send("POST", "/api/v1/videos/" + video + "/arrival", new byte[0]);
        var again = ada.send("POST", "/api/v1/videos/" + video + "/arrival", new byte[0]);
        var twice = ada.send("POST", "/api/v1/videos/" + video + "/arrival", new byte[0]);
        kinora.bean(Jobs.class).runDue();

        assertThat(dead).isEqualTo("error ERR_UNKNOWN");
        assertThat(stranger.statusCode()).isEqualTo(409);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(ada.json(again).get("status").asString()).isEqualTo("pendingupload");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(ada.row("select status || ' ' || (error_code is null) from videos where id = ?::uuid", video))
                .isEqualTo("ready true");
    }

    @Test
    void same_film_again_is_pointed_out_and_not_refused() {
        var first =
                ada.json(ada.send("PUT", UPLOADS + "/one.mp4", film)).get("id").asString();
        var second =
                ada.json(ada.send("PUT", UPLOADS + "/two.mp4", film)).get("id").asString();
        kinora.bean(Jobs.class).runDue();

        var same = ada.json(ada.send("GET", "/api/v1/videos/" + second + "/duplicates", new byte[0]))
                .get("items");

        assertThat(same.toString()).contains(first).doesNotContain(second);
    }

    private static String titleOf(String encodedName) {
        var answer = ada.send("PUT", UPLOADS + "/" + encodedName, film);
        return answer.statusCode() == 201 ? ada.json(answer).get("title").asString() : "" + answer.statusCode();
    }

    private static void assertRefused(String name, String content, String what) {
        var answer = ada.send("PUT", UPLOADS + "/" + name, content.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer.statusCode()).as(name + " " + content).isEqualTo(415);
        assertThat(ada.json(answer).get("detail").asString()).contains(what);
    }

    private static HttpResponse<String> form(String title, String name, byte[] content, String... headers) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n" + title + "\r\n--x\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: video/mp4\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        var all = new ArrayList<>(List.of("Content-Type", "multipart/form-data; boundary=x"));
        all.addAll(List.of(headers));
        return ada.send("POST", UPLOADS, body.toByteArray(), all.toArray(String[]::new));
    }
}
