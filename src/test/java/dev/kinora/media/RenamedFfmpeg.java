package dev.kinora.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** ffmpeg's programs, which say that they are of another version. */
public final class RenamedFfmpeg {
    private RenamedFfmpeg() {}

    /** @return the folder, to be named in the settings */
    public static Path in(Path folder, String version) throws IOException {
        write(folder.resolve("ffmpeg"), Asked.programs().ffmpeg(), version);
        write(folder.resolve("ffprobe"), Asked.programs().ffprobe(), version);
        return folder;
    }

    private static void write(Path script, Path program, String version) throws IOException {
        var libraries = Asked.programs().libraries();
        Files.writeString(script, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'ffmpeg version %1$s Copyright (c) nobody'
                    exit
                fi
                %2$s
                exec '%3$s' "$@"
                """.formatted(
                version,
                libraries.map(each -> "export LD_LIBRARY_PATH='" + each + "'").orElse(""),
                program));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
