package dev.kinora.library;

import java.util.List;
import java.util.UUID;

/**
 * What was put into the bin.
 *
 * @param kept what lies there now and was not there before
 * @param cancelled how many were still being uploaded: their uploads are cancelled, and nothing is left of them
 */
public record Binned(List<UUID> kept, int cancelled) {
    public int count() {
        return kept.size() + cancelled;
    }
}
