package dev.kinora.identity;

import dev.kinora.access.Sessions;
import dev.kinora.access.Throttle;
import dev.kinora.access.Token;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Networks;
import dev.kinora.platform.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A new password for whoever reads the account's mail. */
public final class PasswordResets {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordResets.class);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Throttle.Rule NETWORK = new Throttle.Rule("reset from network", 20, Duration.ofMinutes(1));
    private static final Throttle.Rule ACCOUNT = new Throttle.Rule("reset of account", 3, Duration.ofMinutes(10));

    private final AccountStore store;
    private final LinkStore links;
    private final Passwords passwords;
    private final AccountLetters letters;
    private final Sessions sessions;
    private final KnownBrowsers browsers;
    private final Throttle throttle;
    private final Db db;
    private final Clock clock;

    PasswordResets(
            Db db,
            Passwords passwords,
            AccountLetters letters,
            Sessions sessions,
            KnownBrowsers browsers,
            Throttle throttle,
            Clock clock) {
        this.store = new AccountStore(db);
        this.links = new LinkStore(db);
        this.passwords = passwords;
        this.letters = letters;
        this.sessions = sessions;
        this.browsers = browsers;
        this.throttle = throttle;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Sends a link, if there is such an account. The work is done after the answer, so that its time tells nothing either;
     * a link that gets lost with a stopped server is asked for again.
     *
     * @param identifier address or username
     */
    public void ask(String identifier) {
        var typed = identifier.strip();
        throttle.take(NETWORK, Networks.of(Caller.current().ip()));
        throttle.take(ACCOUNT, typed.toLowerCase(Locale.ROOT));
        var caller = Caller.current();
        Thread.ofVirtual()
                .name("password-reset")
                .start(() -> caller.run(() -> {
                    try {
                        send(typed);
                    } catch (RuntimeException e) {
                        // Nobody waits for it any more; whoever asked asks again.
                        LOG.error("A link for a new password could not be sent", e);
                    }
                }));
    }

    private void send(String typed) {
        var account = store.credentials(typed).filter(SignIns::mayAct);
        account.ifPresent(owner -> db.system("password-reset", _ -> {
            var token = Token.random();
            var now = clock.instant();
            links.insertReset(owner.id(), token.hash(), now, now.plus(LIFETIME));
            letters.resetPassword(owner.email(), owner.username(), token.secret());
            return null;
        }));
    }

    public boolean isUsable(String secret) {
        return links.findReset(Token.hash(secret), clock.instant()).isPresent();
    }

    /** Ends every session. Whoever got the link also reads the account's mail, which proves the address. */
    public void use(String secret, String wanted, HttpServletRequest request, HttpServletResponse response) {
        var hash = Token.hash(secret);
        var user = links.findReset(hash, clock.instant()).orElseThrow(IdentityProblem::linkUnusable);
        var owner = store.credentials(user).filter(SignIns::mayAct).orElseThrow(IdentityProblem::linkUnusable);
        PasswordRules.complaint(wanted, owner.username(), owner.email()).ifPresent(sentence -> {
            throw IdentityProblem.invalid("newPassword", sentence);
        });
        var password = passwords.hash(wanted);
        Caller.current()
                .as(new Viewer.User(user))
                .run(() -> db.system("password-reset", _ -> {
                    var now = clock.instant();
                    if (!links.useReset(hash, now)) {
                        throw IdentityProblem.linkUnusable();
                    }
                    store.setPassword(user, password, now);
                    store.markEmailVerified(user, now);
                    links.dropResets(user);
                    links.dropVerifications(user);
                    sessions.endAll(user, null);
                    letters.passwordChanged(owner.email(), owner.username());
                    return null;
                }));
        browsers.remember(user, request, response);
    }
}
