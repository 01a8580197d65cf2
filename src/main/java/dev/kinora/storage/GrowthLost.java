package dev.kinora.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The store answers and has no longer what was made durable of a growing file: nobody can go on with it, however long they wait. */
public final class GrowthLost extends IOException {
    GrowthLost(String what, @Nullable Throwable cause) {
        super(what, cause);
    }

    static GrowthLost forgotten(String store, String key, @Nullable Throwable cause) {
        return new GrowthLost(
                "The store \"" + store + "\" has forgotten the unfinished upload of " + key
                        + ". It may delete such ones after a time of its own choice.",
                cause);
    }
}
