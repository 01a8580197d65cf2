package dev.kinora.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Db;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a node remembers of requests that only go on with something. */
class ContinuationsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Instant start = Instant.parse("2026-05-01T10:00:00Z");
    private final UUID ada = UUID.randomUUID();
    private final UUID lin = UUID.randomUUID();
    private final Continuations continuations = new Continuations();

    @Test
    void requests_of_a_key_are_counted_in_its_window() {
        assertThat(continuations.count(ada, start, start.plus(MINUTE))).isEqualTo(1);
        assertThat(continuations.count(ada, start, start.plus(MINUTE))).isEqualTo(2);
        assertThat(continuations.count(lin, start, start.plus(MINUTE))).isEqualTo(1);

        assertThat(continuations.count(ada, start.plus(MINUTE), start.plus(MINUTE.multipliedBy(2))))
                .isEqualTo(1);
    }

    @Test
    void nothing_is_remembered_of_windows_that_are_over() {
        continuations.count(ada, start, start.plus(MINUTE));
        continuations.count(lin, start, start.plus(MINUTE.multipliedBy(2)));

        continuations.forgetUntil(start.plus(MINUTE));

        assertThat(continuations.isEmpty()).isFalse();
        assertThat(continuations.count(lin, start, start.plus(MINUTE.multipliedBy(2))))
                .isEqualTo(2);
        continuations.forgetUntil(start.plus(MINUTE.multipliedBy(2)));
        assertThat(continuations.isEmpty()).isTrue();
    }

    @Test
    void keys_that_are_used_no_more_are_forgotten_when_usage_is_written() {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var clock = new SettableClock(start);
            var usage = new Usage(kinora.bean(Db.class), clock, continuations);
            usage.continued(ada, start, start.plus(MINUTE), start);

            usage.flush();
            assertThat(continuations.isEmpty()).as("while the window lasts").isFalse();
            clock.advance(MINUTE);
            usage.flush();

            assertThat(continuations.isEmpty()).isTrue();
        }
    }
}
