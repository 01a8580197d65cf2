package dev.kinora.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where requests come from, to be counted: an IPv4 address, or the /64 that one household or host has of IPv6. */
public final class Networks {
    private static final int BYTES_OF_64 = 8;

    private Networks() {}

    public static String of(@Nullable String address) {
        if (address == null) {
            return "nowhere";
        }
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                    ? Arrays.toString(Arrays.copyOf(v6.getAddress(), BYTES_OF_64))
                    : address;
        } catch (IllegalArgumentException _) {
            // A proxy may say anything; whatever it says is counted together.
            return address;
        }
    }
}
