package dev.kinora.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What ffmpeg's programs say of something, for tests. */
public final class Asked {
    private Asked() {}

    public static String ffprobe(String... arguments) {
        return run(programs().ffprobe(), arguments);
    }

    public static String ffmpeg(String... arguments) {
        return run(programs().ffmpeg(), arguments);
    }

    /** How many pictures there are to decode in the first stream of pictures. */
    public static int frames(String address) {
        var said = ffprobe(
                "-v",
                "error",
                "-count_frames",
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=nb_read_frames",
                "-of",
                "csv=p=0",
                address);
        return Integer.parseInt(said.lines().findFirst().orElseThrow().replaceAll("\\D", ""));
    }

    private static Programs programs() {
        try {
            return Programs.find(
                    "",
                    Map.of("PATH", System.getenv("PATH")),
                    Path.of("target", "ffmpeg").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path program, String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        programs().libraries().ifPresent(it -> builder.environment().put("LD_LIBRARY_PATH", it.toString()));
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
