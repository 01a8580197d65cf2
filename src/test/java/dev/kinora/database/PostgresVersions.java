package dev.kinora.database;

import dev.kinora.testing.Alone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The programs of every release that Kinora supports; the build fetches the archives. */
public final class PostgresVersions {
    private PostgresVersions() {}

    static Stream<Integer> all() {
        return Stream.of(15, 16, 17, 18);
    }

    public static Path programs(int major) {
        return Alone.in(() -> unpacked(major));
    }

    private static Path unpacked(int major) {
        if (major == 18) {
            return EmbeddedServer.programs(DataDirectory.at(Path.of("target/scratch")));
        }
        var into = Path.of("target/scratch/postgres/programs-" + major).toAbsolutePath();
        if (Files.isDirectory(into)) {
            return into.resolve("bin");
        }
        try (var jar = new JarFile("target/postgres-archives/" + major + ".jar")) {
            var archive = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            return ServerPrograms.unpack(jar.getInputStream(archive), into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The distribution's own PostgreSQL 15, on machines that have it: built by others, with another C library's sorting. */
    public static Optional<Path> distribution() {
        return Optional.of(Path.of("/usr/lib/postgresql/15/bin"))
                .filter(path -> Files.isExecutable(path.resolve("initdb")));
    }
}
