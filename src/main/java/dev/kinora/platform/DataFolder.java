package dev.kinora.platform;

import java.nio.file.Path;

/** The directory of everything durable on this machine. */
public record DataFolder(Path path) {
    public Path of(String name) {
        return path.resolve(name);
    }
}
