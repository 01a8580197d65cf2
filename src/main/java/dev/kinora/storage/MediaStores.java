package dev.kinora.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The stores of this installation. */
public final class MediaStores {
    static final String DISK = "disk";

    private final Map<String, MediaStore> stores;
    private final MediaStore chosen;
    private final long spare;
    private final Copies copies;

    MediaStores(Map<String, MediaStore> stores, String chosen, long spare, Copies copies) {
        this.stores = Map.copyOf(stores);
        this.chosen = named(chosen);
        this.spare = spare;
        this.copies = copies;
    }

    /** Where new videos go. */
    public MediaStore chosen() {
        return chosen;
    }

    /** @throws StorageProblem when the settings name none so; a row may name one that they no longer do */
    public MediaStore named(String name) {
        var store = stores.get(name);
        if (store == null) {
            throw StorageProblem.unknown(name);
        }
        return store;
    }

    /** To be closed. */
    public LocalFile local(MediaStore store, MediaKey key) throws IOException {
        return copies.local(store, key);
    }

    /** Of copies on this machine what somebody left who was killed. */
    void sweepCopies() throws IOException {
        copies.sweep();
    }

    public Collection<MediaStore> all() {
        return stores.values();
    }

    /** Where viewers fetch past Kinora. */
    List<String> origins() {
        return stores.values().stream()
                .flatMap(store -> store.origin().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Refuses beforehand what could only end in a full disk. */
    public void requireRoom(MediaStore store, long bytes) {
        try {
            if (store.room() - spare < bytes) {
                throw StorageProblem.full(store.name());
            }
        } catch (IOException e) {
            throw StorageProblem.unreachable(store.name(), e);
        }
    }
}
