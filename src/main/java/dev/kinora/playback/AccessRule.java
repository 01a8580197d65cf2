package dev.kinora.playback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From where a film may be played. The first rule that fits decides; where none does, it may. Where a viewer's country is not
 * known, no rule about countries fits.
 *
 * @param places addresses or networks such as 192.0.2.0/24 for ip.src, letters of countries for ip.geoip.country
 */
record AccessRule(Kind kind, boolean allows, List<String> places) {
    /** More in one token are not read. */
    static final int MOST = 5;

    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]+");

    enum Kind {
        ANY,
        ADDRESS,
        COUNTRY
    }

    static boolean allow(List<AccessRule> rules, @Nullable String ip, @Nullable String country) {
        return rules.stream()
                .filter(rule -> rule.fits(ip, country))
                .findFirst()
                .map(AccessRule::allows)
                .orElse(true);
    }

    private boolean fits(@Nullable String ip, @Nullable String country) {
        return switch (kind) {
            case ANY -> true;
            case COUNTRY -> country != null && places.stream().anyMatch(country::equalsIgnoreCase);
            case ADDRESS -> ip != null && places.stream().anyMatch(network -> contains(network, ip));
        };
    }

    private static boolean contains(String network, String ip) {
        var slash = network.indexOf('/');
        var base = bytes(slash < 0 ? network : network.substring(0, slash));
        var asked = bytes(ip);
        if (base.length == 0 || base.length != asked.length) {
            return false;
        }
        try {
            var bits = slash < 0 ? base.length * 8 : Integer.parseInt(network.substring(slash + 1));
            return bits >= 0 && bits <= base.length * 8 && sameBits(base, asked, bits);
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Never asks for a name; what is no address has no bytes. */
    private static byte[] bytes(String address) {
        try {
            return LITERAL.matcher(address).matches()
                    ? InetAddress.getByName(address).getAddress()
                    : new byte[0];
        } catch (UnknownHostException _) {
            return new byte[0];
        }
    }
}
