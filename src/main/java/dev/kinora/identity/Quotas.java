package dev.kinora.identity;

import dev.kinora.platform.Db;
import java.util.UUID;

/** What people may use. The month starts anew by the upkeep, in each person's own time zone. */
public final class Quotas {
    private final QuotaStore store;

    Quotas(Db db) {
        this.store = new QuotaStore(db);
    }

    /** Of the viewer, or of anybody for an admin. */
    public Quota of(UUID user) {
        return store.find(user).orElseThrow(IdentityProblem::userNotFound);
    }
}
