package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people upload: containers, codecs, shapes, rates and oddities, each made by ffmpeg and looked at after it was encoded. */
class SourceKindsTest {
    private static final String TWO_SECONDS = "testsrc2=size=320x180:rate=30:duration=2";
    /** Of the head of a track. */
    private static final int MATRIX_BEHIND_NAME = 44;
    /** In its matrix. */
    private static final int ONE = 1 << 16;

    private static final int LAST = 1 << 30;

    private static Cinema cinema;

    /**
     * @param size of the top rung
     * @param frames that it shows
     * @param sound seconds of it; 0 for none
     */
    record Kind(String name, String size, int frames, double sound, List<String> arguments) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        cinema = new Cinema("--kinora.processing.ladder=360,180,90", "--kinora.processing.preset=ultrafast");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    static Stream<Kind> kinds() {
        return Stream.of(codecs(), containers(), shapes(), rates(), sounds()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void plays(Kind kind) {
        Path film = Clips.made(kind.name(), kind.arguments().toArray(String[]::new));

        var video = cinema.show(film);

        var answer = cinema.video(video);
        assertThat(answer.get("status").asString()).as(answer.toString()).isEqualTo("ready");
        var edition = cinema.edition(video);
        if (kind.frames() > 0) {
            var top = edition.rungs().getFirst();
            assertThat(Cinema.probe(cinema.together(edition, top), "stream=width,height,pix_fmt,nb_read_frames"))
                    .containsExactly(kind.size().replace('x', ',') + ",yuv420p," + kind.frames());
            assertThat(Look.of(cinema.together(edition, top)).apart(Look.of(film)))
                    .as("by how much its colours differ, or where they are")
                    .isLessThan(3);
        } else {
            assertThat(edition.rungs()).isEmpty();
        }
        if (kind.sound() > 0) {
            assertThat(edition.sound().orElseThrow().seconds()).isBetween(kind.sound() - 0.1, kind.sound() + 0.15);
        } else {
            assertThat(edition.sound()).isEmpty();
        }
    }

    private static Kind silent(String name, String... encoder) {
        return of(name, "320x180", 60, TWO_SECONDS, encoder);
    }

    private static Kind of(String name, String size, int frames, String source, String... encoder) {
        var all = new ArrayList<>(List.of("-f", "lavfi", "-i", source));
        all.addAll(List.of(encoder));
        return new Kind(name, size, frames, 0, all);
    }

    private static Kind heard(String name, int frames, String... encoder) {
        var all = new ArrayList<>(List.of("-f", "lavfi", "-i", TWO_SECONDS, "-f", "lavfi", "-i", "sine=duration=2"));
        all.addAll(List.of(encoder));
        return new Kind(name, "320x180", frames, 2, all);
    }

    private static List<Kind> codecs() {
        return List.of(
                silent("x264.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p"),
                silent(
                        "x264-open.mp4",
                        "-c:v",
                        "libx264",
                        "-pix_fmt",
                        "yuv420p",
                        "-x264-params",
                        "open-gop=1:keyint=20"),
                silent("x264-444.mp4", "-c:v", "libx264", "-pix_fmt", "yuv444p"),
                silent("x264-422-10.mp4", "-c:v", "libx264", "-pix_fmt", "yuv422p10le"),
                silent("x264-intra.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "1"),
                silent("x264-one-key.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "9999"),
                silent(
                        "x264-fragmented.mp4",
                        "-c:v",
                        "libx264",
                        "-pix_fmt",
                        "yuv420p",
                        "-movflags",
                        "frag_keyframe+empty_moov"),
                silent("x265.mp4", "-c:v", "libx265", "-pix_fmt", "yuv420p", "-x265-params", "log-level=none"),
                silent("x265-10.mkv", "-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none"),
                silent("mpeg4.mp4", "-c:v", "mpeg4", "-q:v", "4"),
                // What is first shown a frame late is shown from the beginning.
                of("mpeg4-b.avi", "320x180", 61, TWO_SECONDS, "-c:v", "mpeg4", "-bf", "2", "-q:v", "4"),
                silent("mpeg2.mkv", "-c:v", "mpeg2video", "-q:v", "4"),
                silent("vp8.webm", "-c:v", "libvpx", "-b:v", "300k"),
                silent("vp9.webm", "-c:v", "libvpx-vp9", "-b:v", "300k", "-cpu-used", "8"),
                silent(
                        "vp9-alpha.webm",
                        "-c:v",
                        "libvpx-vp9",
                        "-pix_fmt",
                        "yuva420p",
                        "-b:v",
                        "300k",
                        "-cpu-used",
                        "8"),
                silent("prores.mov", "-c:v", "prores_ks"),
                silent("prores-4444.mov", "-c:v", "prores_ks", "-pix_fmt", "yuva444p10le"),
                silent("mjpeg.mov", "-c:v", "mjpeg", "-q:v", "4"),
                silent("mjpeg.avi", "-c:v", "mjpeg", "-q:v", "4"),
                silent("vp8.ogg", "-c:v", "libvpx", "-b:v", "300k"),
                silent("ffv1.mkv", "-c:v", "ffv1"),
                silent("huffyuv.avi", "-c:v", "huffyuv", "-pix_fmt", "yuv422p"),
                silent("raw.mov", "-c:v", "rawvideo", "-pix_fmt", "uyvy422"),
                silent("png.mov", "-c:v", "png"),
                silent("wmv2.asf", "-c:v", "wmv2", "-q:v", "4"),
                silent("flv1.flv", "-c:v", "flv1", "-q:v", "4"),
                silent("dv-like-msmpeg4.avi", "-c:v", "msmpeg4", "-q:v", "4"),
                silent("full-range.mp4", "-c:v", "libx264", "-pix_fmt", "yuvj420p"),
                silent(
                        "bt709.mp4",
                        "-vf",
                        "scale=out_color_matrix=bt709",
                        "-c:v",
                        "libx264",
                        "-pix_fmt",
                        "yuv420p",
                        "-colorspace",
                        "bt709"),
                silent("grey.mkv", "-c:v", "ffv1", "-pix_fmt", "gray"),
                silent("rgb.mkv", "-c:v", "ffv1", "-pix_fmt", "bgr0"));
    }

    private static List<Kind> containers() {
        return List.of(
                heard("both.mp4", 60, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"),
                heard("both.mov", 60, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le"),
                heard("both.mkv", 60, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "flac"),
                heard("both.webm", 60, "-c:v", "libvpx", "-b:v", "300k", "-c:a", "libopus"),
                heard("both.avi", 61, "-c:v", "mpeg4", "-q:v", "4", "-c:a", "libmp3lame"),
                heard("both.ts", 60, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"),
                heard("both-ac3.ts", 60, "-c:v", "mpeg2video", "-q:v", "4", "-c:a", "ac3"),
                heard("both.flv", 61, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"),
                heard("both.asf", 61, "-c:v", "wmv2", "-q:v", "4", "-c:a", "wmav2"),
                heard("vp8-opus.ogg", 60, "-c:v", "libvpx", "-b:v", "300k", "-c:a", "libopus"),
                heard("both.3gp", 60, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"));
    }

    private static List<Kind> shapes() {
        var x264 = new String[] {"-c:v", "libx264", "-pix_fmt", "yuv420p"};
        return List.of(
                of("upright.mp4", "180x320", 60, "testsrc2=size=180x320:rate=30:duration=2", x264),
                of("square.mp4", "180x180", 60, "testsrc2=size=180x180:rate=30:duration=2", x264),
                of("uneven.mkv", "322x182", 60, TWO_SECONDS + ",scale=321:181,format=bgr0", "-c:v", "ffv1"),
                of("wide.mp4", "640x90", 60, "testsrc2=size=640x90:rate=30:duration=2", x264),
                of("tiny.mp4", "32x18", 60, "testsrc2=size=32x18:rate=30:duration=2", x264),
                of("large.mp4", "640x360", 60, "testsrc2=size=1280x720:rate=30:duration=2", x264),
                of("anamorphic.mp4", "320x180", 60, "testsrc2=size=240x180:rate=30:duration=2,setsar=4/3", x264),
                of(
                        "interlaced.mkv",
                        "320x180",
                        60,
                        TWO_SECONDS + ",setfield=tff",
                        "-c:v",
                        "libx264",
                        "-pix_fmt",
                        "yuv420p",
                        "-flags",
                        "+ildct+ilme"),
                turned("turned-by-matrix.mp4", "180x320", 0, ONE, 0, -ONE, 0, 0, 180 << 16, 0, LAST),
                turned("turned-the-other-way.mp4", "180x320", 0, -ONE, 0, ONE, 0, 0, 0, 320 << 16, LAST),
                turned("upside-down.mp4", "320x180", -ONE, 0, 0, 0, -ONE, 0, 320 << 16, 180 << 16, LAST));
    }

    /** As telephones write it: lying on its side, with a matrix that says which way is up. */
    private static Kind turned(String name, String size, int... numbers) {
        var lying = Clips.made("lying.mp4", "-f", "lavfi", "-i", TWO_SECONDS, "-c:v", "libx264", "-pix_fmt", "yuv420p");
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(lying));
            var matrix = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf("tkhd") + MATRIX_BEHIND_NAME;
            for (var number : numbers) {
                bytes.putInt(matrix, number);
                matrix += Integer.BYTES;
            }
            var turned = lying.resolveSibling(name);
            Files.write(turned, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Kind(name, size, 60, 0, List.of());
    }

    private static Kind rate(String name, String rate, int frames) {
        return of(
                name,
                "320x180",
                frames,
                "testsrc2=size=320x180:rate=" + rate + ":duration=2",
                "-c:v",
                "libx264",
                "-pix_fmt",
                "yuv420p");
    }

    private static List<Kind> rates() {
        return List.of(
                rate("film-rate.mp4", "24000/1001", 48),
                rate("24.mp4", "24", 48),
                rate("25.mp4", "25", 50),
                rate("ntsc.mp4", "30000/1001", 60),
                rate("50.mp4", "50", 100),
                rate("60.mp4", "60", 120),
                rate("120.mp4", "120", 120),
                rate("15.mp4", "15", 30),
                rate("12.5.mp4", "25/2", 25),
                rate("5.mp4", "5", 10),
                rate("1.mp4", "1", 2),
                // Every third frame is missing, the first too: the rate is no steady one.
                of(
                        "unsteady.mkv",
                        "320x180",
                        59,
                        TWO_SECONDS + ",select='mod(n\\,3)'",
                        "-fps_mode",
                        "vfr",
                        "-c:v",
                        "libx264",
                        "-pix_fmt",
                        "yuv420p"));
    }

    private static Kind sound(String name, String source, double seconds, String... encoder) {
        var all = new ArrayList<>(List.of("-f", "lavfi", "-i", source));
        all.addAll(List.of(encoder));
        return new Kind(name, "", 0, seconds, all);
    }

    private static List<Kind> sounds() {
        return List.of(
                sound("song.mp3", "sine=duration=3", 3, "-c:a", "libmp3lame"),
                sound("song.m4a", "sine=duration=3", 3, "-c:a", "aac"),
                sound("song.flac", "sine=duration=3", 3, "-c:a", "flac"),
                sound("song.wav", "sine=duration=3:sample_rate=8000", 3),
                sound("opus.ogg", "sine=duration=3", 3, "-c:a", "libopus"),
                sound("surround.mka", "sine=duration=3", 3, "-ac", "6", "-c:a", "ac3", "-f", "matroska"));
    }
}
