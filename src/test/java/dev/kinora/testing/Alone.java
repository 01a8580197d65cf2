package dev.kinora.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** One at a time, of all JVMs that run tests of this project: what is made once for all of them. */
public final class Alone {
    private static final Path LOCK = Path.of("target", "scratch", "alone.lock");

    private static boolean isIn;

    private Alone() {}

    /** Whoever is in here may come again. */
    public static synchronized <T> T in(Supplier<T> work) {
        if (isIn) {
            return work.get();
        }
        try {
            Files.createDirectories(LOCK.getParent());
            try (var file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = file.lock()) {
                isIn = true;
                return work.get();
            } finally {
                isIn = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
