package dev.kinora.jobs;

import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Caller;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells workers that there is something: this process's at once, others' at most twenty times a second, since each notice of
 * the database takes a lock that every other waits for. A notice that is lost costs a second.
 */
final class Waking {
    private static final Logger LOG = LoggerFactory.getLogger(Waking.class);
    private static final long PAUSE_MILLIS = 50;
    private static final int MOST_NAMED = 100;

    private final Worker worker;
    private final LiveEvents live;
    private final Set<Integer> untold = new HashSet<>();
    private boolean telling;

    Waking(Worker worker, LiveEvents live) {
        this.worker = worker;
        this.live = live;
    }

    void tell(Set<Integer> classes) {
        if (classes.isEmpty()) {
            return;
        }
        worker.wake(classes);
        if (!worker.working() || worker.othersAlive() > 0) {
            tellOthers(classes);
        }
    }

    /** Without knowing what is new. */
    void everything() {
        worker.lookNow();
        if (!worker.working() || worker.othersAlive() > 0) {
            tellOthers(Set.of(-1));
        }
    }

    private synchronized void tellOthers(Set<Integer> classes) {
        untold.addAll(classes);
        if (!telling) {
            telling = true;
            Thread.ofVirtual().name("jobs-waking").start(this::tellSoon);
        }
    }

    private void tellSoon() {
        var classes = take();
        while (!classes.isEmpty()) {
            var all = classes.contains(-1) || classes.size() > MOST_NAMED;
            var text = all ? "*" : classes.stream().map(String::valueOf).collect(Collectors.joining(","));
            try {
                Caller.system("jobs").run(() -> live.publish(Worker.WAKE, text));
                Thread.sleep(PAUSE_MILLIS);
            } catch (RuntimeException e) {
                // Others look by themselves each second.
                LOG.debug("A notice of new jobs was lost", e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            classes = take();
        }
    }

    private synchronized Set<Integer> take() {
        var taken = Set.copyOf(untold);
        untold.clear();
        telling = !taken.isEmpty();
        return taken;
    }
}
