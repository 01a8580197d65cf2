package dev.kinora.captions;

import java.util.Collection;
import java.util.UUID;

/** What follows when what is said in films is written down, or otherwise than before; in the transaction in which that happens. */
public interface AfterTranscript {
    void transcribed(Collection<UUID> videos);
}
