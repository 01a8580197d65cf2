package dev.kinora.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Lines that handlers wrote, until they are written down with the next tick. */
final class Notes {
    private static final int MOST_WAITING = 20_000;

    record Note(Claim job, String line, java.time.Instant at) {}

    private final ConcurrentLinkedQueue<Note> waiting = new ConcurrentLinkedQueue<>();
    private final java.util.concurrent.atomic.AtomicInteger size = new java.util.concurrent.atomic.AtomicInteger();
    private final java.time.Clock clock;

    Notes(java.time.Clock clock) {
        this.clock = clock;
    }

    /** Beyond what a database takes in a minute, lines are dropped rather than memory filled. */
    void add(Claim job, String line) {
        if (size.incrementAndGet() <= MOST_WAITING) {
            waiting.add(new Note(job, line, clock.instant()));
        } else {
            size.decrementAndGet();
        }
    }

    List<Note> take() {
        var taken = new ArrayList<Note>();
        while (taken.size() < 1_000 && !waiting.isEmpty()) {
            var note = waiting.remove();
            size.decrementAndGet();
            taken.add(note);
        }
        return taken;
    }
}
