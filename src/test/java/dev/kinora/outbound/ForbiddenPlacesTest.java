package dev.kinora.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Kinora does not go, however it is asked. */
class ForbiddenPlacesTest {
    private final Scene scene = new Scene();

    ForbiddenPlacesTest() throws IOException {}

    @AfterEach
    void end() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1.",
                "127.9.9.9",
                "0.0.0.0",
                "localhost",
                "LocalHost.",
                "kinora.localhost",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]"
            })
    void address_of_this_machine_is_refused_in_every_spelling(String host) {
        try (var outbound = Scene.outbound()) {
            assertThatThrownBy(() -> outbound.get(scene.uri(host, "/"), Map.of()))
                    .isInstanceOf(OutboundProblem.Refused.class)
                    .hasMessageContaining("is not on the public internet");
            assertThatThrownBy(() -> outbound.check("http://" + host + ":" + scene.port()))
                    .isInstanceOf(OutboundProblem.Refused.class);
        }
        assertThat(scene.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.1/",
                "http://0x7f.1/",
                "http://0x7f000001/",
                "http://2130706433/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://127.0.0.256/",
                "http://1.2.3.4.5/",
                "http://[::1%25lo]/",
                "http://[fe80::1%25eth0]/",
                "http://a.example@127.0.0.1/",
                "http://user:password@example.org/",
                "http://example.org:99999/",
                "http://example.org:0/",
                "http://example.org\\@127.0.0.1/",
                "http://exa mple.org/",
                "http:///path",
                "http:/example.org",
                "//example.org",
                "ftp://example.org/",
                "file:///etc/passwd",
                "jar:http://example.org!/",
                "javascript:alert(1)",
                "http://-.example/\r\nX: y",
                ""
            })
    void what_is_read_one_way_here_and_another_there_is_no_address(String address) {
        try (var outbound = Scene.outbound("127.0.0.0/8", "::1")) {
            assertThatThrownBy(() -> outbound.check(address)).isInstanceOf(OutboundProblem.Malformed.class);
        }
    }

    @Test
    void wide_letters_are_read_as_what_they_are_taken_for() {
        try (var outbound = Scene.outbound()) {
            assertThatThrownBy(() -> outbound.check("http://１２７.０.０.１/")).isInstanceOf(OutboundProblem.Refused.class);
            assertThat(outbound.check("https://bücher.example/ä?ö=ü#x"))
                    .isEqualTo(URI.create("https://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"));
            assertThat(outbound.check(" HTTPS://Example.ORG.:443 ")).isEqualTo(URI.create("https://example.org:443/"));
        }
    }

    @ParameterizedTest
    @CsvSource({"25, refused", "6667, refused", "22, refused", "80, called", "8443, called"})
    void port_of_something_else_than_the_web_is_refused(int port, String what) {
        try (var outbound = Scene.outbound()) {
            var address = "http://example.org:" + port + "/";
            if (what.equals("called")) {
                assertThat(outbound.check(address).getPort()).isEqualTo(port);
            } else {
                assertThatThrownBy(() -> outbound.check(address))
                        .isInstanceOf(OutboundProblem.Refused.class)
                        .hasMessageContaining("port " + port);
            }
        }
    }

    @Test
    void name_that_leads_here_is_refused_without_telling_where_it_leads() {
        try (var outbound = Scene.outbound(_ -> addresses("10.20.30.40"))) {
            assertThatThrownBy(() -> outbound.get(scene.uri("inside.example", "/"), Map.of()))
                    .isInstanceOf(OutboundProblem.Refused.class)
                    .hasMessageContaining("inside.example")
                    .hasMessageNotContaining("10.20");
        }
    }

    @Test
    void name_with_a_public_and_a_private_address_is_refused_as_a_whole() {
        try (var outbound = Scene.outbound(_ -> addresses("8.8.8.8", "127.0.0.1"))) {
            assertThatThrownBy(() -> outbound.get(scene.uri("both.example", "/"), Map.of()))
                    .isInstanceOf(OutboundProblem.Refused.class);
        }
        assertThat(scene.asked).isEmpty();
    }

    @Test
    void address_connected_to_is_the_one_that_was_checked_although_the_name_leads_elsewhere_by_then() {
        var lookups = new AtomicInteger();
        Connections.Lookup rebinding = _ -> addresses(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2");
        try (var outbound = Scene.outbound(rebinding, "127.0.0.1")) {
            outbound.get(scene.uri("rebinding.example", "/first"), Map.of()).close();

            assertThat(lookups).hasValue(1);
            assertThat(scene.asked).containsExactly("GET 127.0.0.1 /first");
            assertThatThrownBy(() -> outbound.get(scene.uri("rebinding.example", "/second"), Map.of()))
                    .isInstanceOf(OutboundProblem.Refused.class);
            assertThat(lookups).hasValue(2);
            assertThat(scene.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:%d/inner",
                "http://localhost.:%d/inner",
                "//127.0.0.2:%d/inner",
                "http://[::1]:%d/inner",
                "http://169.254.169.254/latest/meta-data",
                "http://inner.example:%d/inner"
            })
    void redirect_into_a_forbidden_place_is_not_followed(String location) {
        scene.leadOn("/out", location.formatted(scene.port()));
        Connections.Lookup lookup = host -> host.equals("inner.example")
                ? addresses("127.0.0.2")
                : host.startsWith("localhost") ? addresses("127.0.0.2") : InetAddress.getAllByName(host);
        try (var outbound = Scene.outbound(lookup, "127.0.0.3")) {
            assertThatThrownBy(() -> outbound.get(scene.uri("127.0.0.3", "/out"), Map.of()))
                    .isInstanceOf(OutboundProblem.Refused.class);
        }
        assertThat(scene.asked).containsExactly("GET 127.0.0.3 /out");
    }

    @Test
    void redirect_to_something_else_than_the_web_is_not_followed() {
        scene.leadOn("/out", "file:///etc/passwd");
        try (var outbound = Scene.outbound("127.0.0.1")) {
            assertThatThrownBy(() -> outbound.get(scene.uri("127.0.0.1", "/out"), Map.of()))
                    .isInstanceOf(OutboundProblem.Malformed.class);
        }
    }

    @Test
    void post_to_a_forbidden_place_sends_nothing() {
        try (var outbound = Scene.outbound()) {
            assertThatThrownBy(() ->
                            outbound.post(scene.uri("127.0.0.1", "/"), Map.of(), new byte[] {1}, Duration.ofSeconds(5)))
                    .isInstanceOf(OutboundProblem.Refused.class);
        }
        assertThat(scene.asked).isEmpty();
    }

    private static InetAddress[] addresses(String... literals) {
        var addresses = new InetAddress[literals.length];
        for (var i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.ofLiteral(literals[i]);
        }
        return addresses;
    }
}
