package dev.kinora.playback;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, such as 192.0.2.0/24.
 *
 * @param bits how many of the beginning count; of a single address all
 */
record Network(InetAddress base, int bits) {
    /** Java reads more as an address, such as 1.2 for 1.0.0.2, which nobody means. */
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*)(?:/(\\d{1,3}))?");

    /** Empty for what is neither an address nor a network. */
    static Optional<Network> of(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? literal(match.group(1))
                        .map(base -> new Network(
                                base, match.group(2) == null ? length(base) : Integer.parseInt(match.group(2))))
                        .filter(it -> it.bits <= length(it.base))
                : Optional.empty();
    }

    boolean has(String address) {
        return literal(address)
                .map(InetAddress::getAddress)
                .filter(this::begins)
                .isPresent();
    }

    private boolean begins(byte[] address) {
        var beginning = base.getAddress();
        if (address.length != beginning.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (beginning[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int length(InetAddress address) {
        return address.getAddress().length * 8;
    }

    /** Never asks for a name. */
    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
