package dev.kinora.access;

import dev.kinora.http.Grant;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ApiScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys with which programs act for a person. The secret is shown once; Kinora keeps its hash. */
public final class ApiKeys {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;
    private static final Duration LONGEST_LIFE = Duration.ofDays(3660);
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final ApiKeyStore store;
    private final Db db;
    private final Clock clock;

    ApiKeys(Db db, Clock clock) {
        this.store = new ApiKeyStore(db);
        this.db = db;
        this.clock = clock;
    }

    /**
     * What somebody wants of a new key.
     *
     * @param expiresAt null for never
     */
    public record Wish(
            String name, Set<ApiScope> scopes, @Nullable Instant expiresAt) {}

    /**
     * For a person, by whoever acts for them.
     *
     * @param allowed what the new key may have at most: all, or what the key has that asks for it
     */
    public ApiKey.Created create(UUID user, Wish wish, Set<ApiScope> allowed) {
        var name = named(wish.name());
        if (wish.scopes().isEmpty()) {
            throw KeyProblem.invalid("scopes", "Choose at least one thing that the key may do.");
        }
        if (wish.expiresAt() != null && !wish.expiresAt().isAfter(clock.instant())) {
            throw KeyProblem.invalid("expiresAt", "The key would have expired already. Choose a day to come.");
        }
        if (wish.expiresAt() != null && wish.expiresAt().isAfter(clock.instant().plus(LONGEST_LIFE))) {
            throw KeyProblem.invalid("expiresAt", "Choose a day within ten years, or let the key work for ever.");
        }
        if (!allowed.containsAll(wish.scopes())) {
            throw KeyProblem.widening();
        }
        var secret = KeySecret.random();
        return db.system("access", _ -> {
            if (store.countActive(user, clock.instant()) >= MOST) {
                throw KeyProblem.tooMany(MOST);
            }
            var id = store.insert(user, secret, name, EnumSet.copyOf(wish.scopes()), wish.expiresAt(), clock.instant());
            return new ApiKey.Created(store.find(user, id).orElseThrow(), secret);
        });
    }

    /** The caller's, newest first; those removed are not among them. */
    public List<ApiKey> mine() {
        return store.mine();
    }

    public void rename(UUID key, String name) {
        requireFound(store.rename(key, named(name)));
    }

    /** It stops with the next request, for good. Revoking it twice is no mistake. */
    public void revoke(UUID key) {
        requireFound(store.revoke(key, clock.instant()));
    }

    /** Everything a person's keys may do ends, in the caller's transaction of the system. */
    public void revokeAll(UUID user) {
        db.system("access", _ -> store.revokeAll(user, clock.instant()));
    }

    /** On one line and to be seen as it is: it stands in a mail and in a list. */
    private static String named(String typed) {
        var name = typed.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || UNSEEN.matcher(name).find()) {
            throw KeyProblem.invalid(
                    "name", "Give the key a name of at most " + LONGEST_NAME + " letters, on one line.");
        }
        return name;
    }

    /**
     * What a key asks for goes no further than itself, in time neither.
     *
     * @throws KeyProblem when it would
     */
    public static void requireWithin(Grant grant, Wish wish) {
        var end = grant.endsAt();
        if (!grant.scopes().containsAll(wish.scopes())
                || (end != null && (wish.expiresAt() == null || wish.expiresAt().isAfter(end)))) {
            throw KeyProblem.widening();
        }
    }

    private static void requireFound(int changed) {
        if (changed == 0) {
            throw KeyProblem.notFound();
        }
    }
}
