package dev.kinora.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list is as sha256sum prints it. A migration is added to it with the release that ships it. */
class LandedMigrationsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    static Stream<String> landed() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/dev/kinora/database/landed-migrations.txt")).stream();
    }

    @ParameterizedTest
    @MethodSource("landed")
    void a_landed_migration_is_never_edited(String line) throws IOException {
        var sum = line.split(" +")[0];
        var file = MIGRATIONS.resolve(line.split(" +")[1]);

        assertThat(file).as("a migration that databases have had").exists();
        assertThat(sum(file))
                .as(
                        "%s was edited after it landed. Databases that have had it would refuse this Kinora: put it back as it"
                                + " was and write the change as a new migration. What it was",
                        file.getFileName())
                .isEqualTo(sum);
    }

    private static String sum(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
