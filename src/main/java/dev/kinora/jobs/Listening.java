package dev.kinora.jobs;

import dev.kinora.live.LiveEvent;
import dev.kinora.live.LiveEvents;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of other processes what they queued and whom somebody wants to stop. */
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LiveEvents live;
    private final Worker worker;
    private @Nullable Thread thread;

    Listening(LiveEvents live, Worker worker) {
        this.live = live;
        this.worker = worker;
    }

    void start() {
        thread = Thread.ofVirtual().name("jobs-listening").start(this::listen);
    }

    void stop() {
        var listening = thread;
        if (listening != null) {
            listening.interrupt();
        }
    }

    private void listen() {
        try {
            while (true) {
                untilItEnds();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            // The worker stops.
        }
    }

    private void untilItEnds() throws InterruptedException {
        try (var subscription = live.subscribe(Set.of(Worker.WAKE, Worker.CANCEL))) {
            while (true) {
                switch (subscription.next(PATIENCE).orElse(null)) {
                    case null -> {}
                    case LiveEvent.Published(var topic, var payload) -> hear(topic, payload);
                    case LiveEvent.Reset() -> worker.lookNow();
                    case LiveEvent.Ended() -> {
                        return;
                    }
                }
            }
        }
    }

    /** Anybody with the database's password may say anything here. */
    private void hear(String topic, String payload) {
        try {
            heed(topic, payload);
        } catch (IllegalArgumentException e) {
            LOG.debug("A notice that is none: {} {}", topic, payload, e);
        }
    }

    private void heed(String topic, String payload) {
        if (topic.equals(Worker.CANCEL)) {
            worker.cancel(UUID.fromString(payload));
        } else if (payload.equals("*")) {
            worker.lookNow();
        } else {
            worker.wake(
                    Arrays.stream(payload.split(",", -1)).map(Integer::valueOf).toList());
        }
    }
}
