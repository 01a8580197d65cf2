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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are broken, or made to keep others busy: each becomes a film or says why not, and leaves nothing behind. */
class HostileFilmsTest {
    private static final long MOST_BYTES = 64 << 20;
    private static Cinema cinema;

    @BeforeAll
    static void start() {
        cinema = new Cinema(
                "--kinora.processing.ladder=180,90",
                "--kinora.processing.preset=ultrafast",
                "--kinora.processing.piece-time=60s");
    }

    @AfterAll
    static void stop() {
        cinema.close();
    }

    static Stream<Path> films() {
        var whole = Clips.made(
                "hostile-whole.mp4",
                arguments(
                        "testsrc2=size=320x180:rate=30:duration=12",
                        "-movflags",
                        "+faststart",
                        "-x264-params",
                        "open-gop=1:keyint=60"));
        var films = new ArrayList<Path>();
        films.add(changed(whole, "cut", bytes -> Arrays.copyOf(bytes, bytes.length * 6 / 10)));
        films.add(changed(whole, "rubbish", bytes -> rubbish(bytes, bytes.length / 3, bytes.length / 3)));
        films.add(changed(
                whole,
                "all-rubbish",
                bytes -> rubbish(bytes, at(bytes, "mdat") + 8, bytes.length - at(bytes, "mdat") - 8)));
        films.add(changed(whole, "sprinkled", HostileFilmsTest::sprinkled));
        films.add(changed(whole, "no-configuration", bytes -> number(bytes, at(bytes, "avcC") + 8, -1)));
        films.add(changed(whole, "six-days", bytes -> number(bytes, at(bytes, "mvhd") + 20, 6 * 24 * 3600 * 1000)));
        films.add(changed(whole, "six-days-each", HostileFilmsTest::sixDays));
        films.add(changed(whole, "rushing", bytes -> number(bytes, at(bytes, "mdhd") + 16, Integer.MAX_VALUE)));
        films.add(changed(whole, "late", bytes -> number(bytes, at(bytes, "stts") + 16, 0x7000_0000)));
        films.add(Clips.made(
                "hostile-square.mov",
                "-f",
                "lavfi",
                "-i",
                "color=black:size=8000x8000:rate=1:duration=2",
                "-c:v",
                "png"));
        films.add(Clips.made(
                "hostile-flat.mkv", "-f", "lavfi", "-i", "testsrc2=size=4096x16:rate=30:duration=2", "-c:v", "ffv1"));
        films.add(Clips.made(
                "hostile-thin.mkv",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=2x512:rate=30:duration=2",
                "-c:v",
                "ffv1",
                "-pix_fmt",
                "bgr0"));
        films.add(Clips.made(
                "hostile-thousandth.mkv",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x64:rate=1000:duration=2",
                "-c:v",
                "ffv1"));
        films.add(Clips.made(
                "hostile-gap.mkv",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x64:rate=30:duration=2,setpts='PTS+gt(N,30)*600/TB'",
                "-fps_mode",
                "passthrough",
                "-c:v",
                "ffv1"));
        films.add(Clips.made(
                "hostile-one.mp4", arguments("testsrc2=size=320x180:rate=30:duration=1", "-frames:v", "1", "-t", "1")));
        films.add(together());
        return films.stream();
    }

    @ParameterizedTest
    @MethodSource("films")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void becomes_a_film_or_says_why_not(Path film) throws IOException {
        var before = stored();
        var brought = cinema.tryToBring(film);
        if (brought.isEmpty()) {
            return;
        }
        var video = brought.get();
        cinema.workUntilSettled(video);

        var answer = cinema.video(video);
        assertThat(answer.get("status").asString()).as(answer.toString()).isIn("ready", "error");
        if (answer.get("status").asString().equals("error")) {
            assertThat(answer.toString()).containsPattern("ERR_(MALFORMED_VIDEO|NON_VIDEO|DURATION_TOO_SHORT)");
        }
        assertThat(stored() - before).isLessThan(MOST_BYTES);
        var work = cinema.kinora().data().resolve("work");
        if (Files.exists(work)) {
            try (var left = Files.walk(work)) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    private static long stored() throws IOException {
        try (var files = Files.walk(cinema.kinora().data())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static String[] arguments(String source, String... further) {
        var all = new ArrayList<>(List.of("-f", "lavfi", "-i", source, "-f", "lavfi", "-i", "sine=duration=12"));
        all.addAll(
                List.of("-shortest", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    /** A stream whose pictures change their size in the middle. */
    private static Path together() {
        var small = Clips.made("hostile-small.ts", arguments("testsrc2=size=320x180:rate=30:duration=3"));
        var large = Clips.made("hostile-large.ts", arguments("testsrc2=size=640x480:rate=25:duration=3"));
        try {
            var both = small.resolveSibling("hostile-both.ts");
            Files.write(both, Files.readAllBytes(small));
            return Files.write(both, Files.readAllBytes(large), java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Change {
        byte[] of(byte[] bytes);
    }

    private static Path changed(Path film, String name, Change change) {
        try {
            return Files.write(film.resolveSibling("hostile-" + name + ".mp4"), change.of(Files.readAllBytes(film)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int at(byte[] bytes, String box) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(box);
    }

    private static byte[] rubbish(byte[] bytes, int from, int length) {
        var noise = new byte[length];
        new Random(5).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, length);
        return bytes;
    }

    private static byte[] sprinkled(byte[] bytes) {
        var random = new Random(6);
        var from = at(bytes, "mdat") + 8;
        for (var i = 0; i < 500; i++) {
            bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] sixDays(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (var box = text.indexOf("mdhd"); box > 0; box = text.indexOf("mdhd", box + 1)) {
            var scale = ByteBuffer.wrap(bytes).getInt(box + 16);
            number(bytes, box + 20, (int) Math.min(Integer.MAX_VALUE, 6L * 24 * 3600 * scale));
        }
        for (var box = text.indexOf("elst"); box > 0; box = text.indexOf("elst", box + 1)) {
            number(bytes, box + 12, 6 * 24 * 3600 * 1000);
        }
        return number(bytes, text.indexOf("mvhd") + 20, 6 * 24 * 3600 * 1000);
    }

    private static byte[] number(byte[] bytes, int at, int number) {
        ByteBuffer.wrap(bytes).putInt(at, number);
        return bytes;
    }
}
