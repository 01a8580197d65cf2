package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kinora.media.Asked;
import dev.kinora.media.Clips;
import dev.kinora.media.Ffmpeg;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films of a high dynamic range look right on screens that know nothing of it; skipped where ffmpeg cannot map colours. */
class HighRangeTest {
    private static final double[][] TO_2020 = {
        {0.6274, 0.3293, 0.0433}, {0.0691, 0.9195, 0.0114}, {0.0164, 0.0880, 0.8956}
    };

    private static Cinema cinema;

    @BeforeAll
    static void start() throws Exception {
        cinema = new Cinema("--kinora.processing.ladder=90", "--kinora.processing.preset=ultrafast");
        assumeTrue(cinema.kinora().bean(Ffmpeg.class).knows("zscale"));
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    /** Linear light in units of a hundred candelas, in the colours of BT.709. */
    @ParameterizedTest
    @CsvSource({"2.03, 2.03, 2.03", "0.5, 0.5, 0.5", "2, 0.3, 0.3", "0.2, 1.5, 0.3", "0.2, 0.3, 2", "5, 4, 1"})
    void colours_of_pq_come_out_as_those_of_bt709(double red, double green, double blue) {
        var linear = new double[] {red, green, blue};
        var wide = new double[3];
        for (var row = 0; row < wide.length; row++) {
            for (var column = 0; column < linear.length; column++) {
                wide[row] += TO_2020[row][column] * linear[column];
            }
            wide[row] = pq(wide[row] / 100);
        }
        var film = patch("pq-%s-%s-%s.mkv".formatted(red, green, blue), "smpte2084", written(wide, 0.2627, 0.0593, 4));

        var brightest = Math.max(red, Math.max(green, blue));
        var share = curve(brightest) / curve(10) / brightest;
        var shown = new double[3];
        for (var part = 0; part < shown.length; part++) {
            var light = linear[part] * share;
            // As a screen turns it into light again, by BT.1886.
            shown[part] = Math.pow(light, 1 / 2.4);
        }
        var expected = written(shown, 0.2126, 0.0722, 1);
        var seen = seen(film);
        for (var part = 0; part < seen.length; part++) {
            assertThat((double) seen[part]).as("part " + part).isEqualTo(expected[part], within(8.0));
        }
    }

    @Test
    void white_of_hlg_is_neither_grey_nor_coloured() {
        var seen = seen(patch("hlg-white.mkv", "arib-std-b67", new int[] {64 + (int) (0.75 * 876), 512, 512}));

        assertThat(seen[0]).isBetween(150, 235);
        assertThat(seen[1]).isBetween(126, 130);
        assertThat(seen[2]).isBetween(126, 130);
    }

    private static Path patch(String name, String transfer, int[] colour) {
        return Clips.made(
                name,
                "-f",
                "lavfi",
                "-i",
                "color=black:size=160x90:rate=25:duration=1,format=yuv420p10le,geq=lum=%d:cb=%d:cr=%d,setparams=color_primaries=bt2020:color_trc=%s:colorspace=bt2020nc:range=limited"
                        .formatted(colour[0], colour[1], colour[2], transfer),
                "-color_primaries",
                "bt2020",
                "-color_trc",
                transfer,
                "-colorspace",
                "bt2020nc",
                "-color_range",
                "tv",
                "-c:v",
                "ffv1");
    }

    private static int[] seen(Path film) {
        var edition = cinema.edition(cinema.show(film));
        var bytes = Asked.bytes(
                "-v",
                "error",
                "-i",
                cinema.together(edition, edition.rungs().getFirst()).toString(),
                "-frames:v",
                "1",
                "-vf",
                "scale=2:2:flags=area,format=yuv420p",
                "-f",
                "rawvideo",
                "-");
        return new int[] {bytes[0] & 0xff, bytes[4] & 0xff, bytes[5] & 0xff};
    }

    /** Brightness and two differences, in the usual range of that many times eight bits. */
    private static int[] written(double[] rgb, double red, double blue, int scale) {
        var light = red * rgb[0] + (1 - red - blue) * rgb[1] + blue * rgb[2];
        return new int[] {
            (int) Math.round(scale * (16 + 219 * light)),
            (int) Math.round(scale * (128 + 224 * (rgb[2] - light) / (2 * (1 - blue)))),
            (int) Math.round(scale * (128 + 224 * (rgb[0] - light) / (2 * (1 - red))))
        };
    }

    /** SMPTE ST 2084. @param light of ten thousand candelas */
    private static double pq(double light) {
        var powered = Math.pow(light, 0.1593017578125);
        return Math.pow((0.8359375 + 18.8515625 * powered) / (1 + 18.6875 * powered), 78.84375);
    }

    /** Hable's. */
    private static double curve(double light) {
        return (light * (light * 0.15 + 0.05) + 0.004) / (light * (light * 0.15 + 0.5) + 0.06) - 0.02 / 0.3;
    }
}
