package dev.kinora.identity;

import dev.kinora.access.Sessions;
import dev.kinora.access.Throttle;
import dev.kinora.access.Token;
import dev.kinora.identity.AccountStore.Credentials;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Links by which people prove that an address is theirs, at sign-up and when they change it. */
public final class Confirmations {
    static final Throttle.Rule MAILS_TO = new Throttle.Rule("confirmation mail", 3, Duration.ofMinutes(10));

    private static final Duration LIFETIME = Duration.ofDays(2);

    private final AccountStore store;
    private final LinkStore links;
    private final PasswordCheck check;
    private final AccountLetters letters;
    private final Sessions sessions;
    private final KnownBrowsers browsers;
    private final Throttle throttle;
    private final Db db;
    private final Clock clock;

    Confirmations(
            Db db,
            PasswordCheck check,
            AccountLetters letters,
            Sessions sessions,
            KnownBrowsers browsers,
            Throttle throttle,
            Clock clock) {
        this.store = new AccountStore(db);
        this.links = new LinkStore(db);
        this.check = check;
        this.letters = letters;
        this.sessions = sessions;
        this.browsers = browsers;
        this.throttle = throttle;
        this.db = db;
        this.clock = clock;
    }

    /** @param first whether the account becomes usable with it; else it changes its address */
    public record Pending(String username, String email, boolean first) {}

    /** Whose account a mailed link is about; empty when it is no good any more. */
    public Optional<Pending> pending(String secret) {
        return links.findVerification(Token.hash(secret), clock.instant())
                .flatMap(link -> store.credentials(link.user())
                        .map(owner -> new Pending(
                                owner.username(), link.email(), owner.email().equalsIgnoreCase(link.email()))));
    }

    /**
     * Proves an address by its link and the account's password: the link alone would hand an account that somebody else
     * prepared to whoever opens their mail. The browser is signed in with it.
     */
    public void confirm(String secret, String password, HttpServletRequest request, HttpServletResponse response) {
        var now = clock.instant();
        var link = links.findVerification(Token.hash(secret), now).orElseThrow(IdentityProblem::linkUnusable);
        var owner = store.credentials(link.user()).orElseThrow(IdentityProblem::linkUnusable);
        check.require(owner, password);
        if (!SignIns.mayAct(owner)) {
            throw IdentityProblem.linkUnusable();
        }
        Caller.current()
                .as(new Viewer.User(owner.id()))
                .run(() -> db.system("confirmation", _ -> {
                    if (!links.useVerification(link.id(), now)) {
                        throw IdentityProblem.linkUnusable();
                    }
                    if (owner.email().equalsIgnoreCase(link.email())) {
                        store.markEmailVerified(owner.id(), now);
                    } else {
                        changeAddress(owner, link.email(), now);
                    }
                    if (!store.stampSignIn(owner, now)) {
                        throw IdentityProblem.linkUnusable();
                    }
                    sessions.start(owner.id(), false, request, response);
                    return null;
                }));
        browsers.remember(owner.id(), request, response);
    }

    private void changeAddress(Credentials owner, String email, Instant now) {
        try {
            store.setEmail(owner.id(), email, now);
        } catch (Accounts.AddressTaken _) {
            // Somebody else proved it first.
            throw IdentityProblem.linkUnusable();
        }
        links.dropResets(owner.id());
        letters.addressChanged(owner.email(), owner.username(), email);
        letters.addressChanged(email, owner.username(), email);
    }

    /** In the caller's transaction of the system. */
    void ask(UUID user, String email, String username) {
        letters.confirmSignUp(email, username, link(user, email));
    }

    /** In the caller's transaction of the system. */
    void askNew(Credentials owner, String email) {
        letters.confirmNewAddress(email, owner.username(), link(owner.id(), email));
    }

    /** The address has an account: the wish is noted like any other, under a link that nobody was sent. */
    void noteRefused(Credentials owner, String email) {
        link(owner.id(), email);
    }

    /** For somebody who knew the password but never opened the link. */
    void askAgain(Credentials owner) {
        throttle.take(MAILS_TO, owner.email().toLowerCase(Locale.ROOT));
        db.system("confirmation", _ -> {
            ask(owner.id(), owner.email(), owner.username());
            return null;
        });
    }

    private String link(UUID user, String email) {
        var token = Token.random();
        var now = clock.instant();
        links.insertVerification(user, email, token.hash(), now, now.plus(LIFETIME));
        return token.secret();
    }
}
