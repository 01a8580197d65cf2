package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({"0, 0:00", "7, 0:07", "187, 3:07", "3599, 59:59", "3765, 1:02:45", "90061, 25:01:01"})
    void length_reads_as_on_a_player(long seconds, String words) {
        assertThat(Wording.length(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 B",
                "999|999 B",
                "45000|45.0 kB",
                "999700|1.0 MB",
                "7900000|7.9 MB",
                "99960000|100 MB",
                "482400000|482 MB",
                "1920000000|1.9 GB",
                "1920000000000|1,920 GB"
            })
    void size_is_in_the_unit_that_says_most_with_few_digits(long bytes, String words) {
        assertThat(Wording.size(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1, just now", "34, 34 s ago", "250, 4 min 10 s ago"})
    void what_was_a_moment_ago_is_told_to_the_second(long seconds, String words) {
        assertThat(Wording.ago(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"3, a few seconds left", "43, about 40 s left", "200, about 3 min left", "7500, about 2 h 5 min left"})
    void time_left_is_rough(long seconds, String words) {
        assertThat(Wording.left(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void who_waits_is_told_how_many_are_before_them() {
        assertThat(Wording.before(0)).isEqualTo("It is the next to be encoded, as soon as there is room.");
        assertThat(Wording.before(1)).isEqualTo("It waits to be encoded: 1 film is before it.");
        assertThat(Wording.before(12)).isEqualTo("It waits to be encoded: 12 films are before it.");
    }

    @Test
    void one_of_a_kind_is_not_many() {
        assertThat(Wording.count(1, "view", "views")).isEqualTo("1 view");
        assertThat(Wording.count(1204, "view", "views")).isEqualTo("1,204 views");
    }
}
