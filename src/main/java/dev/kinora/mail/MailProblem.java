package dev.kinora.mail;

import dev.kinora.platform.Problem;

/** The mail cannot be sent as it is; most often the address was mistyped. */
public final class MailProblem extends Problem {
    private MailProblem(Category category, String code, String sentence) {
        super(category, code, sentence);
    }

    static MailProblem notFound() {
        return new MailProblem(Category.NOT_FOUND, "mail-not-found", "There is no such mail, or no longer.");
    }

    static MailProblem address(String address) {
        return new MailProblem(
                Category.INVALID,
                "mail-address-invalid",
                "This is not a mail address: " + address.replaceAll("\\p{Cntrl}", "?") + ".");
    }

    static MailProblem content(String sentence) {
        return new MailProblem(Category.INVALID, "mail-invalid", sentence);
    }
}
