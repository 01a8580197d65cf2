package dev.kinora.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a password must be: long, and none that attackers try first. No rule about digits or signs: people answer those with
 * "Password1!".
 */
public final class PasswordRules {
    public static final int SHORTEST = 10;
    public static final int LONGEST = 200;

    /** Shorter parts of a name are in too many good passwords. */
    private static final int TELLING = 4;

    private PasswordRules() {}

    /**
     * @param about what others know of the person: name, address
     * @return what is wrong, or empty
     */
    static Optional<String> complaint(String password, String... about) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of("Use at least " + SHORTEST + " characters; four words make a good password.");
        }
        if (length > LONGEST) {
            return Optional.of("Use at most " + LONGEST + " characters.");
        }
        if (password.codePoints().distinct().count() < 5) {
            return Optional.of("Use more different characters.");
        }
        if (isCommon(password)) {
            return Optional.of("This password is among the first that are tried. Choose one of your own.");
        }
        return Stream.of(about).anyMatch(part -> tells(password, part))
                ? Optional.of("Do not use your name or address as the password.")
                : Optional.empty();
    }

    /** Also with a capital, digits for letters, or a year and a sign at its end. */
    private static boolean isCommon(String password) {
        var lower = password.toLowerCase(Locale.ROOT);
        var bare = lower.replaceAll("^[^a-z]+|[^a-z]{1,6}$", "");
        return Stream.of(
                        lower,
                        bare,
                        spelled(lower),
                        spelled(bare),
                        spelled(lower).replaceAll("[^a-z]{1,6}$", ""))
                .anyMatch(Known.PASSWORDS::contains);
    }

    private static String spelled(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('@', 'a')
                .replace('$', 's');
    }

    private static boolean tells(String password, String part) {
        var word = part.contains("@") ? part.substring(0, part.indexOf('@')) : part;
        return password.equalsIgnoreCase(part)
                || word.length() >= TELLING
                        && password.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    /** Read when the first password is chosen, not at the start. */
    private static final class Known {
        private static final Set<String> PASSWORDS = read();

        private static Set<String> read() {
            var resource = Objects.requireNonNull(PasswordRules.class.getResourceAsStream("common-passwords.txt"));
            try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
                return lines.lines().collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
