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

    /** What ffmpeg writes to its standard output, as it is. */
    public static byte[] bytes(String... arguments) {
        return bytes(programs().ffmpeg(), ProcessBuilder.Redirect.INHERIT, arguments);
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

    static Programs programs() {
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
        return new String(bytes(program, ProcessBuilder.Redirect.PIPE, arguments));
    }

    /** @param errors piped ones come with the rest */
    private static byte[] bytes(Path program, ProcessBuilder.Redirect errors, String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        if (errors == ProcessBuilder.Redirect.PIPE) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(errors);
        }
        programs().libraries().ifPresent(it -> builder.environment().put("LD_LIBRARY_PATH", it.toString()));
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var said = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + new String(said));
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
