package dev.kinora.uploads;

import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.util.Comparator;
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

    /**
     * Nobody should wait for gigabytes to be put together that are no film: where the first one with bytes begins as none, nothing
     * is. What a part of nothing has no file for is not opened.
     *
     * @param named in the order of the whole
     */
    static void requireFilm(UploadStore store, MediaStores stores, UUID owner, List<UUID> named) {
        if (named.isEmpty()) {
            return;
        }
        var parts = of(store, owner, named);
        var first = parts.all().stream()
                .filter(part -> part.bytes() > 0)
                .min(Comparator.comparing(part -> named.indexOf(part.id())));
        if (first.isEmpty()) {
            throw UploadProblem.notAVideo("empty");
        }
        var media = stores.named(first.get().store());
        try (var bytes = media.open(MediaKey.of(first.get().key()), 0, Sniffer.ENOUGH)) {
            if (Sniffer.sniff(bytes.readAllBytes(), false) instanceof Sniffed.Foreign foreign) {
                throw UploadProblem.notAVideo(foreign.what());
            }
        } catch (IOException e) {
            throw StorageProblem.unreachable(media.name(), e);
        }
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
