package dev.kinora.storage;

import java.io.IOException;
import java.util.Locale;

/** Java tells a full disk from any other failure by its text alone. */
final class DiskFull {
    private DiskFull() {}

    /** @throws StorageProblem when that is what it was */
    static IOException translated(String store, IOException failure) {
        var text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("quota exceeded") || text.contains("not enough space")) {
            throw StorageProblem.full(store, failure);
        }
        return failure;
    }
}
