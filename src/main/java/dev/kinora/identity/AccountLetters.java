package dev.kinora.identity;

import dev.kinora.mail.Letter;
import dev.kinora.mail.Letters;
import dev.kinora.mail.Mail;
import dev.kinora.mail.Mails;
import dev.kinora.platform.PublicAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What accounts write to their owners, in the transaction that causes it. */
final class AccountLetters {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Mails mails;
    private final Letters letters;
    private final PublicAddress address;

    AccountLetters(Mails mails, Letters letters, PublicAddress address) {
        this.mails = mails;
        this.letters = letters;
        this.address = address;
    }

    void confirmSignUp(String to, String username, String secret) {
        send(
                to,
                "Confirm your address",
                List.of(
                        "Welcome, " + username + ". One step is left: confirm that this address is yours.",
                        "You will be asked for the password you chose."),
                new Letter.Action(
                        "Confirm the address", address.of("/verify/" + secret), "The link works for two days."),
                "Somebody signed up here with this address. If it was not you, do nothing: without the password the account"
                        + " stays closed and goes away after a week.");
    }

    void alreadyHere(String to, String username) {
        send(
                to,
                "You already have an account",
                List.of(
                        "Somebody, perhaps you, tried to sign up with this address. It belongs to your account "
                                + username + " already, so nothing was changed.",
                        "If you forgot the password, choose a new one."),
                new Letter.Action(
                        "Choose a new password",
                        address.of("/forgot-password"),
                        "Or sign in at " + address.of("/sign-in") + "."),
                "You get this because somebody typed your address into the sign-up form.");
    }

    void resetPassword(String to, String username, String secret) {
        send(
                to,
                "Choose a new password",
                List.of("Somebody, hopefully you, asked for a new password for the account " + username + "."),
                new Letter.Action(
                        "Choose a new password",
                        address.of("/reset-password/" + secret),
                        "The link works once and for one hour."),
                "If it was not you, do nothing; your password stays as it is.");
    }

    void passwordChanged(String to, String username) {
        send(
                to,
                "Your password was changed",
                List.of(
                        "The password of the account " + username
                                + " was changed just now. Every other browser was signed out; API keys go on working unless they were revoked.",
                        "If it was not you, choose a new password at once."),
                new Letter.Action("It was not me", address.of("/forgot-password"), "This leads to a new password."),
                "You get this whenever the password of your account changes.");
    }

    void confirmNewAddress(String to, String username, String secret) {
        send(
                to,
                "Confirm your new address",
                List.of("The account " + username + " is to use this address from now on. Confirm that it is yours."),
                new Letter.Action(
                        "Confirm the address", address.of("/verify/" + secret), "The link works for two days."),
                "If you do not know this account, do nothing; it keeps its old address.");
    }

    void addressAsked(String to, String username, String wanted) {
        send(
                to,
                "A new address for your account",
                List.of(
                        "The account " + username + " is to use the address " + wanted
                                + ". It changes when the link sent there is opened.",
                        "If it was not you, somebody knows your password: choose a new one, which also stops the change."),
                new Letter.Action("It was not me", address.of("/forgot-password"), "This leads to a new password."),
                "You get this because this is the present address of your account.");
    }

    void addressChanged(String to, String username, String now) {
        send(
                to,
                "The address of your account was changed",
                List.of("The account " + username + " uses the address " + now + " from now on."),
                null,
                "If it was not you, write to whoever runs this installation at once, from this address.");
    }

    void addressTaken(String to, String username) {
        send(
                to,
                "This address has an account already",
                List.of("Somebody wanted to use this address for another account. It belongs to your account "
                        + username + ", so nothing was changed."),
                null,
                "You get this because somebody typed your address into their settings.");
    }

    void keyMade(String to, String username, String name) {
        send(
                to,
                "A new API key",
                List.of("An API key named \u201c" + name + "\u201d was made for the account " + username
                        + ". Whoever has it can act for you."),
                new Letter.Action("Look at your keys", address.of("/settings/keys"), "You can revoke it there."),
                "You get this whenever a key is made for your account.");
    }

    void leaving(String to, String username, Instant until) {
        send(
                to,
                "Your account will be deleted",
                List.of(
                        "The account " + username + " is closed and will be deleted on " + day(until) + ".",
                        "Until then you can sign in and keep it. After that nobody can bring it back."),
                new Letter.Action(
                        "Keep the account", address.of("/sign-in"), "Sign in and say that you want to keep it."),
                "You get this because you asked for your account to be deleted.");
    }

    void suspended(String to, String username, String reason) {
        send(
                to,
                "Your account is suspended",
                List.of(
                        "The account " + username + " was suspended by whoever runs this installation: " + reason,
                        "You cannot sign in until they lift it. Nothing of yours was deleted."),
                null,
                "You get this because it is your account.");
    }

    void reinstated(String to, String username) {
        send(
                to,
                "Your account works again",
                List.of("The suspension of the account " + username + " was lifted. You can sign in."),
                new Letter.Action("Sign in", address.of("/sign-in"), "Everything is as you left it."),
                "You get this because it is your account.");
    }

    static String day(Instant instant) {
        return DAY.format(instant.atOffset(ZoneOffset.UTC));
    }

    private void send(
            String to, String subject, List<String> paragraphs, Letter.@Nullable Action action, String reason) {
        var letter = new Letter(subject, paragraphs.getFirst(), paragraphs, action, reason);
        mails.send(new Mail(to, subject, letters.text(letter), letters.html(letter)));
    }
}
