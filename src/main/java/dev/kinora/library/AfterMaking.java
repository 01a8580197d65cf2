package dev.kinora.library;

import java.util.UUID;

/** What follows when all of a film is made and plays, for the first time or anew; in the transaction in which that is written down. */
public interface AfterMaking {
    void made(UUID video);
}
