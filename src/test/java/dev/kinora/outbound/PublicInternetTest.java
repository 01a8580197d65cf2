package dev.kinora.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicInternetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.1.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:0:10.0.0.1",
                "::10.0.0.1",
                "::8.8.8.8",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::8.8.8.8",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "2606:4700::5efe:10.0.0.1",
                "2606:4700::200:5efe:192.168.0.1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void address_of_nobody_out_there_is_not_public(String address) {
        assertThat(PublicInternet.has(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2606:4700::5efe:8.8.8.8",
                "2a00:1450::1"
            })
    void address_of_somebody_is_public(String address) {
        assertThat(PublicInternet.has(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void wide_networks_that_are_allowed_do_not_open_the_secrets_of_the_machine() {
        var metadata = InetAddress.ofLiteral("169.254.169.254");

        assertThat(refuses("169.254.0.0/16", metadata)).isTrue();
        assertThat(refuses("169.254.169.254", metadata)).isFalse();
        assertThat(refuses("169.254.0.0/16", InetAddress.ofLiteral("169.254.7.7")))
                .isFalse();
        assertThat(refuses("0.0.0.0/0", InetAddress.ofLiteral("::1"))).isTrue();
    }

    private static boolean refuses(String allowed, InetAddress address) {
        try {
            new Guard(java.util.List.of(Network.of(allowed)), java.util.List.of()).require("host", address);
            return false;
        } catch (OutboundProblem.Refused _) {
            return true;
        }
    }
}
