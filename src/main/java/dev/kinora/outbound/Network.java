package dev.kinora.outbound;

import java.net.InetAddress;

/** Addresses that begin with the same bits, such as 10.1.0.0/16 or fd00::/8. */
record Network(InetAddress first, int bits) {
    /** @throws IllegalArgumentException for what is none, or has bits set behind its prefix */
    static Network of(String text) {
        var slash = text.indexOf('/');
        var first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        var most = first.getAddress().length * Byte.SIZE;
        var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a prefix has from 0 to " + most + " bits");
        }
        var network = new Network(first, bits);
        for (var bit = bits; bit < most; bit++) {
            if (bit(first.getAddress(), bit)) {
                throw new IllegalArgumentException("bits are set behind the prefix");
            }
        }
        return network;
    }

    boolean isOneHost() {
        return bits == first.getAddress().length * Byte.SIZE;
    }

    boolean contains(InetAddress address) {
        var ours = first.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            if (bit(ours, bit) != bit(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] bytes, int index) {
        return (bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
    }
}
