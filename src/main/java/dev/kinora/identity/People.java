package dev.kinora.identity;

import dev.kinora.access.Sessions;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What admins decide about people. Each act takes the version it was decided on (null for whatever stands there), happens
 * with the system's rights and names the admin in the trail. Nobody can act as somebody else: there is deliberately no
 * such thing, or the trail would say of people what they did not do.
 */
public final class People {
    private static final int LONGEST_REASON = 500;
    private static final int LARGEST_QUOTA = 1_000_000;

    private final PeopleStore store;
    private final CensusStore census;
    private final Quotas quotas;
    private final Sessions sessions;
    private final AccountLetters letters;
    private final Db db;
    private final Clock clock;

    People(Db db, Quotas quotas, Sessions sessions, AccountLetters letters, Clock clock) {
        this.store = new PeopleStore(db);
        this.census = new CensusStore(db);
        this.quotas = quotas;
        this.sessions = sessions;
        this.letters = letters;
        this.db = db;
        this.clock = clock;
    }

    /**
     * One person and what belongs to them.
     *
     * @param keys that work
     */
    public record File(Person person, Quota quota, int sessions, int keys) {}

    /**
     * What is to change at once; null leaves it as it is.
     *
     * @param ownQuota empty for the tier's
     */
    public record Change(
            @Nullable UserRole role,
            @Nullable SubscriptionTier tier,
            @Nullable Optional<Integer> ownQuota) {}

    /** Newest first. A text finds at most the newest thousand it fits. */
    public Page<Person> page(PeopleFilter filter, PageRequest page) {
        return store.page(filter, page);
    }

    public File one(UUID id) {
        return asAdmin(() -> {
            var person = store.find(id).orElseThrow(IdentityProblem::userNotFound);
            var belongings = store.belongings(id, clock.instant());
            return new File(person, quotas.of(id), belongings.sessions(), belongings.keys());
        });
    }

    public Census census() {
        return asAdmin(() -> census.count(clock.instant()));
    }

    /** They are out at once, their keys too, and are told why. Nothing of theirs is deleted. */
    public void suspend(UUID id, String reason, @Nullable Instant version) {
        var why = reason(reason);
        act(id, person -> {
            requireStaying(person);
            forbidYourself(id);
            keepAnAdmin(person);
            settle(store.setStatus(id, UserStatus.suspended, why, null, version));
            sessions.endAll(id, null);
            letters.suspended(person.email(), person.username(), why);
        });
    }

    /** After a suspension or a cancellation. */
    public void reinstate(UUID id, @Nullable Instant version) {
        act(id, person -> {
            if (person.mayAct() || person.status() == UserStatus.active) {
                throw IdentityProblem.outOfPlace("This account works; there is nothing to lift.");
            }
            settle(store.setStatus(id, UserStatus.active, null, null, version));
            if (person.status() == UserStatus.suspended) {
                letters.reinstated(person.email(), person.username());
            }
        });
    }

    public void cancel(UUID id, @Nullable Instant version) {
        act(id, person -> {
            requireStaying(person);
            forbidYourself(id);
            keepAnAdmin(person);
            settle(store.setStatus(id, UserStatus.cancelled, null, null, version));
            sessions.endAll(id, null);
        });
    }

    public void giveTrial(UUID id, Instant until, @Nullable Instant version) {
        if (!until.isAfter(clock.instant())) {
            throw IdentityProblem.invalid("trial-until", "Choose a day to come.");
        }
        act(id, person -> {
            requireStaying(person);
            if (person.status() == UserStatus.suspended) {
                throw IdentityProblem.outOfPlace("This account is suspended. Lift that first.");
            }
            settle(store.setStatus(id, UserStatus.trial, null, until, version));
        });
    }

    public void change(UUID id, Change wish, @Nullable Instant version) {
        if (wish.ownQuota() != null && wish.ownQuota().isPresent()) {
            requireQuota(wish.ownQuota().get());
        }
        act(id, person -> {
            requireVersion(person, version);
            if (wish.role() != null && wish.role() != person.role()) {
                changeRole(person, wish.role());
            }
            if (wish.tier() != null && wish.tier() != person.tier()) {
                settle(store.setTier(id, wish.tier(), null));
            }
            if (wish.ownQuota() != null) {
                settle(store.setOwnQuota(id, wish.ownQuota().orElse(null), null));
            }
        });
    }

