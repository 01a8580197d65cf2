package dev.kinora.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses belong to somebody out there: those of the registries of IANA that are globally reachable. */
final class PublicInternet {
    private static final List<Network> NOT_OF_V4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All that is given out so far. What lies outside of it is local, mapped, or nobody's. */
    private static final Network V6 = Network.of("2000::/3");

    /** Teredo, benchmarks and the like; documentation; 6to4; documentation. */
    private static final List<Network> NOT_OF_V6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final int V4_AT = 12;
    private static final int ISATAP_AT = 8;

    /** Where clouds tell a machine its own secrets, some of them at public addresses. */
    private static final List<Network> METADATA = networks(
            "100.100.100.200",
            "168.63.129.16",
            "169.254.169.254",
            "169.254.169.123",
            "169.254.169.253",
            "169.254.170.2",
            "169.254.170.23",
            "169.254.0.23",
            "192.0.0.192",
            "fd00:ec2::23",
            "fd00:ec2::253",
            "fd00:ec2::254",
            "fd00:42::42",
            "fd20:ce::254",
            "fe80::a9fe:a9fe");

    private PublicInternet() {}

    static boolean has(InetAddress address) {
        if (isMetadata(address)) {
            return false;
        }
        return switch (address) {
            case Inet4Address v4 -> isIn(NOT_OF_V4, v4);
            case Inet6Address v6 -> hasSixth(v6);
            default -> false;
        };
    }

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(host -> host.contains(address));
    }

    private static boolean hasSixth(Inet6Address address) {
        if (NAT64.contains(address)) {
            return has(hidden(address));
        }
        if (!V6.contains(address) || !isIn(NOT_OF_V6, address)) {
            return false;
        }
        return !isIsatap(address) || has(hidden(address));
    }

    /** An IPv4 address behind 0000:5efe, to which a tunnel would deliver. */
    private static boolean isIsatap(Inet6Address address) {
        var bytes = address.getAddress();
        return (bytes[ISATAP_AT] & ~0x03) == 0
                && bytes[ISATAP_AT + 1] == 0
                && bytes[ISATAP_AT + 2] == 0x5e
                && bytes[ISATAP_AT + 3] == (byte) 0xfe;
    }

    private static InetAddress hidden(Inet6Address address) {
        try {
            return InetAddress.getByAddress(
                    Arrays.copyOfRange(address.getAddress(), V4_AT, address.getAddress().length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean isIn(List<Network> except, InetAddress address) {
        return except.stream().noneMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }
}
