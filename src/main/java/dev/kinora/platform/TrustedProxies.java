package dev.kinora.platform;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the client's address behind the proxies that are ours; what anybody else claims in a header is not believed. */
record TrustedProxies(List<Network> networks) {

    /** The addresses that share their first bits with this one, as in {@code 10.0.0.0/8}. */
    record Network(InetAddress address, int bits) {
        // Public, so that Spring finds it to read the configuration with.
        public static Network of(String text) {
            var slash = text.indexOf('/');
            var address = strict(slash < 0 ? text : text.substring(0, slash));
            var most = address.getAddress().length * 8;
            var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException(text + " is not a network such as 10.0.0.0/8");
            }
            return new Network(address, bits);
        }

        boolean contains(InetAddress other) {
            var ours = address.getAddress();
            var theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @param peer who holds the connection
     * @param forwarded the values of X-Forwarded-For in the order they came; each proxy appends whom it saw
     */
    String client(String peer, List<String> forwarded) {
        if (networks.isEmpty()) {
            return peer;
        }
        var client = literal(peer);
        if (client == null) {
            return peer;
        }
        var claims = String.join(",", forwarded).split(",", -1);
        for (int i = claims.length - 1; i >= 0 && trusts(client); i--) {
            var claimed = literal(claims[i]);
            if (claimed == null) {
                break;
            }
            client = claimed;
        }
        return client.getHostAddress();
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** Accepts a port behind the address and brackets around one of version 6, and never asks a name server. */
    private static @Nullable InetAddress literal(String text) {
        var address = text.strip();
        if (address.startsWith("[")) {
            address = address.substring(1, Math.max(1, address.indexOf(']')));
        } else if (address.indexOf('.') > 0 && address.indexOf(':') == address.lastIndexOf(':')) {
            address = address.replaceFirst(":\\d+$", "");
        }
        try {
            return strict(address.replaceFirst("%.*$", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Java also takes 1.2.3 for an address. */
    private static InetAddress strict(String address) {
        if (address.indexOf(':') < 0 && !address.matches("\\d+(\\.\\d+){3}")) {
            throw new IllegalArgumentException(address + " is not an address");
        }
        return InetAddress.ofLiteral(address);
    }
}
