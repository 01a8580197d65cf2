package dev.kinora.media;

import dev.kinora.testing.Alone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small films made by ffmpeg, for tests. */
public final class Clips {
    private static final Path FOLDER = Path.of("target", "clips");

    private Clips() {}

    /** Two seconds of a test picture with a tone, as H.264 and AAC, its index at the front. */
    public static Path mp4() {
        return made(
                "two-seconds.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=2",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=2",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac",
                "-movflags",
                "+faststart");
    }

    /** The same with its index at the end. */
    public static Path indexAtEnd() {
        return made(
                "index-at-end.mp4",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=2",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p");
    }

    public static Path webm() {
        return made(
                "two-seconds.webm",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=30:duration=2",
                "-c:v",
                "libvpx",
                "-b:v",
                "200k");
    }

    /** @param arguments of ffmpeg, without the file it writes */
    public static Path made(String name, String... arguments) {
        return once(name, growing -> run(arguments, growing));
    }

    /** @param arguments of ffmpeg, up to the name of the last file, which is one in the folder that is answered */
    public static Path folder(String name, String last, String... arguments) {
        return once(name, growing -> {
            Files.createDirectories(growing);
            run(arguments, growing.resolve(last));
        });
    }

    private interface Making {
        void make(Path growing) throws IOException;
    }

    private static Path once(String name, Making making) {
        var file = FOLDER.resolve(name).toAbsolutePath();
        return Files.exists(file)
                ? file
                : Alone.in(() -> {
                    try {
                        if (!Files.exists(file)) {
                            Files.createDirectories(FOLDER);
                            var growing = FOLDER.resolve("growing-" + name).toAbsolutePath();
                            making.make(growing);
                            Files.move(growing, file);
                        }
                        return file;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static void run(String[] arguments, Path file) throws IOException {
        var programs = Programs.find(
                "",
                Map.of("PATH", System.getenv("PATH")),
                Path.of("target", "ffmpeg").toAbsolutePath());
        var command = new ArrayList<>(List.of(programs.ffmpeg().toString(), "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        command.add(file.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        programs.libraries().ifPresent(it -> builder.environment().put("LD_LIBRARY_PATH", it.toString()));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
