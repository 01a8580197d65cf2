package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films with several sounds, of which one is heard. */
class SoundTracksTest {
    private static final String TWO = "-f lavfi -i testsrc2=size=320x180:rate=30:duration=2 -f lavfi -i sine=duration=2"
            + " -map 0:v -map 1:a -map 1:a -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac ";

    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=90", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    /** They are told apart by how many channels they have. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "commented, -ac:a:0 1 -ac:a:1 2 -disposition:a:0 comment -disposition:a:1 default, 2",
        "called-commentary, -ac:a:0 2 -ac:a:1 1 -metadata:s:a:0 title=Commentary -disposition:a 0, 1",
        "commentary-first-and-marked, -ac:a:0 2 -ac:a:1 1 -metadata:s:a:0 title=Commentary -disposition:a:1 0, 1",
        "marked-after-a-fuller-one, -ac:a:0 2 -ac:a:1 1 -disposition:a:0 0 -disposition:a:1 default, 1",
        "none-marked, -ac:a:0 1 -ac:a:1 2 -disposition:a 0, 2"
    })
    void film_is_heard_as_it_is_meant(String name, String how, String channels) {
        var film = Clips.made("tracks-" + name + ".mkv", (TWO + how + " -default_mode passthrough").split(" "));

        var edition = cinema.edition(cinema.show(film));

        assertThat(Cinema.probe(cinema.together(edition, edition.sound().orElseThrow()), "stream=channels"))
                .containsExactly(channels);
    }
}
