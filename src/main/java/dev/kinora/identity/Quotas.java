package dev.kinora.identity;

import dev.kinora.platform.Db;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** Bytes that were reserved and not needed. */
    public void giveBack(UUID user, long bytes) {
        if (bytes > 0) {
            store.giveBack(user, bytes);
        }
    }

    /**
     * Takes from a quota, or refuses, whoever else takes at the same moment; joins the transaction of the system that is open.
     * The database gives it back by itself when the upload it was taken for is deleted.
     *
     * @param video whether it counts as one of the month's
     * @return the end of the month it was counted in; null when it counts as none
     */
    public @Nullable LocalDate reserve(UUID user, long bytes, boolean video) {
        var until = store.reserve(user, bytes, video ? 1 : 0);
        if (until.isEmpty()) {
            var quota = of(user);
            throw video && quota.videosUsed() >= quota.videosAllowed()
                    ? IdentityProblem.videosUsedUp(quota)
                    : IdentityProblem.storageUsedUp(quota, bytes);
        }
        return video ? until.get() : null;
    }

    /** Refuses what takes nobody knows how much to those who have more than their plan allows. */
    public void requireStorage(UUID user) {
        var quota = of(user);
        if (quota.bytesUsed() > quota.bytesAllowed()) {
            throw IdentityProblem.storageUsedUp(quota, 0);
        }
    }

    /**
     * Counts a video and its bytes in a quota that has no room for them, too: for what whoever runs the installation brings.
     *
     * @return as above
     */
    public LocalDate count(UUID user, long bytes) {
        return store.count(user, bytes).orElseThrow(IdentityProblem::userNotFound);
    }
}
