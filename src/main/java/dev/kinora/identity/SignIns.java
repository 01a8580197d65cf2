package dev.kinora.identity;

import dev.kinora.access.Sessions;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.UserStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in and out with a password. */
public final class SignIns {
    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
    private static final int LONGEST = 300;

    private final AccountStore store;
    private final PasswordCheck check;
    private final Confirmations confirmations;
    private final KnownBrowsers browsers;
    private final Sessions sessions;
    private final Db db;
    private final Clock clock;

    SignIns(
            Db db,
            PasswordCheck check,
            Confirmations confirmations,
            KnownBrowsers browsers,
            Sessions sessions,
            Clock clock) {
        this.store = new AccountStore(db);
        this.check = check;
        this.confirmations = confirmations;
        this.browsers = browsers;
        this.sessions = sessions;
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param identifier address or username
     * @param remember for weeks, instead of until the browser closes
     * @param keep take back the deletion of the account
     */
    public record Attempt(String identifier, String password, boolean remember, boolean keep) {
        @Override
        public String toString() {
            return "an attempt to sign in";
        }
    }

    /** Everything but the first two is told only to somebody who knew the password. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** No such account, or not its password; which of them is nobody's business. */
        record Wrong() implements Outcome {}

        /** The link was sent again. */
        record AddressUnproved() implements Outcome {}

        /** @param until when the account is deleted */
        record Leaving(Instant until) implements Outcome {}

        record Suspended(String reason) implements Outcome {}

        record Cancelled() implements Outcome {}
    }

    /** @throws dev.kinora.access.ThrottleProblem when it was tried too often */
    public Outcome signIn(Attempt attempt, HttpServletRequest request, HttpServletResponse response) {
        var typed = attempt.identifier().strip();
        if (typed.isEmpty() || typed.length() > LONGEST || isTooLong(attempt.password())) {
            return new Outcome.Wrong();
        }
        var found = store.credentials(typed);
        var known = browsers.proof(request, found.map(AccountStore.Credentials::id));
        if (!check.isRight(typed, found, attempt.password(), known)) {
            // For whoever watches the log to shut out an address that guesses.
            LOG.info("A sign-in from {} was refused", Caller.current().ip());
            return new Outcome.Wrong();
        }
        return enter(found.orElseThrow(), attempt, request, response);
    }

    private static boolean isTooLong(String password) {
        return password.codePointCount(0, password.length()) > PasswordRules.LONGEST;
    }

    private Outcome enter(
            AccountStore.Credentials account,
            Attempt attempt,
            HttpServletRequest request,
            HttpServletResponse response) {
        switch (account.status()) {
            case suspended -> {
                var reason = account.statusReason();
                return new Outcome.Suspended(reason == null ? "" : reason);
            }
            case cancelled -> {
                return new Outcome.Cancelled();
            }
            case active, trial -> {}
        }
        if (account.emailVerifiedAt() == null) {
            confirmations.askAgain(account);
            return new Outcome.AddressUnproved();
        }
        var deleted = account.deletedAt();
        if (deleted != null && !attempt.keep()) {
            return new Outcome.Leaving(deleted.plus(Accounts.GRACE));
        }
        var entered = onBehalfOf(account.id(), () -> {
            if (!store.stampSignIn(account, clock.instant())) {
                return false;
            }
            if (deleted != null) {
                store.setDeleted(account.id(), null);
            }
            sessions.start(account.id(), attempt.remember(), request, response);
            return true;
        });
        if (!entered) {
            return new Outcome.Wrong();
        }
        browsers.remember(account.id(), request, response);
        return new Outcome.Done();
    }

    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
    }

    static boolean mayAct(AccountStore.Credentials account) {
        return (account.status() == UserStatus.active || account.status() == UserStatus.trial)
                && account.deletedAt() == null;
    }

    private boolean onBehalfOf(UUID user, BooleanSupplier work) {
        return Caller.current().as(new Viewer.User(user)).call(() -> db.system("sign-in", _ -> work.getAsBoolean()));
    }
}
