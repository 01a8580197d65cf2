package dev.kinora.watching;

import java.util.List;

/** A film, and others to go on with. */
public record WatchPage(Film film, List<Card> others) {
    public WatchPage {
        others = List.copyOf(others);
    }
}
