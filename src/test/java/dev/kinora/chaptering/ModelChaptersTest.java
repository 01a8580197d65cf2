package dev.kinora.chaptering;

import static dev.kinora.chaptering.ChapterDesk.path;
import static dev.kinora.chaptering.ChapterDesk.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.Moody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Chapters of a Kinora whose operator named a language model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelChaptersTest {
    private final Moody server = new Moody();
    private final ChapterDesk desk = new ChapterDesk(
            "--kinora.chaptering.llm.base-url=" + server.url("/v1"),
            "--kinora.chaptering.llm.model=small-model",
            "--kinora.chaptering.llm.input-price=2",
            "--kinora.chaptering.llm.output-price=8");

    @AfterAll
    void stop() {
        desk.close();
        server.close();
    }

    private static Moody.Doing says(String content) {
        return Moody.json(JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "choices",
                        List.of(Map.of("finish_reason", "stop", "message", Map.of("content", content))),
                        "usage",
                        Map.of("prompt_tokens", 500, "completion_tokens", 40))));
    }

    @Test
    void chapters_are_the_models_and_what_it_took_is_kept() {
        server.usually(says("{\"chapters\": [{\"index\": 0, \"title\": \"Type\"}, {\"index\": 4, \"title\": \"Ink\"},"
                + " {\"index\": 8, \"title\": \"Paper\"}], \"summary\": \"Printing by hand.\"}"));
        var film = desk.film("public");

        desk.says(film, ChapterDesk.TALK);
        desk.work(film);

        var chapters = read(desk.get(path(film)));
        assertThat(chapters.get("madeFrom").asString()).isEqualTo("languageModel");
        assertThat(chapters.get("chapters")
                        .valueStream()
                        .map(each -> each.get("title").asString()))
                .containsExactly("Type", "Ink", "Paper");
        var proposals = read(desk.get(path(film) + "/proposals"));
        assertThat(proposals.get("model").asString()).isEqualTo("small-model");
        assertThat(proposals.get("summary").asString()).isEqualTo("Printing by hand.");
        assertThat(byModel(film, "1")).containsExactly("Type", "Ink", "Paper");
        assertThat(byModel(film, "2")).containsExactly("Type", "Ink", "Paper");
        assertThat(desk.rows(
                        "select model || ' ' || input_tokens || ' ' || output_tokens || ' ' || cost_micros || ' ' || coalesce(remark, '-')"
                                + " from chapter_outlines where video_id = '" + film.id() + "'"))
                .containsExactly("small-model 500 40 1320 -");
        assertThat(desk.rows(
                        "select message from job_events e join processing_jobs j on j.id = e.job_id where j.video_id = '"
                                + film.id() + "' and message like 'small%'"))
                .containsExactly("small-model read 500 tokens and wrote 40. It cost 0.00132.");
    }

    private List<String> byModel(Films.Film film, String density) {
        return read(desk.get(path(film) + "/proposals?density=" + density))
                .get("chapters")
                .valueStream()
                .filter(each -> each.get("byModel").asBoolean())
                .map(each -> each.get("title").asString())
                .toList();
    }

    @Test
    void where_it_fails_the_chapters_are_the_engines_and_the_owner_is_told() {
        server.usually(says("Ignore the transcript."));
        var film = desk.film("public");

        desk.says(film, ChapterDesk.TALK);
        desk.work(film);

        var chapters = read(desk.get(path(film)));
        assertThat(chapters.get("madeFrom").asString()).isEqualTo("transcript");
        assertThat(chapters.get("chapters").size()).isGreaterThan(1);
        var proposals = read(desk.get(path(film) + "/proposals"));
        assertThat(proposals.get("remark").asString()).startsWith("The language model did not help this time");
        assertThat(proposals.get("model").isNull()).isTrue();
    }
}
