package dev.kinora.access;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests of each key only went on with something, in its window. Known to this node alone, and forgotten with the window. */
final class Continuations {
    private record Window(Instant start, Instant end, int requests) {}

    private final Map<UUID, Window> windows = new ConcurrentHashMap<>();

    /** @return how many there were of the key, with this one */
    int count(UUID key, Instant start, Instant end) {
        return windows.merge(
                        key,
                        new Window(start, end, 1),
                        (there, one) ->
                                there.start().equals(start) ? new Window(start, end, there.requests() + 1) : one)
                .requests();
    }

    /** Of windows that are over; a key that is used no more leaves nothing behind. */
    void forgetUntil(Instant now) {
        windows.values().removeIf(window -> !window.end().isAfter(now));
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }
}
