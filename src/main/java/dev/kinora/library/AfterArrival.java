package dev.kinora.library;

import java.util.UUID;

/** What goes on once a film is here; in the transaction in which that is written down. */
public interface AfterArrival {
    void arrived(UUID video);

    /** Its owner does not want that it is made again any more; what plays is left alone. */
    default void givenUp(UUID video) {}
}
