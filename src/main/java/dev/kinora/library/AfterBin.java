package dev.kinora.library;

import java.util.Collection;
import java.util.UUID;

/** What follows when owners put their films into the bin, once that is written down. */
public interface AfterBin {
    void binned(Collection<UUID> videos);
}
