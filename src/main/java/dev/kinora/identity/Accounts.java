package dev.kinora.identity;

import dev.kinora.access.ApiKeys;
import dev.kinora.access.Sessions;
import dev.kinora.access.SignedIn;
import dev.kinora.access.Throttle;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Networks;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.UserRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account from its making to its end, for whoever owns it. What is answered never tells whether an address has an
 * account: that stands in a mail to the address, which only its owner reads.
 */
public final class Accounts {
    public static final Duration GRACE = Duration.ofDays(30);

    private static final Throttle.Rule ADDRESS_CHANGES = new Throttle.Rule("address change", 5, Duration.ofMinutes(30));
    private static final Throttle.Rule SIGN_UPS = new Throttle.Rule("sign-up", 10, Duration.ofMinutes(6));

    private final AccountStore store;
    private final PeopleStore people;
    private final LinkStore links;
    private final Passwords passwords;
    private final PasswordCheck check;
    private final Confirmations confirmations;
    private final AccountLetters letters;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final Throttle throttle;
    private final IdentityProperties properties;
    private final Db db;
    private final Clock clock;

    Accounts(
            Db db,
            Passwords passwords,
            PasswordCheck check,
            Confirmations confirmations,
            AccountLetters letters,
            Sessions sessions,
            ApiKeys keys,
            Throttle throttle,
            IdentityProperties properties,
            Clock clock) {
        this.store = new AccountStore(db);
        this.people = new PeopleStore(db);
        this.links = new LinkStore(db);
        this.passwords = passwords;
        this.check = check;
        this.confirmations = confirmations;
        this.letters = letters;
        this.sessions = sessions;
        this.keys = keys;
        this.throttle = throttle;
        this.properties = properties;
        this.db = db;
        this.clock = clock;
    }

    /** @param displayName empty shows the username */
    public record ProfileChange(
            String username,
            @Nullable String displayName,
            @Nullable String bio,
            String timeZone) {}

    public boolean isSignUpOpen() {
        return properties.signUp() == IdentityProperties.SignUp.OPEN;
    }

    /** Whoever has the address hears by mail how to go on; the caller learns nothing about it. */
    public void signUp(SignUp wish) {
        if (!isSignUpOpen()) {
            throw IdentityProblem.signUpClosed();
        }
        var email = EmailAddress.normal(wish.email());
        requireValid(email, wish.username(), wish.password());
        throttle.take(SIGN_UPS, Networks.of(Caller.current().ip()));
        throttle.take(Confirmations.MAILS_TO, email.toLowerCase(Locale.ROOT));
        var newcomer = new AccountStore.Newcomer(
                email, wish.username(), null, passwords.hash(wish.password()), UserRole.member, null, zone(wish));
        var known = store.credentials(email);
        // The name of an account in use is taken for its owner, too: else the answer would tell whose address it is.
        var begunAnew = known.filter(AccountStore.Credentials::isUnfinished).map(AccountStore.Credentials::id);
        if (!store.isUsernameFree(wish.username(), begunAnew.orElse(null))) {
            throw nameTaken();
        }
        try {
            db.system("sign-up", _ -> {
                begin(newcomer, known);
                return null;
            });
        } catch (AddressTaken _) {
            // Two sign-ups at once; the other one's mail is on its way.
        }
    }

    private void begin(AccountStore.Newcomer newcomer, Optional<AccountStore.Credentials> known) {
        if (known.isPresent() && !known.get().isUnfinished()) {
            letters.alreadyHere(newcomer.email(), known.get().username());
            return;
        }
        known.ifPresent(unfinished -> store.startAnew(unfinished.id(), newcomer));
        var user = known.map(AccountStore.Credentials::id).orElseGet(() -> store.insert(newcomer, clock.instant()));
        confirmations.ask(user, newcomer.email(), newcomer.username());
    }

    /** By the operator, who vouches for the address. */
    public UUID create(SignUp wish, UserRole role) {
        return insert(prepare(wish, role));
    }

    /** All that takes time, so that it is done before anything is locked. */
    AccountStore.Newcomer prepare(SignUp wish, UserRole role) {
        var email = EmailAddress.normal(wish.email());
        requireValid(email, wish.username(), wish.password());
        var hash = passwords.hash(wish.password());
        return new AccountStore.Newcomer(email, wish.username(), null, hash, role, clock.instant(), zone(wish));
    }

    private String zone(SignUp wish) {
        var zone = wish.timeZone();
        return TimeZones.isKnown(zone) && store.knowsZone(zone) ? zone : TimeZones.UTC;
    }

    UUID insert(AccountStore.Newcomer newcomer) {
        try {
            return db.system("operator", _ -> store.insert(newcomer, clock.instant()));
        } catch (AddressTaken _) {
            throw IdentityProblem.invalid("email", "There is an account with this address already.");
        }
    }

    private static void requireValid(String email, String username, String password) {
        var wrong = new LinkedHashMap<String, String>();
        if (!EmailAddress.isValid(email)) {
            wrong.put("email", "Write the address as name@example.org.");
        }
        Names.usernameComplaint(username).ifPresent(sentence -> wrong.put("username", sentence));
        PasswordRules.complaint(password, username, email).ifPresent(sentence -> wrong.put("password", sentence));
        if (!wrong.isEmpty()) {
            throw IdentityProblem.invalid(wrong);
        }
    }

