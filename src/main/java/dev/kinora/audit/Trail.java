package dev.kinora.audit;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Viewer;
import java.util.UUID;
import java.util.function.Consumer;

/** The trail as its viewer may see it, newest first: admins all of it, everybody what they did and what was done to them. */
public final class Trail {
    private final TrailStore store;

    Trail(Db db) {
        this.store = new TrailStore(db);
    }

    public Page<Entry> page(TrailFilter filter, PageRequest page) {
        return store.page(store.condition(filter), page);
    }

    /** @throws AuditProblem where there is none, or none for this viewer */
    public Entry one(UUID id) {
        return store.find(id).orElseThrow(AuditProblem::notFound);
    }

    /** What the caller did and what was done to their account, for an admin too. */
    public Page<Entry> ofAccount(PageRequest page) {
        return ofAccount(TrailFilter.NONE, page);
    }

    public Page<Entry> ofAccount(TrailFilter filter, PageRequest page) {
        if (!(Caller.current().viewer() instanceof Viewer.User person)) {
            throw new IllegalStateException("nobody has an account here");
        }
        return store.page(store.condition(filter, person.id()), page);
    }

    /** What a person did and what was done to their account; for admins. */
    public Page<Entry> of(UUID person, PageRequest page) {
        return store.page(TrailStore.of(person), page);
    }

    /** Each entry in turn, in one transaction, a few of them in memory at a time however many there are. */
    public void export(TrailFilter filter, Consumer<Entry> each) {
        store.stream(store.condition(filter), each);
    }
}
