package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Rendition;
import dev.kinora.media.Asked;
import dev.kinora.media.Clips;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten minutes in which it flashes and beeps at the same moments. */
class InStepTest {
    private static final int SECONDS = 600;
    private static final int EACH = 10;
    private static final int SAMPLES = 8_000;
    private static final double APART = 0.020;
    /** Films whose picture begins between two places of the grid are put onto it. */
    private static final double FRAME = 0.041;

    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=90,46", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    @ParameterizedTest
    @CsvSource({
        "flashes-encoded.mp4, 44100, libmp3lame, open-gop=1:keyint=100",
        "flashes-encoded-aac.mkv, 44100, aac, open-gop=1:keyint=100",
        "flashes-copied.mp4, 48000, aac, keyint=100",
        "flashes-copied-44.mp4, 44100, aac, keyint=100"
    })
    void flashes_and_beeps_come_together_up_to_the_end(String name, String rate, String codec, String groups) {
        var film = Clips.made(
                name,
                "-f",
                "lavfi",
                "-i",
                "color=black:size=160x90:rate=25:duration=%d,drawbox=w=160:h=90:color=white:t=fill:enable='lt(mod(t\\,%d)\\,0.2)'"
                        .formatted(SECONDS, EACH),
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t\\,%d)\\,0.2)':sample_rate=%s:duration=%d"
                        .formatted(EACH, rate, SECONDS),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-bf",
                "2",
                "-x264-params",
                groups,
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                codec);
        var edition = cinema.edition(cinema.show(film));
        assertThat(edition.ahead().isEmpty()).isEqualTo(!name.contains("copied"));

        var beeps = beeps(edition);
        assertThat(beeps).hasSize(SECONDS / EACH);
        for (var rung : edition.rungs()) {
            var flashes = flashes(edition, rung);
            assertThat(flashes).as(rung.name()).hasSameSizeAs(beeps);
            // The first may have been cut short by what leads in.
            for (var i = 1; i < beeps.size(); i++) {
                assertThat(flashes.get(i)).isEqualTo((double) i * EACH, within(FRAME));
                assertThat(beeps.get(i)).as("beep " + i).isEqualTo(flashes.get(i), within(APART));
            }
        }
    }

    /** Seconds at which it becomes light. */
    private static List<Double> flashes(Edition edition, Rendition rung) {
        var file = cinema.together(edition, rung);
        var light = Asked.bytes(
                "-v",
                "error",
                "-i",
                file.toString(),
                "-vf",
                "scale=1:1:flags=area,format=gray",
                "-fps_mode",
                "passthrough",
                "-f",
                "rawvideo",
                "-");
        var times = Times.of(file);
        return IntStream.range(0, light.length)
                .filter(frame -> isLight(light, frame) && (frame == 0 || !isLight(light, frame - 1)))
                .mapToObj(frame -> (double) times.get(frame) / rung.timescale())
                .toList();
    }

    private static boolean isLight(byte[] light, int frame) {
        return (light[frame] & 0xff) > 127;
    }

    /** Seconds at which it is heard again after silence. */
    private static List<Double> beeps(Edition edition) {
        var file = cinema.together(edition, edition.sound().orElseThrow());
        var heard = ByteBuffer.wrap(Asked.bytes(
                        "-v",
                        "error",
                        "-i",
                        file.toString(),
                        "-ac",
                        "1",
                        "-ar",
                        Integer.toString(SAMPLES),
                        "-f",
                        "s16le",
                        "-"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        var beeps = new ArrayList<Double>();
        var last = -SAMPLES;
        for (var sample = 0; sample < heard.limit(); sample++) {
            if (Math.abs(heard.get(sample)) > 2_000) {
                if (sample - last > SAMPLES / 2) {
                    beeps.add((double) sample / SAMPLES);
                }
                last = sample;
            }
        }
        return beeps;
    }
}
