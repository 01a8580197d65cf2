package dev.kinora.database;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts our own server again when it has ended, or fallen silent, without being asked to; not for ever. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int ROUNDS_BETWEEN_CALLS = 15;
    private static final int UNANSWERED_CALLS = 3;
    private static final int ATTEMPTS = 8;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** A server that has run so long is well again, and what comes then is another fall. */
    private static final Duration WELL = Duration.ofMinutes(5);

    private final EmbeddedServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private int rounds;
    private int unanswered;
    private int attempts;
    private Instant lastAttempt = Instant.MIN;

    private Watch(EmbeddedServer server) {
        this.server = server;
        this.thread = Thread.ofPlatform().name("database-watch").daemon().unstarted(this::watch);
    }

    static Watch over(EmbeddedServer server) {
        var watch = new Watch(server);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        var goesOn = true;
        while (goesOn && !closesWithin(ROUND)) {
            goesOn = isWell() || revive();
        }
    }

    private boolean isWell() {
        if (!server.runs()) {
            return false;
        }
        rounds++;
        if (rounds % ROUNDS_BETWEEN_CALLS == 0) {
            unanswered = server.answers() ? 0 : unanswered + 1;
        }
        return unanswered < UNANSWERED_CALLS;
    }

    /** @return whether there is anything left to watch */
    private boolean revive() {
        if (Duration.between(lastAttempt, Instant.now()).compareTo(WELL) > 0) {
            attempts = 0;
        }
        if (attempts == ATTEMPTS) {
            LOG.error(
                    "The database was started again {} times and does not stay; this Kinora goes on without it. Mend what {}"
                            + " names, then restart Kinora.",
                    ATTEMPTS,
                    server.log());
            return false;
        }
        if (attempts > 0 && closesWithin(pauseBefore(attempts))) {
            return false;
        }
        attempts++;
        lastAttempt = Instant.now();
        unanswered = 0;
        attempt();
        return true;
    }

    private void attempt() {
        LOG.warn("The database has ended unasked; starting it again, attempt {} of {}.", attempts, ATTEMPTS);
        try {
            server.restart();
            LOG.warn("The database runs again.");
        } catch (Refusal | IllegalStateException e) {
            // The next round finds it missing and tries again.
            LOG.warn("The database did not start: {}", e.getMessage());
        }
    }

    static Duration pauseBefore(int attempts) {
        var pause = Duration.ofSeconds(1L << (attempts - 1));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private boolean closesWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits for a start under way, so that none is left behind. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the watch over the database", e);
        }
    }
}
