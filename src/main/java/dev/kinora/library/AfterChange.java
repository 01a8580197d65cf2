package dev.kinora.library;

import java.util.Collection;
import java.util.UUID;

/** What follows when owners say that what is spoken in their films is another language; in the transaction in which that is written down. */
public interface AfterChange {
    void spokenAnew(Collection<UUID> videos);
}
