package dev.kinora;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.RunningKinora;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource({
        "platform.app-conections, 4, [kinora.platform.app-conections] were left unbound",
        "platform.app-connections, 0, appConnections",
        "identity.export-limit, 300MB, kinora.identity.export-limit must be from 1MB to 256MB",
        "http.trusted-proxy, 10.0.0.0/8, [kinora.http.trusted-proxy] were left unbound",
        "http.trusted-proxies, 10.0.0.0/99, kinora.http.trusted-proxies",
        "outbound.allow, 10.0.0.1/8, kinora.outbound.allow: 10.0.0.1/8 is not a network",
        "outbound.ports, 80-70000, kinora.outbound.ports: 80-70000 is not a port",
        "captions.transcription.piece, 1h, kinora.captions.transcription.piece must be from 10s to 12m",
        "chaptering.llm.model, small, kinora.chaptering.llm.base-url and kinora.chaptering.llm.model are given together",
        "outbound.read-timeout, 0s, kinora.outbound.read-timeout must be more than 0"
    })
    void a_mistake_stops_the_start_with_the_name_of_the_property(String name, String value, String said) {
        assertThatThrownBy(() -> RunningKinora.start("--kinora." + name + "=" + value))
                .hasStackTraceContaining(said);
    }
}
