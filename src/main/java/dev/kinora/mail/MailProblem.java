package dev.kinora.mail;

import dev.kinora.platform.Problem;

/** The mail cannot be sent as it is; most often the address was mistyped. */
public final class MailProblem extends Problem {
    private MailProblem(String code, String sentence) {
        super(Category.INVALID, code, sentence);
    }

    static MailProblem address(String address) {
        return new MailProblem(
                "mail-address-invalid", "This is not a mail address: " + address.replaceAll("\\p{Cntrl}", "?") + ".");
    }

    static MailProblem content(String sentence) {
        return new MailProblem("mail-invalid", sentence);
    }
}
