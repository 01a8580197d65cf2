package dev.kinora.uploads;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** What a client says the bytes of its request sum up to. */
final class Checksum {
    private static final Map<String, String> DIGESTS =
            Map.of("sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512", "md5", "MD5");
    private static final String CRC = "crc32";
    /** As they are announced. */
    static final List<String> ALGORITHMS = List.of("sha1", "sha256", "sha512", "md5", CRC);

    private final byte[] expected;
    private final Sum sum;

    private interface Sum {
        void update(byte[] bytes, int length);

        byte[] value();
    }

    private Checksum(byte[] expected, Sum sum) {
        this.expected = expected;
        this.sum = sum;
    }

    /** @param header an algorithm, a blank, and the sum in base64 */
    static Checksum parse(String header) {
        var parts = header.strip().split(" +", 2);
        if (parts.length != 2 || !ALGORITHMS.contains(parts[0])) {
            throw UploadProblem.malformed("Upload-Checksum names an algorithm of " + String.join(", ", ALGORITHMS)
                    + ", a blank, and the sum in base64.");
        }
        try {
            var expected = Base64.getDecoder().decode(parts[1].strip());
            return new Checksum(expected, parts[0].equals(CRC) ? crc() : digest(DIGESTS.getOrDefault(parts[0], "")));
        } catch (IllegalArgumentException _) {
            throw UploadProblem.malformed("The sum in Upload-Checksum is not base64.");
        }
    }

    void update(byte[] bytes, int length) {
        sum.update(bytes, length);
    }

    boolean matches() {
        return MessageDigest.isEqual(expected, sum.value());
    }

    private static Sum digest(String algorithm) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
        return new Sum() {
            @Override
            public void update(byte[] bytes, int length) {
                digest.update(bytes, 0, length);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }

    private static Sum crc() {
        var crc = new CRC32();
        return new Sum() {
            @Override
            public void update(byte[] bytes, int length) {
                crc.update(bytes, 0, length);
            }

            @Override
            public byte[] value() {
                return java.nio.ByteBuffer.allocate(4)
                        .putInt((int) crc.getValue())
                        .array();
            }
        };
    }
}
