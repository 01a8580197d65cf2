package dev.kinora.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one address.
 *
 * @param to the bare address, without a name
 * @param subject one line
 * @param text what everybody can read; needed beside HTML too
 * @param unsubscribe where the recipient stops mail of this kind; null for mail they asked for
 */
public record Mail(
        String to,
        String subject,
        String text,
        @Nullable String html,
        @Nullable URI unsubscribe) {
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_SUBJECT = 500;

    public Mail {
        requireAddress(to);
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw MailProblem.content("A mail needs a subject of at most " + LONGEST_SUBJECT + " characters.");
        }
        if (subject.chars().anyMatch(Mail::isControl)) {
            throw MailProblem.content("The subject of a mail is one line without control characters.");
        }
        if (text.isBlank() || (html != null && html.isBlank())) {
            throw MailProblem.content("A mail needs a text.");
        }
        if (text.indexOf('\0') >= 0 || (html != null && html.indexOf('\0') >= 0)) {
            throw MailProblem.content("The text of a mail has no zero characters.");
        }
        if (unsubscribe != null
                && !"https".equals(unsubscribe.getScheme())
                && !"http".equals(unsubscribe.getScheme())) {
            throw MailProblem.content("Unsubscribing is done at a web address.");
        }
    }

    public Mail(String to, String subject, String text, @Nullable String html) {
        this(to, subject, text, html, null);
    }

    /** The text may carry a link that lets its bearer in. */
    @Override
    public String toString() {
        return "Mail to " + to + ": " + subject;
    }

    static boolean isAddress(String address) {
        return parsed(address).isPresent();
    }

    static InternetAddress requireAddress(String address) {
        return parsed(address).orElseThrow(() -> MailProblem.address(address));
    }

    private static Optional<InternetAddress> parsed(String address) {
        try {
            var parsed = new InternetAddress(address, true);
            return address.length() <= LONGEST_ADDRESS
                            && address.equals(parsed.getAddress())
                            && address.chars().allMatch(c -> c > ' ' && c < 0x7F)
                            && address.indexOf('@') > 0
                    ? Optional.of(parsed)
                    : Optional.empty();
        } catch (AddressException _) {
            // It is no address: that is the answer.
            return Optional.empty();
        }
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
    }
}
