package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Prometheus how the queue is, in every process, whether it works on it or not: a worker alone has no page to be read at. */
final class Counting {
    private static final Logger LOG = LoggerFactory.getLogger(Counting.class);
    private static final Duration EACH = Duration.ofSeconds(15);

    private final CountingStore store;
    private final JobMeters meters;
    private final Set<String> told = new HashSet<>();
    private @Nullable Thread thread;

    Counting(CountingStore store, JobMeters meters) {
        this.store = store;
        this.meters = meters;
    }

    void start() {
        thread = Thread.ofVirtual()
                .name("jobs-counting")
                .start(() -> Caller.system("jobs").run(this::loop));
    }

    void stop() {
        var counting = thread;
        if (counting != null) {
            counting.interrupt();
        }
    }

    private void loop() {
        try {
            while (true) {
                Thread.sleep(EACH);
                count();
            }
        } catch (InterruptedException _) {
            // The process stops.
        }
    }

    void count() {
        try {
            meters.depths(store.depths());
            meters.lately(store.lately());
            meters.workers(store.workers());
            var unserved = store.unserved();
            meters.unserved(unserved);
            tell(unserved.stream().map(CountingStore.Unserved::type).toList());
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("The queue could not be counted: {}", e.getMessage());
            }
        }
    }

    /** Once, until it is served. */
    private void tell(List<String> unserved) {
        told.retainAll(unserved);
        for (var type : unserved) {
            if (told.add(type)) {
                LOG.warn("Jobs of the kind {} wait, and no worker that is at work does that kind.", type);
            }
        }
    }
}
