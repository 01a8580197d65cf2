package dev.kinora.chaptering;

import static dev.kinora.chaptering.ChapterDesk.chapter;
import static dev.kinora.chaptering.ChapterDesk.code;
import static dev.kinora.chaptering.ChapterDesk.etag;
import static dev.kinora.chaptering.ChapterDesk.path;
import static dev.kinora.chaptering.ChapterDesk.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.captions.Captions;
import dev.kinora.library.Processed;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Films;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Chapters that Kinora makes, and what becomes of them when people write some. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChapterGenerationTest {
    private final ChapterDesk desk = new ChapterDesk();

    @AfterAll
    void stop() {
        desk.close();
    }

    private JsonNode chapters(Films.Film film) {
        return read(desk.get(path(film)));
    }

    private JsonNode proposals(Films.Film film, String density) {
        return read(desk.get(path(film) + "/proposals?density=" + density)).get("chapters");
    }

    private static String accepted(JsonNode proposals) {
        return proposals
                .valueStream()
                .map(each -> "{\"start\": " + each.get("start") + ", \"title\": " + each.get("title")
                        + ", \"isAiGenerated\": true, \"confidence\": 1}")
                .collect(Collectors.joining(","));
    }

    @Test
    void a_transcript_makes_chapters_that_cover_the_film_and_are_called_a_machine_s() {
        var film = desk.film("public");

        desk.says(film, ChapterDesk.TALK);
        assertThat(chapters(film).at("/generation/state").asString()).isEqualTo("waiting");
        desk.work(film);

        var made = chapters(film);
        assertThat(made.get("madeFrom").asString()).isEqualTo("transcript");
        assertThat(made.get("edited").asBoolean()).isFalse();
        assertThat(made.get("chapters").size()).isBetween(2, 6);
        assertThat(made.at("/chapters/0/start").asDouble()).isZero();
        assertThat(made.get("chapters")
                        .get(made.get("chapters").size() - 1)
                        .get("end")
                        .asDouble())
                .isEqualTo(90);
        assertThat(made.get("chapters").valueStream())
                .allSatisfy(each ->
                        assertThat(each.get("isAiGenerated").asBoolean()).isTrue())
                .allSatisfy(
                        each -> assertThat(each.get("confidence").asDouble()).isBetween(0.0, 1.0));
        assertThat(made.at("/generation/state").asString()).isEqualTo("done");
        assertThat(made.get("proposals").asInt()).isEqualTo(made.get("chapters").size());
        assertThat(read(desk.call("GET", path(film), desk.mals, ""))
                        .get("proposals")
                        .asInt())
                .isZero();
        assertThat(desk.get("/api/v1/videos/" + film.id() + "/history").body()).contains("chapters.made");
    }

    @Test
    void ten_saves_make_one_job_of_the_last_words() {
        var film = desk.film("private");

        for (int i = 0; i < 10; i++) {
            var said = new ArrayList<>(ChapterDesk.TALK);
            said.set(0, "Version " + i + " of the letters of type.");
            desk.says(film, said);
        }

        assertThat(desk.jobs(film, "queued")).hasSize(1);
        desk.work(film);
        assertThat(desk.jobs(film, "completed")).hasSize(1);
        assertThat(desk.rows(
                        "select (o.caption_version = c.updated_at)::text from chapter_outlines o join captions c on c.id = o.caption_id"
                                + " where o.video_id = '" + film.id() + "'"))
                .containsExactly("true");
    }

    @Test
    void words_that_are_taken_back_with_their_transaction_ask_for_nothing() {
        var film = desk.film("private");

        var talk = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Caller.system("test")
                        .as(new Viewer.User(desk.ada.id()))
                        .run(() -> desk.kinora.bean(Db.class).write(_ -> {
                            desk.kinora.bean(Captions.class).put(film.id(), "en", null, null, talk, true, null);
                            throw new IllegalStateException("taken back");
                        })))
                .hasMessage("taken back");

        assertThat(desk.jobs(film, "queued")).isEmpty();
    }

    @Test
    void what_a_person_wrote_is_never_overwritten_and_the_rest_is_proposed() {
        var film = desk.film("private");
        desk.put(film, "*", chapter("0", "Mine") + "," + chapter("40", "Mine too"));

        desk.says(film, ChapterDesk.TALK);
        desk.work(film);
        assertThat(desk.generate(film).statusCode()).isEqualTo(202);

        assertThat(desk.titles(film)).isEqualTo("0.0-40.0 Mine, 40.0-90.0 Mine too");
        assertThat(chapters(film).get("proposals").asInt()).isPositive();
        assertThat(proposals(film, "1").size())
                .isEqualTo(chapters(film).get("proposals").asInt());
        assertThat(chapters(film).get("madeFrom").asString()).isEqualTo("person");

        desk.call("DELETE", path(film), desk.adas, "", "If-Match", "*");
        desk.generate(film);
        assertThat(desk.titles(film)).isEmpty();
    }

    @Test
    void one_that_is_renamed_is_a_person_s_and_the_others_stay_the_machine_s() {
        var film = desk.film("private");
        desk.says(film, ChapterDesk.TALK);
        desk.work(film);
        var made = chapters(film).get("chapters");

        var all = new ArrayList<String>();
        made.forEach(each -> all.add("{\"id\": " + each.get("id") + ", \"start\": " + each.get("start")
                + ", \"title\": "
                + (all.isEmpty() ? "\"By hand\"" : each.get("title").toString()) + ", \"isAiGenerated\": true}"));
        desk.put(film, etag(desk.get(path(film))), String.join(",", all));

        var now = chapters(film).get("chapters");
        assertThat(now.valueStream()
                        .map(each -> each.get("isAiGenerated").asBoolean())
                        .toList())
                .startsWith(false)
                .endsWith(true)
                .containsOnlyOnce(false);
        assertThat(now.get(0).get("confidence").isNull()).isTrue();
        assertThat(now.get(1).get("confidence")).isEqualTo(made.get(1).get("confidence"));
        assertThat(chapters(film).get("edited").asBoolean()).isTrue();
        assertThat(chapters(film).get("madeFrom").asString()).isEqualTo("transcript");
    }

    @Test
    void an_accepted_proposal_stays_the_machine_s_and_a_false_claim_is_not_believed() {
        var film = desk.film("private");
        desk.put(film, "*", chapter("0", "Mine"));
        desk.says(film, ChapterDesk.TALK);
        desk.work(film);
        var many = proposals(film, "2");
        assertThat(many.size()).isGreaterThan(proposals(film, "0.5").size());

        desk.put(film, "*", accepted(many));
        assertThat(chapters(film).get("chapters").valueStream())
                .allSatisfy(each ->
                        assertThat(each.get("isAiGenerated").asBoolean()).isTrue());
        assertThat(chapters(film).at("/chapters/1/confidence"))
                .isEqualTo(many.get(1).get("confidence"));

        desk.put(film, "*", "{\"start\": 0, \"title\": \"Invented\", \"isAiGenerated\": true, \"confidence\": 1}");
        assertThat(chapters(film).at("/chapters/0/isAiGenerated").asBoolean()).isFalse();
        assertThat(chapters(film).at("/chapters/0/confidence").isNull()).isTrue();
    }

    @Test
    void more_density_never_makes_fewer_and_none_beyond_the_bounds_is_answered() {
        var film = desk.film("private");
        assertThat(code(desk.get(path(film) + "/proposals"))).isEqualTo("404 chapters-not-proposed");
        desk.says(film, ChapterDesk.TALK);
        desk.work(film);

        var sizes = List.of("0.5", "0.73", "1", "1.5", "2").stream()
                .map(each -> proposals(film, each).size())
                .toList();

        assertThat(sizes).isSorted().first().isNotEqualTo(sizes.getLast());
        for (var wrong : List.of("0.49", "2.01", "1e99999")) {
            assertThat(code(desk.get(path(film) + "/proposals?density=" + wrong)))
                    .isEqualTo("400 invalid-chapters");
        }
    }

    @Test
    void made_again_what_begins_at_the_same_place_stays_itself() {
        var film = desk.film("private");
        desk.says(film, ChapterDesk.TALK);
        desk.work(film);
        var before = chapters(film).get("chapters");

        desk.generate(film);

        assertThat(chapters(film).get("chapters")).isEqualTo(before);
        assertThat(desk.jobs(film, "completed")).hasSize(2);
    }

    @Test
    void a_long_film_without_words_gets_chapters_of_its_shots_and_silences_once_it_is_made() {
        var film = silent("{[118,121),[239,242),[390,396)}");

        var made = chapters(film);
        assertThat(made.get("madeFrom").asString()).isEqualTo("shots");
        assertThat(made.get("chapters").size()).isGreaterThan(1);
        assertThat(made.at("/chapters/1/thumbnailUrl").asString())
                .isEqualTo("/media/" + film.uid() + "/thumbnails/thumbnail.jpg?time="
                        + new BigDecimal(made.at("/chapters/1/start").asString()).setScale(3) + "s");
        assertThat(made.get("chapters").valueStream())
                .allSatisfy(
                        each -> assertThat(each.get("confidence").asDouble()).isLessThan(0.6));
    }

    @Test
    void a_film_of_which_only_changes_of_the_picture_are_known_gets_no_chapters() {
        var film = silent("{[118,119)}");

        assertThat(chapters(film).get("chapters").size()).isZero();
        assertThat(chapters(film).at("/generation/state").asString()).isEqualTo("done");
        assertThat(proposals(film, "2").size()).isZero();
    }

    /** Of ten minutes, made and looked at. */
    private Films.Film silent(String silences) {
        var film = desk.film("public");
        Films.playable(desk.kinora, film, 640, 360);
        Films.execute(
                desk.kinora,
                "update editions set silences = '" + silences
                        + "', cuts = '{60,119.5,180,240.25,300,393,500}' where video_id = ?::uuid",
                film.id().toString());
        Films.execute(
                desk.kinora,
                "update videos set duration = 600 where id = ?::uuid",
                film.id().toString());
        ready(film, "600");
        desk.work(film);
        return film;
    }

    private void ready(Films.Film film, String seconds) {
        Caller.system("test")
                .run(() -> desk.kinora.bean(Db.class).write(_ -> {
                    desk.kinora.bean(Processed.class).ready(film.id(), new BigDecimal(seconds));
                    return null;
                }));
    }

    @Test
    void a_short_film_without_words_is_left_alone_unless_somebody_asks() {
        var film = desk.film("public");

        ready(film, "90");

        assertThat(desk.jobs(film, "queued")).isEmpty();
    }

    @Test
    void whoever_cancels_it_gets_none() {
        var film = desk.film("private");
        desk.says(film, ChapterDesk.TALK);
        var job = desk.jobs(film, "queued").getFirst();

        assertThat(desk.call("POST", "/api/v1/jobs/" + job + "/cancellation", desk.adas, "")
                        .statusCode())
                .isEqualTo(200);

        assertThat(chapters(film).at("/generation/state").asString()).isEqualTo("none");
        assertThat(chapters(film).get("chapters").size()).isZero();
    }
}
