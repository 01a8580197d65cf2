package dev.kinora.access;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What was used when and how often, gathered and written every few seconds: a request reads one row and writes none. A
 * node that dies forgets those seconds.
 */
final class Usage implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Usage.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SessionStore sessions;
    private final ApiKeyStore keys;
    private final Map<UUID, SessionStore.Touch> touched = new ConcurrentHashMap<>();
    private final Map<UUID, ApiKeyStore.Use> counted = new ConcurrentHashMap<>();
    private final Continuations continuations;
    private final Clock clock;
    private volatile @Nullable Thread writer;

    Usage(Db db, Clock clock, Continuations continuations) {
        this.clock = clock;
        this.continuations = continuations;
        this.sessions = new SessionStore(db);
        this.keys = new ApiKeyStore(db);
    }

    void touch(SessionStore.Touch touch) {
        touched.put(touch.session(), touch);
    }

    /** How many requests of the window are not in the key's row yet. */
    int pending(UUID key, Instant windowStart) {
        var use = counted.get(key);
        return use == null || !use.windowStart().equals(windowStart) ? 0 : use.requests();
    }

    void count(UUID key, Instant windowStart, Instant now) {
        used(key, 1, windowStart, now);
    }

    /**
     * A request that only goes on with something: the key was used, and none of its requests is.
     *
     * @param windowEnd before which it counts
     * @return how many such requests this node has had from the key in the window
     */
    int continued(UUID key, Instant windowStart, Instant windowEnd, Instant now) {
        used(key, 0, windowStart, now);
        return continuations.count(key, windowStart, windowEnd);
    }

    private void used(UUID key, int requests, Instant windowStart, Instant now) {
        counted.merge(
                key,
                new ApiKeyStore.Use(key, requests, windowStart, now),
                (sum, one) -> new ApiKeyStore.Use(
                        key,
                        sum.requests() + requests,
                        sum.windowStart().isAfter(windowStart) ? sum.windowStart() : windowStart,
                        now));
    }

    /** What could not be written is kept for the next time; one that fails holds up none of the other. */
    void flush() {
        if (!continuations.isEmpty()) {
            continuations.forgetUntil(clock.instant());
        }
        var uses = taken(counted);
        var touches = taken(touched);
        writing(uses, keys::count, use -> counted.merge(use.key(), use, Usage::sum));
        writing(touches, sessions::touch, touch -> touched.putIfAbsent(touch.session(), touch));
    }

    private static <T> List<T> taken(Map<UUID, T> gathered) {
        return gathered.keySet().stream()
                .map(gathered::remove)
                .filter(Objects::nonNull)
                .toList();
    }

    private static <T> void writing(List<T> gathered, Consumer<List<T>> write, Consumer<T> putBack) {
        if (gathered.isEmpty()) {
            return;
        }
        try {
            Caller.system("access").run(() -> write.accept(gathered));
        } catch (RuntimeException e) {
            LOG.warn("What sessions and keys were used for could not be written; it is tried again: {}", e.toString());
            gathered.forEach(putBack);
        }
    }

    private static ApiKeyStore.Use sum(ApiKeyStore.Use newer, ApiKeyStore.Use older) {
        return new ApiKeyStore.Use(
                newer.key(), newer.requests() + older.requests(), newer.windowStart(), newer.usedAt());
    }

    @Override
    public void start() {
        writer = Thread.ofVirtual().name("usage").start(() -> {
            try {
                while (true) {
                    Thread.sleep(PAUSE);
                    flush();
                }
            } catch (InterruptedException _) {
                // Stopped; the rest is written by whoever stops it.
            }
        });
    }

    @Override
    public void stop() {
        var running = writer;
        if (running != null) {
            running.interrupt();
            writer = null;
            flush();
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }
}