    public Account mine(SignedIn person) {
        return store.find(person.user(), clock.instant()).orElseThrow(IdentityProblem::userNotFound);
    }

    /** @param version what the form was made from; null to change whatever stands there */
    public void changeProfile(SignedIn person, ProfileChange wish, @Nullable Instant version) {
        var change =
                new ProfileChange(wish.username(), normal(wish.displayName()), normal(wish.bio()), wish.timeZone());
        var wrong = new LinkedHashMap<String, String>();
        if (!person.username().equals(change.username())) {
            Names.usernameComplaint(change.username()).ifPresent(sentence -> wrong.put("username", sentence));
        }
        Optional.ofNullable(change.displayName())
                .flatMap(Names::displayNameComplaint)
                .ifPresent(sentence -> wrong.put("displayName", sentence));
        Optional.ofNullable(change.bio())
                .flatMap(Names::bioComplaint)
                .ifPresent(sentence -> wrong.put("bio", sentence));
        if (!TimeZones.isKnown(change.timeZone())) {
            wrong.put("timeZone", "Choose a time zone from the list.");
        }
        if (!wrong.isEmpty()) {
            throw IdentityProblem.invalid(wrong);
        }
        if (!store.changeProfile(person.user(), change, version)) {
            throw IdentityProblem.changedMeanwhile();
        }
    }

    private static @Nullable String normal(@Nullable String text) {
        return text == null || text.isBlank() ? null : Names.normal(text);
    }

    /** Every other browser is signed out; this one goes on under a new token. */
    public void changePassword(
            SignedIn person,
            String current,
            String wanted,
            boolean revokeKeys,
            HttpServletRequest request,
            HttpServletResponse response) {
        var owner = store.credentials(person.user()).orElseThrow(IdentityProblem::userNotFound);
        PasswordRules.complaint(wanted, owner.username(), owner.email()).ifPresent(sentence -> {
            throw IdentityProblem.invalid("newPassword", sentence);
        });
        check.require(owner, current);
        if (wanted.equals(current)) {
            throw IdentityProblem.invalid("newPassword", "This is the password you have. Choose another one.");
        }
        var hash = passwords.hash(wanted);
        onBehalfOf(owner.id(), () -> {
            store.setPassword(owner.id(), hash, clock.instant());
            links.dropResets(owner.id());
            links.dropVerifications(owner.id());
            sessions.endAll(owner.id(), person.session());
            if (revokeKeys) {
                keys.revokeAll(owner.id());
            }
            sessions.renew(request, response);
            letters.passwordChanged(owner.email(), owner.username());
        });
    }

    /** The address changes once the link sent to the new one is opened; the present one is told at once. */
    public void askNewAddress(SignedIn person, String password, String wanted) {
        var email = EmailAddress.normal(wanted);
        if (!EmailAddress.isValid(email)) {
            throw IdentityProblem.invalid("email", "Write the address as name@example.org.");
        }
        var owner = store.credentials(person.user()).orElseThrow(IdentityProblem::userNotFound);
        check.require(owner, password);
        if (email.equalsIgnoreCase(owner.email())) {
            throw IdentityProblem.invalid("email", "This is your address already.");
        }
        throttle.take(ADDRESS_CHANGES, owner.id().toString());
        throttle.take(Confirmations.MAILS_TO, email.toLowerCase(Locale.ROOT));
        var other = store.credentials(email);
        onBehalfOf(owner.id(), () -> {
            letters.addressAsked(owner.email(), owner.username(), email);
            if (other.isPresent()) {
                letters.addressTaken(email, other.get().username());
                confirmations.noteRefused(owner, email);
                return;
            }
            confirmations.askNew(owner, email);
        });
    }

    /** Closed at once, gone after {@link #GRACE}; until then signing in can bring it back. */
    public void leave(SignedIn person, String password, HttpServletRequest request, HttpServletResponse response) {
        var owner = store.credentials(person.user()).orElseThrow(IdentityProblem::userNotFound);
        check.require(owner, password);
        onBehalfOf(owner.id(), () -> {
            var now = clock.instant();
            people.lockAdmins();
            if (people.isAdmin(owner.id()) && !people.hasOtherAdmin(owner.id())) {
                throw IdentityProblem.lastAdmin();
            }
            store.setDeleted(owner.id(), now);
            sessions.endAll(owner.id(), null);
            letters.leaving(owner.email(), owner.username(), now.plus(GRACE));
        });
        sessions.end(request, response);
    }

    /** For the operator, by address or username. */
    public Optional<UUID> idOf(String identifier) {
        return store.credentials(identifier).map(AccountStore.Credentials::id);
    }

    public Optional<Profile> profile(String username) {
        return store.profile(username);
    }

    private void onBehalfOf(UUID user, Runnable work) {
        Caller.current()
                .as(new Viewer.User(user))
                .run(() -> db.system("accounts", _ -> {
                    work.run();
                    return null;
                }));
    }

    static IdentityProblem nameTaken() {
        return IdentityProblem.invalid(
                "username", "This name, or one that looks like it, is taken. Choose another one.");
    }

    static AddressTaken addressTaken() {
        return new AddressTaken();
    }

    /** Never leaves the module: nobody is told that an address has an account. */
    static final class AddressTaken extends RuntimeException {
        private AddressTaken() {
            super("the address has an account", null, false, false);
        }
    }
}
