package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Asked;
import dev.kinora.media.Clips;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Films of which a part is missing are shown as far as they are there, and to their end. */
class DamagedFilmsTest {
    private static Cinema cinema;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=180,90", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    /** What is lost is half of a piece, most of one, and the whole of one. */
    @ParameterizedTest
    @ValueSource(ints = {17, 20, 30})
    void film_whose_pictures_are_lost_in_its_middle_goes_on_after_them(int until) throws IOException {
        var whole = Clips.made(
                "long-groups.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=40",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "300",
                "-keyint_min",
                "300",
                "-sc_threshold",
                "0",
                "-bf",
                "0",
                "-crf",
                "1",
                "-pix_fmt",
                "yuv420p");
        var damaged = Files.copy(whole, folder.resolve("damaged.mp4"), StandardCopyOption.REPLACE_EXISTING);
        blankOut(damaged, 10, until);

        var video = cinema.show(damaged);

        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        var edition = cinema.edition(video);
        for (var rung : edition.rungs()) {
            assertThat(Cinema.probe(cinema.together(edition, rung), "stream=nb_read_frames"))
                    .as(rung.name())
                    .containsExactly("1200");
        }
    }

    /** From one second to another, where the packets of pictures stand. */
    private static void blankOut(Path film, double from, double to) throws IOException {
        var packets = Asked.ffprobe(
                        "-v",
                        "error",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "packet=pts_time,size,pos",
                        "-of",
                        "csv=p=0",
                        film.toString())
                .lines()
                .map(line -> line.split(","))
                .toList();
        try (var file = new RandomAccessFile(film.toFile(), "rw")) {
            for (var packet : packets) {
                var second = Double.parseDouble(packet[0]);
                if (second >= from && second < to) {
                    file.seek(Long.parseLong(packet[2]));
                    file.write(new byte[Integer.parseInt(packet[1])]);
                }
            }
        }
    }

    @Test
    void sound_track_in_which_there_is_nothing_is_no_sound() {
        var silent = Clips.made(
                "empty-sound.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=8",
                "-f",
                "lavfi",
                "-i",
                "anullsrc=r=48000",
                "-af",
                "atrim=end=0",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-c:a",
                "aac",
                "-movflags",
                "+empty_moov+frag_keyframe");

        var video = cinema.show(silent);

        assertThat(cinema.video(video).get("status").asString()).isEqualTo("ready");
        assertThat(cinema.edition(video).sound()).isEmpty();
        assertThat(cinema.playlist(video, "video"))
                .contains("180p.m3u8", "90p.m3u8")
                .doesNotContain("audio", "mp4a");
    }

    @Test
    void raw_sound_is_encoded_and_not_looked_up_one_sample_after_the_other() throws IOException {
        var film = Clips.made(
                "raw-sound.mov",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=5:duration=6",
                "-f",
                "lavfi",
                "-i",
                "anoisesrc=r=48000:duration=6",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "pcm_s16le");

        var video = cinema.show(film);

        assertThat(Track.of(film, 0)).as("the picture").isPresent();
        assertThat(Track.of(film, 1)).as("the sound").isEmpty();
        assertThat(cinema.edition(video).sound().orElseThrow().seconds()).isBetween(5.9, 6.1);
    }
}
