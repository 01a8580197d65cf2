package dev.kinora.storage;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose a store is. The first Kinora that uses it writes its id there; another that was given the same bucket or folder by
 * mistake, or shares it, would take all of its films for nobody's.
 */
final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final DoomedStore database;
    private final Set<String> marked = ConcurrentHashMap.newKeySet();

    Ownership(DoomedStore database) {
        this.database = database;
    }

    /** Writes the mark where there is none. */
    boolean isOurs(MediaStore store) throws IOException {
        var ours = database.installation().toString();
        if (store.mark().isEmpty()) {
            store.mark(ours);
        }
        // Read back: of two that wrote at once the last one has it.
        var mark = store.mark().orElse("");
        if (!mark.equals(ours)) {
            LOG.warn(
                    "The store \"{}\" carries the mark of another Kinora ({}): what nobody here knows in it is left alone."
                            + " docs/storage.md says what to do",
                    store.name(),
                    mark);
            return false;
        }
        return true;
    }

    /** Once in the life of a process: what is in use is marked before anybody looks for what is nobody's. */
    void claim(MediaStore store) throws IOException {
        if (!marked.contains(store.name())) {
            isOurs(store);
            marked.add(store.name());
        }
    }
}
