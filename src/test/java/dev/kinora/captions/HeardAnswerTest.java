package dev.kinora.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.outbound.EndpointFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a transcription server says of ten seconds of sound. */
class HeardAnswerTest {
    private static SpeechEngine.Heard read(String json) throws EndpointFailed {
        return HeardAnswer.read(JsonMapper.shared().readTree(json.replace('\'', '"')), 10_000);
    }

    @Test
    void segments_are_what_was_said_and_when() throws EndpointFailed {
        var heard = read("""
                {'language': 'german', 'duration': 10, 'text': 'x', 'segments': [
                  {'id': 0, 'start': 0.0, 'end': 2.5, 'text': ' Guten Tag.', 'avg_logprob': -0.2, 'no_speech_prob': 0.01},
                  {'id': 1, 'start': 2.5, 'end': 2.5, 'text': ' Ja.'},
                  {'id': 2, 'start': 9.5, 'end': 11.2, 'text': ' Bis bald.'}]}""");

        assertThat(heard.language()).contains("de");
        assertThat(heard.said())
                .containsExactly(
                        new Said(0, 2_500, " Guten Tag."),
                        new Said(2_500, 2_800, " Ja."),
                        new Said(9_500, 10_000, " Bis bald."));
    }

    @Test
    void noise_and_blanks_are_not_said() throws EndpointFailed {
        var heard = read("""
                {'language': 'en', 'segments': [
                  {'start': 0, 'end': 2, 'text': 'Thanks for watching!', 'avg_logprob': -1.4, 'no_speech_prob': 0.93},
                  {'start': 2, 'end': 3, 'text': '  '},
                  {'start': 10.4, 'end': 11, 'text': 'Beyond'}]}""");

        assertThat(heard.said()).isEmpty();
        assertThat(read("{'text': ' '}").said()).isEmpty();
    }

    @Test
    void what_lies_beyond_the_piece_is_cut_off_and_the_rest_of_the_answer_counts() throws EndpointFailed {
        var heard = read("""
                {'language': 'en', 'segments': [
                  {'start': 1, 'end': 30, 'text': 'Long'},
                  {'start': 2, 'end': 1e300, 'text': 'Longest'},
                  {'start': 12.5, 'end': 29.9, 'text': 'Beyond'},
                  {'start': 1e300, 'end': 1e301, 'text': 'Far beyond'}]}""");

        assertThat(heard.said()).containsExactly(new Said(1_000, 10_000, "Long"), new Said(2_000, 10_000, "Longest"));
    }

    @Test
    void signs_that_nobody_sees_are_left_out() throws EndpointFailed {
        assertThat(read("{'segments': [{'start': 0, 'end': 2, 'text': 'Thank\\u0000\\u0007you.'}]}")
                        .said())
                .containsExactly(new Said(0, 2_000, "Thank you."));
        assertThat(read("{'segments': [{'start': 0, 'end': 2, 'text': '\\u0000'}]}")
                        .said())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "english, en",
        "German, de",
        "pt, pt",
        "zh-hant, zh-Hant",
        "haitian creole, ht",
        "spanish, es",
        "chinese, zh"
    })
    void languages_are_known_by_name_and_by_tag(String said, String language) throws EndpointFailed {
        assertThat(read("{'language': '" + said + "', 'segments': []}").language())
                .contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'klingonese'", "''", "7", "null", "'<script>'"})
    void language_that_is_none_is_none(String said) throws EndpointFailed {
        assertThat(read("{'language': " + said + ", 'segments': []}").language())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "'text'",
                "null",
                "{}",
                "{'text': 'Words without times'}",
                "{'segments': {}}",
                "{'segments': 'many'}",
                "{'segments': [{'start': 1, 'end': 2}]}",
                "{'segments': [{'start': 1, 'end': 2, 'text': 5}]}",
                "{'segments': [{'start': '1', 'end': 2, 'text': 'x'}]}",
                "{'segments': [{'end': 2, 'text': 'x'}]}",
                "{'segments': [{'start': -1, 'end': 2, 'text': 'x'}]}",
                "{'segments': [{'start': 3, 'end': 2, 'text': 'x'}]}",
                "{'segments': [{'start': 1, 'end': -2, 'text': 'x'}]}",
                "{'segments': [{'start': 1, 'end': 1e999, 'text': 'x'}]}",
                "{'segments': [{'start': 1e999, 'end': 1e999, 'text': 'x'}]}",
                "{'segments': [{'start': 4, 'end': 5, 'text': 'x'}, {'start': 1, 'end': 2, 'text': 'y'}]}"
            })
    void what_does_not_fit_is_believed_in_no_part(String answer) {
        assertThatThrownBy(() -> read(answer))
                .isInstanceOfSatisfying(
                        EndpointFailed.class,
                        failure -> assertThat(failure.kind()).isEqualTo(EndpointFailed.Kind.MALFORMED));
    }

    @Test
    void far_too_much_is_refused() {
        var one = "{'start': 1, 'end': 2, 'text': 'x'},";
        assertThatThrownBy(() -> read("{'segments': [" + one.repeat(400) + "{'start': 1, 'end': 2, 'text': 'x'}]}"))
                .isInstanceOf(EndpointFailed.class);
        assertThatThrownBy(() -> read("{'segments': [{'start': 1, 'end': 2, 'text': '" + "x".repeat(10_000) + "'}]}"))
                .isInstanceOf(EndpointFailed.class);
    }
}
