package dev.kinora.identity;

import dev.kinora.access.Throttle;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Networks;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether somebody knows a password, at a pace at which guessing leads nowhere: per account and per network, for accounts
 * that do not exist as for those that do. Right answers cost nothing.
 */
final class PasswordCheck {
    private static final Throttle.Rule ACCOUNT = new Throttle.Rule("password of account", 10, Duration.ofMinutes(1));
    private static final Throttle.Rule BROWSER =
            new Throttle.Rule("password of known browser", 10, Duration.ofMinutes(1));
    private static final Throttle.Rule NETWORK = new Throttle.Rule("password from network", 40, Duration.ofSeconds(15));

    private final Throttle throttle;
    private final Passwords passwords;

    PasswordCheck(Throttle throttle, Passwords passwords) {
        this.throttle = throttle;
        this.passwords = passwords;
    }

    /**
     * @param typed the account's name as typed; counted whether or not there is one
     * @param known the browser's proof that this account has signed in here before: others who guess cannot use up its tries
     */
    boolean isRight(String typed, Optional<AccountStore.Credentials> account, String password, Optional<String> known) {
        var network = Networks.of(Caller.current().ip());
        var rule = known.isPresent() ? BROWSER : ACCOUNT;
        // By what was typed, never by whose it is: a shared count would tell that a name and an address belong
        // together.
        var who = known.orElseGet(() -> typed.strip().toLowerCase(Locale.ROOT));
        // Neighbours who guess must not keep out whoever has been in from this browser.
        if (known.isEmpty()) {
            throttle.take(NETWORK, network);
        }
        throttle.take(rule, who);
        var wrong = false;
        try {
            wrong = !passwords.verify(
                    password,
                    account.map(AccountStore.Credentials::passwordHash).orElse(null));
            return !wrong;
        } finally {
            // Also when there was no time to look: only a wrong password costs a try.
            if (!wrong) {
                throttle.giveBack(rule, who);
                if (known.isEmpty()) {
                    throttle.giveBack(NETWORK, network);
                }
            }
        }
    }

    /** For somebody who is signed in and about to do something that must not happen behind their back. */
    void require(AccountStore.Credentials owner, String password) {
        if (!isRight(owner.username(), Optional.of(owner), password, Optional.of("confirming " + owner.id()))) {
            throw IdentityProblem.invalid("password", "This is not the password of the account.");
        }
    }
}
