package dev.kinora.uploads;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** Uploads of which a whole is to be made; most are made of none. */
record Parts(List<UploadStore.Part> all) {
    private static final int MOST = 1000;

    /** Locked until the transaction ends. */
    static Parts of(UploadStore store, UUID owner, List<UUID> named) {
        if (named.isEmpty()) {
            return new Parts(List.of());
        }
        if (named.size() > MOST) {
            throw UploadProblem.malformed("A whole may be made of " + MOST + " parts at most.");
        }
        var distinct = new HashSet<>(named);
        var parts = store.parts(owner, distinct);
        if (parts.size() < distinct.size()) {
            throw UploadProblem.unfinishedParts();
        }
        if (distinct.size() < named.size()) {
            throw UploadProblem.malformed("Each part can be named only once.");
        }
        return new Parts(parts);
    }

    boolean none() {
        return all.isEmpty();
    }

    List<UUID> ids() {
        return all.stream().map(UploadStore.Part::id).toList();
    }

    long bytes() {
        return all.stream().mapToLong(UploadStore.Part::bytes).sum();
    }

    long reserved() {
        return all.stream().mapToLong(UploadStore.Part::reserved).sum();
    }

    /** The whole is made beside them. */
    String store() {
        var stores = all.stream().map(UploadStore.Part::store).distinct().toList();
        if (stores.size() > 1) {
            throw UploadProblem.malformed("The parts lie in different stores; upload them anew.");
        }
        return stores.getFirst();
    }
}
