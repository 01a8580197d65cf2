package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.RunningKinora;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformPropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "trusted-proxy, 10.0.0.0/8, [kinora.platform.trusted-proxy] were left unbound",
        "trusted-proxies, 10.0.0.0/99, kinora.platform.trusted-proxies",
        "app-connections, 0, appConnections"
    })
    void a_mistake_stops_the_start_with_the_name_of_the_property(String name, String value, String said) {
        assertThatThrownBy(() -> RunningKinora.start("--kinora.platform." + name + "=" + value))
                .hasStackTraceContaining(said);
    }
}
