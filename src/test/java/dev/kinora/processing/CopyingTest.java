package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Rendition;
import dev.kinora.media.Asked;
import dev.kinora.media.Clips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A film whose own picture every browser plays is not encoded once more in its own size. */
class CopyingTest {
    private static final int FRAMES = 900;
    private static final int TICKS = 512;

    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    private static Path film(String name, String... encoder) {
        var all =
                new ArrayList<>(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "32", "-pix_fmt", "yuv420p"));
        all.addAll(List.of("-c:a", "aac", "-ar", "48000"));
        all.addAll(List.of(encoder));
        return Numbered.film(name, "30", FRAMES / 30, all.toArray(String[]::new));
    }

    private static Path irregular() {
        return film("copied-irregular.mp4", "-g", "170", "-bf", "3", "-force_key_frames", "0.5,2,3.3,9,9.1,17,22.5");
    }

    @Test
    void frames_of_the_highest_rung_are_those_of_the_source_and_each_is_shown_once_at_its_time() {
        var source = irregular();
        var edition = cinema.edition(cinema.show(source));

        var top = edition.rungs().getFirst();
        assertThat(hashes(cinema.together(edition, top), "v")).isEqualTo(hashes(source, "v"));
        for (var rung : edition.rungs()) {
            var whole = cinema.together(edition, rung);
            assertThat(Numbered.read(whole))
                    .as(rung.name())
                    .isEqualTo(IntStream.range(0, FRAMES).boxed().toList());
            assertThat(Times.of(whole))
                    .as("times of " + rung.name())
                    .isEqualTo(IntStream.range(0, FRAMES)
                            .mapToObj(frame -> (long) frame * TICKS)
                            .toList());
        }
    }

    @Test
    void segments_of_all_rungs_begin_together_with_a_key_frame() {
        var edition = cinema.edition(cinema.show(irregular()));

        assertThat(edition.rungs()).extracting(Rendition::name).containsExactly("180p", "90p");
        var lengths = ticks(edition.rungs().getFirst());
        assertThat(lengths).hasSizeGreaterThan(3).allMatch(each -> each <= 10 * 30 * TICKS);
        assertThat(ticks(edition.rungs().getLast())).isEqualTo(lengths);
        for (var rung : edition.rungs()) {
            var shown = Cinema.probe(cinema.together(edition, rung), "packet=pts,flags");
            var first = Integer.parseInt(shown.getFirst().split(",")[0]);
            var keys = shown.stream()
                    .filter(line -> line.contains("K"))
                    .map(line -> Integer.parseInt(line.split(",")[0]) - first)
                    .toList();
            var begins = new ArrayList<Integer>();
            var at = 0;
            for (var length : lengths) {
                begins.add(at);
                at += length;
            }
            assertThat(keys).as(rung.name()).containsAll(begins);
        }
    }

    @Test
    void sound_that_every_browser_plays_is_copied_without_what_leads_in() {
        var source = irregular();
        var edition = cinema.edition(cinema.show(source));

        var sound = edition.sound().orElseThrow();
        var copied = hashes(cinema.together(edition, sound), "a");
        var original = hashes(source, "a");
        assertThat(copied).isEqualTo(original.subList(1, original.size()));
        assertThat(sound.seconds()).isBetween(30.0, 30.05);
    }

    @Test
    void film_can_be_played_before_anything_is_encoded() {
        try (var withoutEncoders = new Cinema("--kinora.processing.ladder=180,90", "--kinora.jobs.only=light,sound")) {
            var video = withoutEncoders.show(irregular());

            assertThat(withoutEncoders.edition(video).state()).isEqualTo(Edition.State.MAKING);
            assertThat(withoutEncoders.playlist(video, "video"))
                    .contains("180p.m3u8")
                    .doesNotContain("90p.m3u8");
            assertThat(withoutEncoders.playlist(video, "180p")).contains("#EXT-X-ENDLIST");
        }
        var whole = cinema.show(irregular());
        assertThat(cinema.playlist(whole, "video")).contains("180p.m3u8").contains("90p.m3u8");
    }

    /** What must be encoded, and the reason. */
    record Other(String name, List<String> encoder) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Other> others() {
        return List.of(
                new Other("copied-not-open.mp4", List.of("-x264-params", "open-gop=1:keyint=60:bframes=3")),
                new Other("copied-not-rare.mp4", List.of("-g", "9999", "-sc_threshold", "0")),
                new Other("copied-not-wide.mp4", List.of("-g", "60", "-aspect", "4:3")),
                new Other("copied-not-ten.mp4", List.of("-g", "60", "-pix_fmt", "yuv420p10le")),
                new Other("copied-not-heavy.mp4", List.of("-g", "60", "-crf", "0", "-b:v", "9M", "-qp", "2")),
                new Other("copied-not-mov.mkv", List.of("-g", "60")),
                new Other("copied-not-bt2020.mp4", List.of("-g", "60", "-colorspace", "bt2020nc")),
                new Other(
                        "copied-not-steady.mp4", List.of("-g", "60", "-vf", "select='mod(n\\,7)'", "-fps_mode", "vfr")),
                new Other("copied-not-fragmented.mp4", List.of("-g", "60", "-movflags", "frag_keyframe+empty_moov")));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatever_not_every_browser_plays_is_encoded(Other other) {
        var source = film(other.name(), other.encoder().toArray(String[]::new));
        var video = cinema.show(source);

        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        var edition = cinema.edition(video);
        assertThat(edition.ahead()).isEmpty();
        assertThat(hashes(cinema.together(edition, edition.rungs().getFirst()), "v"))
                .doesNotContainAnyElementsOf(hashes(source, "v"));
    }

    @Test
    void film_that_begins_within_a_group_is_encoded() {
        var whole = film("copied-whole.mp4", "-g", "60");
        var cut = Clips.made("copied-not-cut.mp4", "-ss", "1", "-i", whole.toString(), "-c", "copy");

        var edition = cinema.edition(cinema.show(cut));

        assertThat(edition.ahead()).isEmpty();
        assertThat(Numbered.read(cinema.together(edition, edition.rungs().getFirst()))
                        .getFirst())
                .isEqualTo(30);
    }

    @Test
    void index_that_lies_makes_nobody_copy() {
        var whole = film("copied-lies.mp4", "-g", "60");
        var lying = Lies.about(whole);

        for (var film : lying) {
            cinema.tryToBring(film).ifPresent(video -> {
                cinema.workUntilSettled(video);
                assertThat(cinema.video(video).get("status").asString())
                        .as(film.getFileName().toString())
                        .isIn("ready", "error");
            });
        }
    }

    private static List<Integer> ticks(Rendition rung) {
        return rung.segments().stream().map(Rendition.Segment::ticks).toList();
    }

    /** Of each frame as it is encoded, in the order of decoding. */
    private static List<String> hashes(Path file, String kind) {
        return Asked.ffmpeg(
                        "-v",
                        "error",
                        "-i",
                        file.toString(),
                        "-map",
                        "0:" + kind,
                        "-c",
                        "copy",
                        "-bsf:" + kind,
                        kind.equals("v") ? "filter_units=remove_types=6" : "null",
                        "-f",
                        "framemd5",
                        "-")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }
}
