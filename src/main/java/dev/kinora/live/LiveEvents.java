package dev.kinora.live;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.platform.Db;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages what has just happened, on whichever node they are open.
 *
 * <p>Delivery is a hint, at most once: whoever subscribes does so first and then fetches the state. Who may hear a topic is
 * for the caller of {@link #stream} to decide; the topic itself is checked by nobody.
 */
public final class LiveEvents implements SmartLifecycle {
    /** PostgreSQL takes a little less than 8000 bytes, the topic included. */
    private static final int LARGEST_PAYLOAD = 7 * 1024;

    private static final Pattern TOPIC = Pattern.compile("[a-z0-9][a-z0-9:._/-]{0,199}");
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final DatabaseAddress address;
    private final LiveEventStore store;
    private final Set<LiveSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private @Nullable LiveListener listener;
    private volatile boolean running = true;

    /** @param address where to listen; a connection is made once somebody subscribes */
    public LiveEvents(DatabaseAddress address, Db db) {
        this.address = address;
        this.store = new LiveEventStore(db);
    }

    /**
     * Tells all subscribers of the topic once the caller's transaction is committed, and nobody when it is rolled back.
     *
     * <p>Beware in hot transactions: PostgreSQL takes one lock for the whole cluster while it commits a transaction that
     * notifies, so that such commits queue up one behind the other. Publish what people look at, not every step.
     *
     * @param topic lower-case, such as {@code video:0198…}
     * @param payload one line, say JSON, of at most 7 kB; large things are named here and fetched
     */
    public void publish(String topic, String payload) {
        requireTopic(topic);
        if (payload.getBytes(StandardCharsets.UTF_8).length > LARGEST_PAYLOAD) {
            throw new IllegalArgumentException("a live event holds at most 7 kB: " + topic);
        }
        if (payload.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a live event is one line of text: " + topic);
        }
        store.notify(topic + "\n" + payload);
    }

    /** To be closed by the caller. The first subscriber of a node is told to reset once it is heard for. */
    public LiveSubscription subscribe(Set<String> topics) {
        topics.forEach(LiveEvents::requireTopic);
        var subscription = new LiveSubscription(topics, subscriptions::remove);
        subscriptions.add(subscription);
        if (running) {
            ensureListening();
        } else {
            subscription.end();
        }
        return subscription;
    }

    /** The same as server-sent events: the topic is the event's name; {@code reset} means fetch again. */
    public SseEmitter stream(Set<String> topics) {
        var emitter = new SseEmitter(0L);
        var subscription = subscribe(topics);
        emitter.onCompletion(subscription::close);
        emitter.onError(_ -> subscription.close());
        Thread.ofVirtual().name("live-stream").start(() -> write(subscription, emitter));
        return emitter;
    }

    public int subscribers() {
        return subscriptions.size();
    }

    private static void write(LiveSubscription subscription, SseEmitter emitter) {
        try (subscription) {
            emitter.send(SseEmitter.event().comment("open").reconnectTime(2_000));
            while (send(subscription, emitter)) {}
            emitter.complete();
        } catch (IOException | IllegalStateException _) {
            // The page was closed; there is nobody left to tell, and the server ends the request itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(emitter);
        }
    }

    private static void end(SseEmitter emitter) {
        try {
            emitter.complete();
        } catch (IllegalStateException _) {
            // It has ended already.
        }
    }

    private static boolean send(LiveSubscription subscription, SseEmitter emitter)
            throws IOException, InterruptedException {
        var event = subscription.next(HEARTBEAT).orElse(null);
        switch (event) {
            case null -> emitter.send(SseEmitter.event().comment("still here"));
            case LiveEvent.Published(var topic, var payload) ->
                emitter.send(SseEmitter.event().name(topic).data(payload));
            case LiveEvent.Reset() ->
                emitter.send(SseEmitter.event().name("reset").data("{}"));
            case LiveEvent.Ended() -> {
                emitter.send(SseEmitter.event().name("reconnect").data("{}"));
                return false;
            }
        }
        return true;
    }

    private synchronized void ensureListening() {
        if (listener == null && running) {
            listener = new LiveListener(address, this::reset, this::hear);
            listener.start();
        }
    }

    private void reset() {
        subscriptions.forEach(subscription -> subscription.offer(new LiveEvent.Reset()));
    }

    private void hear(String message) {
        var end = message.indexOf('\n');
        if (end > 0) {
            var event = new LiveEvent.Published(message.substring(0, end), message.substring(end + 1));
            subscriptions.stream()
                    .filter(subscription -> subscription.wants(event.topic()))
                    .forEach(subscription -> subscription.offer(event));
        }
    }

    private static void requireTopic(String topic) {
        if (!TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException("not a topic: " + topic);
        }
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    /** Ends all streams, which otherwise the web server would wait for. */
    @Override
    public synchronized void stop() {
        running = false;
        if (listener != null) {
            listener.stop();
            listener = null;
        }
        subscriptions.forEach(LiveSubscription::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped before the web server begins to wait for open requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