    /** They sign in anew, so that no page of theirs is still open with the old rights. */
    private void changeRole(Person person, UserRole role) {
        forbidYourself(person.id());
        keepAnAdmin(person);
        settle(store.setRole(person.id(), role, null));
        sessions.endAll(person.id(), null);
    }

    /** The operator vouches for them, or no longer does. */
    public void vouch(UUID id, boolean verified, @Nullable Instant version) {
        act(id, _ -> settle(store.setVerified(id, verified ? clock.instant() : null, version)));
    }

    /** For somebody whom no mail reaches; the admin answers for it that the address is theirs. */
    public void confirmEmail(UUID id, @Nullable Instant version) {
        act(id, person -> {
            if (person.emailVerifiedAt() == null) {
                settle(store.setEmailVerified(id, clock.instant(), version));
            }
        });
    }

    /** Says how many browsers that were. */
    public int signOutEverywhere(UUID id) {
        return asAdmin(() -> {
            requireAdmin();
            if (store.find(id).isEmpty()) {
                throw IdentityProblem.userNotFound();
            }
            return sessions.endAll(id, null);
        });
    }

    /** On their request; as if they had done it themselves, with the same grace. */
    public void delete(UUID id, @Nullable Instant version) {
        act(id, person -> {
            requireStaying(person);
            forbidYourself(id);
            keepAnAdmin(person);
            var now = clock.instant();
            settle(store.setDeleted(id, now, version));
            sessions.endAll(id, null);
            letters.leaving(person.email(), person.username(), now.plus(Accounts.GRACE));
        });
    }

    public void restore(UUID id, @Nullable Instant version) {
        act(id, person -> {
            if (person.deletedAt() == null) {
                throw IdentityProblem.outOfPlace("This account is not being deleted.");
            }
            settle(store.setDeleted(id, null, version));
        });
    }

    private void act(UUID id, Consumer<Person> work) {
        asAdmin(() -> {
            // What is decided below must still hold when it is written, so deciders come one after another.
            store.lockAdmins();
            requireAdmin();
            work.accept(store.find(id).orElseThrow(IdentityProblem::userNotFound));
            return id;
        });
    }

    private <T> T asAdmin(java.util.function.Supplier<T> work) {
        return db.system("people", _ -> work.get());
    }

    /** Two admins may take each other's role at once: the second has lost theirs while it waited. */
    private void requireAdmin() {
        admin().ifPresent(admin -> {
            if (!store.isAdmin(admin)) {
                throw IdentityProblem.adminNoMore();
            }
        });
    }

    private static void forbidYourself(UUID id) {
        if (admin().filter(id::equals).isPresent()) {
            throw IdentityProblem.yourself();
        }
    }

    /** Empty for the operator at the command line. */
    private static Optional<UUID> admin() {
        return Caller.current().viewer() instanceof Viewer.Kinora kinora
                ? Optional.ofNullable(kinora.behalf()).map(Viewer.User::id)
                : Optional.empty();
    }

    private void keepAnAdmin(Person person) {
        if (person.role() == UserRole.admin && person.mayAct() && !store.hasOtherAdmin(person.id())) {
            throw IdentityProblem.lastAdmin();
        }
    }

    private static void requireStaying(Person person) {
        if (person.deletedAt() != null) {
            throw IdentityProblem.outOfPlace("This account is being deleted. Restore it first.");
        }
    }

    private static void requireVersion(Person person, @Nullable Instant version) {
        if (version != null && !version.equals(person.updatedAt())) {
            throw IdentityProblem.changedMeanwhile();
        }
    }

    private static void settle(boolean changed) {
        if (!changed) {
            throw IdentityProblem.changedMeanwhile();
        }
    }

    private static String reason(String reason) {
        var said = Names.normal(reason);
        if (said.isBlank() || said.length() > LONGEST_REASON) {
            throw IdentityProblem.invalid(
                    "reason", "Say why, in at most " + LONGEST_REASON + " letters. They will read it.");
        }
        return said;
    }

    private static void requireQuota(int videos) {
        if (videos < 0 || videos > LARGEST_QUOTA) {
            throw IdentityProblem.invalid("monthlyQuota", "Write a number from 0 to 1,000,000.");
        }
    }
}
