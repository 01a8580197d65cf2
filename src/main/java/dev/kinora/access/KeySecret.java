package dev.kinora.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code kin_}, 36 random letters and digits, and 6 that are a checksum of them, so that a mistyped
 * key is refused without asking the database and a scanner of leaked secrets can tell a real one.
 */
final class KeySecret {
    static final String BEGINNING = "kin_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LETTERS = 36;
    private static final int CHECK_LETTERS = 6;
    private static final int PREFIX = BEGINNING.length() + 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeySecret() {}

    static String random() {
        var body = new StringBuilder(BEGINNING);
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            body.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return body + checksum(body.toString());
    }

    /** Whether this can be a key at all. */
    static boolean isWellFormed(String text) {
        var end = BEGINNING.length() + RANDOM_LETTERS;
        return text.length() == end + CHECK_LETTERS
                && text.startsWith(BEGINNING)
                && text.substring(end).equals(checksum(text.substring(0, end)));
    }

    static String prefix(String secret) {
        return secret.substring(0, PREFIX);
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        var rest = crc.getValue();
        var letters = new StringBuilder();
        for (int i = 0; i < CHECK_LETTERS; i++) {
            letters.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return letters.reverse().toString();
    }
}
