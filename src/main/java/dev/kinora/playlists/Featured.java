package dev.kinora.playlists;

import dev.kinora.platform.Db;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** What the operator puts forward. Only an admin may, which the database sees to as well. */
public final class Featured {
    private final FeaturedStore store;
    private final Clock clock;

    Featured(Db db, Clock clock) {
        this.store = new FeaturedStore(db);
        this.clock = clock;
    }

    /** What everybody may see of it, the last put forward first. */
    public List<FeaturedVideo> list(int most) {
        return store.list(most);
    }

    public void put(UUID video) {
        if (!store.set(video, clock.instant())) {
            throw PlaylistProblem.videoNotFound();
        }
    }

    public void take(UUID video) {
        if (!store.set(video, null)) {
            throw PlaylistProblem.videoNotFound();
        }
    }
}
