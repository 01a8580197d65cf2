package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** GET …/waveform: what an editor draws along its time line. */
class WaveformTest {
    private static RunningKinora kinora;
    private static People.Person ada;
    private static People.Person mal;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = People.member(kinora, "ada");
        mal = People.member(kinora, "mal");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static HttpResponse<String> ask(People.Person who, Films.Film film) {
        return ask(who, film, "");
    }

    private static HttpResponse<String> ask(People.Person who, Films.Film film, String query) {
        return kinora.get(
                "/api/v1/videos/" + film.id() + "/waveform" + query,
                "Authorization",
                "Bearer " + who.key(ApiScope.read));
    }

    @Test
    void a_steady_tone_is_as_loud_everywhere() {
        var film = Films.of(ada, "Tone", "private");
        Reel.whole(kinora, film);

        var answer = ask(ada, film);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var wave = JsonMapper.shared().readTree(answer.body());
        var peaks = StreamSupport.stream(wave.get("peaks").spliterator(), false)
                .map(it -> it.asInt())
                .toList();
        assertThat(wave.get("duration").asDouble()).isEqualTo(6);
        assertThat(peaks).hasSizeBetween(119, 123);
        assertThat(peaks.subList(1, 117)).allMatch(it -> it > 200 && it <= 255);
        assertThat(ask(ada, film).body()).isEqualTo(answer.body());
    }

    @Test
    void as_many_figures_as_are_asked_for_each_the_loudest_of_its_moments() {
        var film = Films.of(ada, "Fewer", "private");
        Reel.whole(kinora, film);

        var all = peaks(ask(ada, film, "?most=144000"));
        var fewer = peaks(ask(ada, film, "?most=40"));

        assertThat(all).hasSizeBetween(119, 123);
        assertThat(fewer).hasSizeBetween(30, 40);
        int together = Math.ceilDiv(all.size(), 40);
        assertThat(fewer.getFirst()).isEqualTo(Collections.max(all.subList(0, together)));
        assertThat(fewer.get(9)).isEqualTo(Collections.max(all.subList(9 * together, 10 * together)));
        assertThat(peaks(ask(ada, film, "?most=0"))).hasSize(1);
    }

    private static List<Integer> peaks(HttpResponse<String> answer) {
        return JsonMapper.shared()
                .readTree(answer.body())
                .get("peaks")
                .valueStream()
                .map(it -> it.asInt())
                .toList();
    }

    @Test
    void a_film_that_somebody_may_not_see_has_no_waveform_for_them() {
        var film = Films.of(ada, "Secret", "private");
        Reel.whole(kinora, film);

        assertThat(ask(mal, film).statusCode()).isEqualTo(404);
        assertThat(ask(mal, film).body()).contains("film-not-found");
    }

    @Test
    void a_film_that_is_still_being_made_has_none_yet() {
        var film = Films.of(ada, "Growing", "private");
        Reel.begun(kinora, film);

        var answer = ask(ada, film);

        assertThat(answer.statusCode()).isIn(404, 409);
        assertThat(answer.body()).containsAnyOf("waveform-not-made", "film-not-ready");
    }
}
