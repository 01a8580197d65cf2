package dev.kinora.identity;

import dev.kinora.access.Sessions;
import dev.kinora.platform.Db;
import dev.kinora.platform.PublicAddress;
import dev.kinora.platform.Secrets;
import dev.kinora.schema.enums.UserRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the first admin from a link that only the operator has seen. The link is sealed under the installation's keys, so
 * that every node knows it; it is worth nothing once there is an admin.
 */
public final class FirstAdmin {
    private static final String CONTEXT = "first admin";
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final AccountStore store;
    private final FirstAdminStore first;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Secrets secrets;
    private final PublicAddress address;
    private final Db db;
    private final Clock clock;

    FirstAdmin(Db db, Accounts accounts, Sessions sessions, Secrets secrets, PublicAddress address, Clock clock) {
        this.store = new AccountStore(db);
        this.first = new FirstAdminStore(db);
        this.accounts = accounts;
        this.sessions = sessions;
        this.secrets = secrets;
        this.address = address;
        this.db = db;
        this.clock = clock;
    }

    /** Empty where there is an admin already. */
    public Optional<String> link() {
        return first.hasAdmin()
                ? Optional.empty()
                : Optional.of(
                        address.of("/welcome/" + secrets.encrypt(clock.instant().toString(), CONTEXT)));
    }

    public boolean isUsable(String token) {
        return isOurs(token) && !first.hasAdmin();
    }

    public void create(String token, SignUp wish, HttpServletRequest request, HttpServletResponse response) {
        if (!isOurs(token)) {
            throw IdentityProblem.linkUnusable();
        }
        var newcomer = accounts.prepare(wish, UserRole.admin);
        db.system("first-admin", _ -> {
            first.lock();
            if (first.hasAdmin()) {
                throw IdentityProblem.linkUnusable();
            }
            UUID admin = accounts.insert(newcomer);
            store.stampSignIn(admin, clock.instant());
            sessions.start(admin, false, request, response);
            return null;
        });
    }

    private boolean isOurs(String token) {
        try {
            return Instant.parse(secrets.decrypt(token, CONTEXT)).plus(LIFETIME).isAfter(clock.instant());
        } catch (Secrets.Unreadable _) {
            return false;
        }
    }
}
