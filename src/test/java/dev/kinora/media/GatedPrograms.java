package dev.kinora.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** ffmpeg's programs behind a gate: each says that it came, waits until the gate is open, does its work, and says that it went. */
public record GatedPrograms(Path folder) {
    public static GatedPrograms in(Path folder) throws IOException {
        var gated = new GatedPrograms(folder);
        Files.createFile(gated.log());
        gated.write("ffmpeg", Asked.programs().ffmpeg());
        gated.write("ffprobe", Asked.programs().ffprobe());
        return gated;
    }

    private void write(String name, Path program) throws IOException {
        var libraries = Asked.programs().libraries();
        Files.writeString(folder.resolve(name), """
                #!/bin/sh
                echo + >> '%1$s/log'
                while [ ! -e '%1$s/open' ]; do sleep 0.02; done
                %2$s '%3$s' "$@"
                exit=$?
                echo - >> '%1$s/log'
                exit $exit
                """.formatted(
                folder, libraries.map(each -> "LD_LIBRARY_PATH='" + each + "'").orElse(""), program));
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path log() {
        return folder.resolve("log");
    }

    Programs programs() {
        return new Programs(folder.resolve("ffmpeg"), folder.resolve("ffprobe"), Optional.empty());
    }

    public void open() {
        try {
            Files.createFile(folder.resolve("open"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many have come, gone or not. */
    public long came() {
        return lines().filter("+"::equals).count();
    }

    /** How many were there at one time. */
    public int most() {
        var there = 0;
        var most = 0;
        for (var line : lines().toList()) {
            there += line.equals("+") ? 1 : -1;
            most = Math.max(most, there);
        }
        return most;
    }

    private Stream<String> lines() {
        try {
            return Files.readAllLines(log()).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
