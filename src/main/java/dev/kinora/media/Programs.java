package dev.kinora.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ffmpeg and ffprobe, and what must be in their environment.
 *
 * @param libraries the folder of their libraries where they brought them along
 */
record Programs(Path ffmpeg, Path ffprobe, Optional<Path> libraries) {
    /** Named by the operator, or on the PATH, or brought along. */
    static Programs find(String named, Map<String, String> environment, Path unpackTo) throws IOException {
        if (!named.isEmpty()) {
            var given = Path.of(named);
            var folder =
                    Files.isDirectory(given) ? given : given.toAbsolutePath().getParent();
            return in(folder == null ? given : folder).orElseThrow(() -> MediaProblem.noPrograms("at " + named));
        }
        var path = environment.getOrDefault("PATH", "");
        var found = Stream.of(path.split(":"))
                .filter(each -> !each.isEmpty())
                .flatMap(each -> in(Path.of(each)).stream())
                .findFirst();
        return found.isPresent()
                ? found.get()
                : BundledPrograms.unpack(unpackTo)
                        .orElseThrow(() ->
                                MediaProblem.noPrograms("on the PATH, and none is brought along for this machine"));
    }

    private static Optional<Programs> in(Path folder) {
        var ffmpeg = folder.resolve("ffmpeg");
        var ffprobe = folder.resolve("ffprobe");
        return Files.isExecutable(ffmpeg) && Files.isExecutable(ffprobe)
                ? Optional.of(new Programs(ffmpeg, ffprobe, Optional.empty()))
                : Optional.empty();
    }
}
