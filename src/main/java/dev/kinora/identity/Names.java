package dev.kinora.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How people may be called, so that nobody passes for somebody else. */
final class Names {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]{1,48})[A-Za-z0-9_]");
    private static final int LONGEST_DISPLAY_NAME = 100;
    private static final int LONGEST_BIO = 5000;

    /** Who would be taken for the installation itself, or for a place on it. */
    private static final Set<String> RESERVED = Set.of(
            "about",
            "abuse",
            "admin",
            "administrator",
            "api",
            "assets",
            "avatar",
            "avatars",
            "billing",
            "client",
            "contact",
            "courses",
            "design",
            "everyone",
            "feed",
            "health",
            "help",
            "home",
            "hostmaster",
            "info",
            "kinora",
            "legal",
            "login",
            "mail",
            "media",
            "metrics",
            "moderator",
            "me",
            "noreply",
            "no-reply",
            "official",
            "operator",
            "owner",
            "policy",
            "postmaster",
            "privacy",
            "root",
            "search",
            "security",
            "settings",
            "sign-in",
            "sign-out",
            "sign-up",
            "staff",
            "status",
            "studio",
            "support",
            "system",
            "team",
            "terms",
            "undefined",
            "null",
            "upload",
            "verify",
            "watch",
            "webmaster",
            "welcome",
            "www");

    private Names() {}

    static Optional<String> usernameComplaint(String username) {
        if (!USERNAME.matcher(username).matches()) {
            return Optional.of(
                    "Use 3 to 50 letters (a to z), digits, dots, hyphens or underscores, beginning and ending"
                            + " with a letter or digit.");
        }
        return RESERVED.contains(username.toLowerCase(Locale.ROOT))
                ? Optional.of("This name is kept for the installation. Choose another one.")
                : Optional.empty();
    }

    /** One line without characters that are not seen, turn the writing around, or stack up. */
    static Optional<String> displayNameComplaint(String name) {
        if (name.codePointCount(0, name.length()) > LONGEST_DISPLAY_NAME) {
            return Optional.of("Use at most " + LONGEST_DISPLAY_NAME + " characters.");
        }
        return name.codePoints().anyMatch(Names::isUnseen) || stacks(name)
                ? Optional.of("This name has characters that cannot be seen or that cover others. Type it anew.")
                : Optional.empty();
    }

    static Optional<String> bioComplaint(String bio) {
        if (bio.length() > LONGEST_BIO) {
            return Optional.of("Use at most " + LONGEST_BIO + " characters.");
        }
        return bio.codePoints().anyMatch(c -> isUnseen(c) && c != '\n' && c != 0x200D)
                ? Optional.of("This text has characters that cannot be seen. Type it anew.")
                : Optional.empty();
    }

    /** Equal names are stored equally; line ends are those of the web. */
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .strip();
    }

    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean stacks(String name) {
        return Pattern.compile("\\p{Mn}{4,}").matcher(name).find();
    }
}
