package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies OURS = trusting("10.0.0.0/8", "192.0.2.1", "2001:db8::/33");

    private static TrustedProxies trusting(String... networks) {
        return new TrustedProxies(
                Stream.of(networks).map(TrustedProxies.Network::of).toList());
    }

    @Test
    void a_stranger_is_not_believed() {
        assertThat(OURS.client("198.51.100.9", List.of("203.0.113.5"))).isEqualTo("198.51.100.9");
        assertThat(trusting().client("127.0.0.1", List.of("203.0.113.5"))).isEqualTo("127.0.0.1");
    }

    @Test
    void our_proxies_are_believed_one_after_the_other_from_the_nearest() {
        assertThat(OURS.client("10.1.2.3", List.of("203.0.113.5"))).isEqualTo("203.0.113.5");
        assertThat(OURS.client("10.1.2.3", List.of("1.1.1.1, 203.0.113.5, 10.9.9.9", "192.0.2.1")))
                .isEqualTo("203.0.113.5");
        assertThat(OURS.client("10.1.2.3", List.of())).isEqualTo("10.1.2.3");
        assertThat(OURS.client("10.1.2.3", List.of("10.4.4.4"))).isEqualTo("10.4.4.4");
    }

    @Test
    void addresses_may_have_a_port_and_be_of_version_6() {
        assertThat(OURS.client("2001:db8:0:0:0:0:0:1", List.of("[2001:db8:8000::7]:443")))
                .isEqualTo("2001:db8:8000:0:0:0:0:7");
        assertThat(OURS.client("10.1.2.3", List.of("203.0.113.5:8080"))).isEqualTo("203.0.113.5");
        assertThat(OURS.client("::ffff:10.1.2.3", List.of("203.0.113.5"))).isEqualTo("203.0.113.5");
        assertThat(OURS.client("fe80::1%eth0", List.of("203.0.113.5"))).isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "example.org", "1.2.3", "203.0.113.5\r\nx", "[", "'; drop"})
    void what_is_no_address_ends_the_chain(String claim) {
        assertThat(OURS.client("10.1.2.3", List.of("203.0.113.5," + claim))).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "proxy.example", "::/129", ""})
    void what_is_no_network_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.Network.of(text));
    }

    @Test
    void everybody_may_be_trusted() {
        assertThat(trusting("0.0.0.0/0").client("198.51.100.9", List.of("203.0.113.5")))
                .isEqualTo("203.0.113.5");
    }
}
