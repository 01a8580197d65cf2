package dev.kinora.library;

import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What lies in each store, counted for operators. */
public final class Holdings {
    private static final HoldingStore.Counted NOTHING = new HoldingStore.Counted("", 0, 0, 0, 0, 0, 0);

    private final HoldingStore store;
    private final MediaStores stores;

    Holdings(HoldingStore store, MediaStores stores) {
        this.store = store;
        this.stores = stores;
    }

    /** By name; with those that videos still name although the settings no longer do. */
    public List<Holding> all() {
        var counted =
                store.count().stream().collect(Collectors.toMap(HoldingStore.Counted::store, Function.identity()));
        var known = stores.all().stream().collect(Collectors.toMap(MediaStore::name, Function.identity()));
        var names = new TreeSet<>(counted.keySet());
        names.addAll(known.keySet());
        return names.stream()
                .map(name -> holding(name, counted.getOrDefault(name, NOTHING), Optional.ofNullable(known.get(name))))
                .toList();
    }

    private Holding holding(String name, HoldingStore.Counted counted, Optional<MediaStore> found) {
        Long free = null;
        String trouble = null;
        if (found.isEmpty()) {
            trouble = "The settings name no such store, so that what lies in it cannot be reached.";
        } else {
            try {
                var room = found.get().room();
                free = room == Long.MAX_VALUE ? null : room;
            } catch (IOException e) {
                trouble = "It cannot be reached: " + e.getMessage();
            }
        }
        return new Holding(
                name,
                found.map(MediaStore::kind).orElse(null),
                found.filter(each -> each == stores.chosen()).isPresent(),
                counted.videos(),
                counted.sources(),
                counted.renditions(),
                counted.leaving(),
                counted.arriving(),
                counted.doomed(),
                free,
                trouble);
    }
}
