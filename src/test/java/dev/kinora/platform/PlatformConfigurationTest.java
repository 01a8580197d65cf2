package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import dev.kinora.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

class PlatformConfigurationTest {
    static class StandingClock {
        @Bean
        SettableClock standingClock() {
            return SettableClock.at("2026-11-20T10:00:00Z");
        }
    }

    @Test
    void a_test_brings_a_clock_for_the_whole_application() {
        try (var kinora = RunningKinora.start(List.of(StandingClock.class))) {
            assertThat(kinora.bean(Clock.class)).isSameAs(kinora.bean(SettableClock.class));
        }
    }

    @Test
    void a_connection_that_has_gone_dead_is_noticed() throws SQLException {
        var access = TestServer.get().freshDatabase();
        var properties = new PlatformProperties(Path.of("data"), 2, 2, Duration.ofSeconds(7), false, "", "");
        var configuration = new PlatformConfiguration();

        try (var app = configuration.appPool(access, properties);
                var worker = configuration.workerPool(access, properties)) {
            assertThat(silence(app)).isEqualTo(Duration.ofSeconds(22));
            assertThat(silence(worker)).isZero();
            assertThat(List.of(app, worker))
                    .allSatisfy(
                            pool -> assertThat(pool.getDataSourceProperties()).containsEntry("tcpKeepAlive", "true"));
        }
    }

    private static Duration silence(HikariDataSource pool) throws SQLException {
        try (var connection = pool.getConnection()) {
            return Duration.ofMillis(connection.getNetworkTimeout());
        }
    }
}
