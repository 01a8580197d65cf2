package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions as clients send them back. */
class RowVersionTest {
    private static final Instant CHANGED = Instant.parse("2026-11-02T10:20:30.123456Z");

    private static Instant read(String version) {
        return RowVersion.parse(version, AccessProblem::unknown);
    }

    @Test
    void version_is_read_as_it_was_told() {
        assertThat(RowVersion.etag(CHANGED)).isEqualTo("\"1793614830123456\"");
        assertThat(read(RowVersion.etag(CHANGED))).isEqualTo(CHANGED);
        assertThat(read(RowVersion.text(CHANGED))).isEqualTo(CHANGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"1793614830123456\"",
                "\"1793614830123456-gzip\"",
                "\"1793614830123456--gzip\"",
                "W/\"1793614830123456-br\"",
                "\"1793614830123456-zstd\"",
                " \"1793614830123456\" "
            })
    void what_a_compressing_proxy_makes_of_it_is_still_it(String version) {
        assertThat(read(version)).isEqualTo(CHANGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-02T10:20:30.123456Z\"",
                "2026-11-02T10:20:30.123456Z",
                "W/\"2026-11-02T10:20:30.123456Z-gzip\""
            })
    void moment_of_a_body_is_the_version_too(String version) {
        assertThat(read(version)).isEqualTo(CHANGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "W/",
                "-gzip",
                "\"1793614830123456-other\"",
                "Z",
                "99999999999999999999",
                "-9000000000000000000",
                "9000000000000000000",
                "+999999999-12-31T23:59:59Z",
                "-0044-03-15T12:00:00Z",
                "\"1\", \"2\""
            })
    void what_is_none_is_not_the_present_one(String version) {
        assertThatThrownBy(() -> read(version)).isInstanceOf(AccessProblem.class);
    }
}
