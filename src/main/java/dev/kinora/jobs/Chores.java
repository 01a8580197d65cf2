package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done beside taking turns, some of it each second and some when it is asked for. */
final class Chores {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Worker worker;
    private final WorkerStore store;
    private final NoteStore written;
    private final Crew crew;
    private final Sights sights;
    private final Schedules schedules;
    private final Notes notes;
    private final Minutes minutes;
    private final Heart heart;
    private final Clock clock;
    private final Map<Integer, String> typeNames = new ConcurrentHashMap<>();
    private final Semaphore wanted = new Semaphore(0);
    private final AtomicBoolean gates = new AtomicBoolean(true);
    private final AtomicBoolean children = new AtomicBoolean(true);
    private final AtomicBoolean look = new AtomicBoolean(true);
    private final ConcurrentLinkedQueue<Unbegun> unbegun = new ConcurrentLinkedQueue<>();
    private volatile long tickedNanos = System.nanoTime();
    private long nextLookNanos;
    private boolean due;
    private boolean scheduled;
    private @Nullable Thread thread;

    Chores(
            Worker worker,
            WorkerStore store,
            NoteStore written,
            Crew crew,
            Sights sights,
            Schedules schedules,
            Notes notes,
            Minutes minutes,
            Heart heart,
            Clock clock) {
        this.worker = worker;
        this.store = store;
        this.written = written;
        this.crew = crew;
        this.sights = sights;
        this.schedules = schedules;
        this.notes = notes;
        this.minutes = minutes;
        this.heart = heart;
        this.clock = clock;
    }

    /** @param types all kinds of work that there are, by number */
    void named(Map<String, Integer> types) {
        types.forEach((name, id) -> typeNames.put(id, name));
        schedules.declare();
    }

    Heart heart() {
        return heart;
    }

    void openGates() {
        want(gates);
    }

    void tellChildren() {
        want(children);
    }

    void lookNow() {
        want(look);
    }

    /** A job that was born leased and is not begun here, if it came to be. */
    record Unbegun(UUID worker, UUID lease, UUID job) {}

    void returnSoon(Unbegun job) {
        unbegun.add(job);
        wanted.release();
    }

    private void want(AtomicBoolean chore) {
        if (chore.compareAndSet(false, true)) {
            wanted.release();
        }
    }

    void start() {
        heart.start();
        thread = Thread.ofVirtual()
                .name("jobs-chores")
                .start(() -> Caller.system("jobs").run(this::loop));
    }

    void stop() {
        heart.stop();
        var working = thread;
        if (working != null) {
            working.interrupt();
            try {
                working.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void loop() {
        var nextTick = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (System.nanoTime() >= nextTick) {
                    nextTick = System.nanoTime() + TICK.toNanos();
                    tick();
                } else {
                    atHand();
                    returnUnbegun();
                }
                if (wanted.tryAcquire(Math.max(1, nextTick - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    wanted.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted() || heart.stopped()) {
                    return;
                }
                LOG.warn("The queue's chores pause: {}", e.getMessage());
                children.set(true);
                gates.set(true);
                look.set(true);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void atHand() {
        if (children.compareAndSet(true, false)) {
            var told = store.tellChildren(clock.instant());
            worker.wake(told.classes());
            if (told.more()) {
                want(children);
            }
        }
        if (gates.compareAndSet(true, false)) {
            worker.wake(store.gates(clock.instant()));
        }
        if (look.compareAndSet(true, false)) {
            crew.looked(store.heads());
        }
    }

    private void returnUnbegun() {
        for (var job = unbegun.poll(); job != null; job = unbegun.poll()) {
            try {
                worker.wake(store.giveBack(job.worker(), job.lease(), job.job(), clock.instant()));
            } catch (RuntimeException e) {
                unbegun.add(job);
                throw e;
            }
        }
    }

    /** First the sign of life, without which everything here is taken away; then each by itself, so that none keeps another. */
    private void tick() {
        heart.beat();
        due = true;
        scheduled = true;
        var failure = new ArrayList<RuntimeException>();
        for (Runnable chore : List.<Runnable>of(
                this::hearNews,
                this::beginDue,
                this::beginScheduled,
                this::atHand,
                this::returnUnbegun,
                this::lookInTime,
                sights::take,
                this::writeNotes)) {
            try {
                chore.run();
            } catch (RuntimeException e) {
                failure.add(e);
            }
        }
        if (!failure.isEmpty()) {
            throw failure.getFirst();
        }
        tickedNanos = System.nanoTime();
    }

    /** How long ago everything was done that is to be done each second. */
    Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - tickedNanos);
    }

    /** Everything at once, without waiting for its time; for tests. */
    void all() {
        store.beat(worker.id());
        hearNews();
        due = true;
        scheduled = true;
        beginDue();
        beginScheduled();
        do {
            children.set(true);
            gates.set(true);
            look.set(true);
            atHand();
        } while (children.get());
    }

    private void hearNews() {
        var news = store.news(clock.instant());
        due = news.due();
        scheduled = news.scheduled();
        children.compareAndSet(false, news.children());
        gates.compareAndSet(false, news.gates());
        var types = new HashSet<Integer>();
        typeNames.forEach((id, name) -> {
            if (news.everythingPaused() || news.paused().contains(name)) {
                types.add(id);
            }
        });
        crew.pause(types);
    }

    private void beginDue() {
        if (due) {
            worker.wake(store.due(clock.instant()));
        }
    }

    private void beginScheduled() {
        if (scheduled) {
            schedules.tick().forEach(worker::wake);
        }
    }

    /** Looking from the very beginning steps over what was taken and not yet cleared away; it takes a twentieth of the time at most. */
    private void lookInTime() {
        var began = System.nanoTime();
        if (began >= nextLookNanos) {
            look.set(false);
            crew.looked(store.heads());
            nextLookNanos = System.nanoTime() + Math.max(TICK.toNanos() / 2, 20 * (System.nanoTime() - began));
        }
    }

    void writeNotes() {
        var lines = notes.take();
        if (!lines.isEmpty()) {
            written.write(lines);
        }
        var sums = minutes.take();
        if (!sums.isEmpty()) {
            written.write(sums);
        }
    }
}
