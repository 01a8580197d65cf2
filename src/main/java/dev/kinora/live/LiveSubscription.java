package dev.kinora.live;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One listener's events, waiting to be taken. Whoever does not keep up is ended rather than remembered for. */
public final class LiveSubscription implements AutoCloseable {
    private static final int MOST_WAITING = 256;

    private final Set<String> topics;
    private final Consumer<LiveSubscription> forget;
    private final BlockingQueue<LiveEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING + 1);
    private boolean ended;

    LiveSubscription(Set<String> topics, Consumer<LiveSubscription> forget) {
        this.topics = Set.copyOf(topics);
        this.forget = forget;
    }

    /** Waits for the next event; empty when none came in that time. After {@link LiveEvent.Ended} nothing comes. */
    public Optional<LiveEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    boolean wants(String topic) {
        return topics.contains(topic);
    }

    synchronized void offer(LiveEvent event) {
        if (ended) {
            return;
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.add(event);
        } else {
            end();
        }
    }

    /** What waits is dropped: the subscriber will fetch everything anew. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            waiting.clear();
            waiting.add(new LiveEvent.Ended());
            forget.accept(this);
        }
    }

    @Override
    public void close() {
        end();
    }
}
