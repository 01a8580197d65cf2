package dev.kinora.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/kinora, jdbc:postgresql://db:5432/kinora",
        "jdbc:postgresql://db/kinora?user=a@b&ssl=true, jdbc:postgresql://db/kinora?user=a@b&ssl=true",
        "jdbc:postgresql://db/kinora?password=s3cret&ssl=true, jdbc:postgresql://db/kinora?password=…&ssl=true",
        "jdbc:postgresql://db/kinora?ssl=true&sslPassword=s3cret, jdbc:postgresql://db/kinora?ssl=true&sslPassword=…",
        "postgres://kinora:s3cret@db/kinora, postgres://kinora:…@db/kinora",
        "postgres://kinora:s3@c/r:et@db:5432/kinora, postgres://kinora:…@db:5432/kinora"
    })
    void a_password_in_an_address_is_not_shown(String url, String shown) {
        assertThat(DatabaseAddress.masked(url)).isEqualTo(shown);
        assertThat(new DatabaseAddress(url, "kinora", "").toString()).isEqualTo("kinora at " + shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://kinora:s3cret@127.0.0.1:1/kinora",
                "jdbc:postgresql://kinora:s3cret@127.0.0.1:1/kinora",
                "jdbc:postgresql://127.0.0.1:1/kinora?password=s3cret"
            })
    void no_refusal_repeats_it(String url, @TempDir Path directory) {
        var environment = Map.of(
                "KINORA_DATABASE_URL", url, "KINORA_DATABASE_USER", "kinora", "KINORA_DATABASE_PASSWORD", "other");

        assertThatThrownBy(() -> {
                    try (var database = Database.visit(DataDirectory.at(directory), environment, "migrate")) {
                        new Migrations(database.access()).run();
                    }
                })
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("s3cret");
    }
}
