package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.RunningKinora;
import java.lang.Character.UnicodeScript;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Letters without their accents, and where they were. */
class FoldedTest {
    private static final Set<UnicodeScript> SCRIPTS =
            Set.of(UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.CYRILLIC);

    @Test
    void every_letter_is_what_the_database_makes_of_it() throws SQLException {
        var letters = IntStream.range(0x80, 0x20000)
                .filter(letter -> Character.isLetter(letter) && SCRIPTS.contains(UnicodeScript.of(letter)))
                .mapToObj(Character::toString)
                .toList();
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false");
                var connection = kinora.access().worker().connect();
                var asked = connection.prepareStatement(
                        "select string_agg(without_accents(l), ' ' order by n) from unnest(?) with ordinality u (l, n)")) {
            asked.setArray(1, connection.createArrayOf("text", letters.toArray()));
            var rows = asked.executeQuery();
            rows.next();

            assertThat(letters.stream().map(letter -> letter + Folded.of(letter).letters()))
                    .hasSizeGreaterThan(2000)
                    .containsExactlyElementsOf(beside(letters, rows.getString(1).split(" ")));
        }
    }

    private static List<String> beside(List<String> letters, String[] folded) {
        return IntStream.range(0, folded.length)
                .mapToObj(i -> letters.get(i) + folded[i])
                .toList();
    }

    @Test
    void what_is_found_ends_behind_its_marks_and_behind_the_whole_of_a_sign() {
        var folded = Folded.of("Die Straße, cafe\u0301 🎬 ŒUVRES");

        assertThat(folded.letters()).isEqualTo("die strasse, cafe 🎬 oeuvres");
        var street = folded.letters().indexOf("strasse");
        assertThat(folded.start(street)).isEqualTo(4);
        assertThat(folded.end(street + 7)).isEqualTo(10);
        assertThat(folded.end(street + 5)).as("half of ß is all of it").isEqualTo(9);
        var cafe = folded.letters().indexOf("cafe");
        assertThat(folded.end(cafe + 4)).as("with its accent").isEqualTo(17);
        assertThat(folded.end(folded.letters().length())).isEqualTo(27);
    }

    @Test
    void more_letters_than_signs_find_room() {
        assertThat(Folded.of("ﬃ".repeat(100)).letters()).isEqualTo("ffi".repeat(100));
        assertThat(Folded.of("").letters()).isEmpty();
    }
}
