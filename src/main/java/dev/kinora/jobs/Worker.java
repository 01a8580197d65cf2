package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.live.LiveEvent;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * This process at work: one thread takes turns with the database, one looks after what is not a turn (signs of life, what has
 * come due, gates, children, progress), one listens, and handlers run on virtual threads.
 */
final class Worker implements SmartLifecycle {
    static final String WAKE = "jobs:wake";
    static final String CANCEL = "jobs:cancel";

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** From then on a job is shown as running. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final JobsProperties properties;
    private final Lanes lanes;
    private final WorkerStore store;
    private final Handlers handlers;
    private final Runner runner;
    private final Turns turns;
    private final Schedules schedules;
    private final LiveEvents live;
    private final Notes notes;
    private final Minutes minutes;
    private final JsonMapper json;
    private final Clock clock;

    private final Map<String, Lane> laneByName = new ConcurrentHashMap<>();
    private final Map<Integer, Lane> laneByType = new ConcurrentHashMap<>();
    private final Map<Integer, String> typeNames = new ConcurrentHashMap<>();
    private final Semaphore chores = new Semaphore(0);
    private final AtomicBoolean gatesToOpen = new AtomicBoolean(true);
    private final AtomicBoolean childrenToTell = new AtomicBoolean(true);
    private volatile boolean running;
    private volatile boolean registered;
    private volatile boolean stopping;
    private volatile boolean cutOff;
    private volatile long beatenNanos;
    private volatile int others;
    private volatile long nextLookNanos;
    private volatile boolean lookWanted;
    private @Nullable Thread turning;
    private @Nullable Thread tidying;
    private @Nullable Thread listening;
    private @Nullable Thread guarding;

    Worker(
            DatabaseAddress address,
            Db db,
            JobsProperties properties,
            Handlers handlers,
            LiveEvents live,
            Schedules schedules,
            JsonMapper json,
            Clock clock) {
        this.properties = properties;
        this.handlers = handlers;
        this.live = live;
        this.schedules = schedules;
        this.json = json;
        this.clock = clock;
        var usual = Lanes.usual(Runtime.getRuntime().availableProcessors(), properties.lanes());
        this.lanes = properties.only().isBlank() ? usual : usual.only(properties.only());
        this.store = new WorkerStore(db, json);
        this.notes = new Notes(clock);
        this.minutes = new Minutes(clock);
        this.turns = new Turns(
                address, clock, Ids.next(), laneByType::get, this::launch, () -> wanted(childrenToTell), minutes);
        this.runner = new Runner(handlers, new AttemptStore(db, json, turns::worker), notes, json, clock);
    }

    UUID id() {
        return turns.worker();
    }

    Lanes lanes() {
        return lanes;
    }

    boolean working() {
        return running;
    }

    int othersAlive() {
        return others;
    }

    /** Something became ready here or elsewhere; 0 stands for a gate. */
    void wake(Collection<Integer> classes) {
        if (classes.contains(0)) {
            wanted(gatesToOpen);
        }
        var ready = classes.stream().filter(each -> each > 0).toList();
        if (!ready.isEmpty()) {
            turns.hint(ready);
        }
    }

    void lookNow() {
        nextLookNanos = 0;
        gatesToOpen.set(true);
        lookWanted = true;
        chores.release();
    }

    void cancel(UUID job) {
        var here = turns.running(job);
        if (here != null) {
            here.stop(Running.Stop.CANCELLED);
        }
    }

    private void wanted(AtomicBoolean chore) {
        if (chore.compareAndSet(false, true)) {
            chores.release();
        }
    }

    private void launch(Running job) {
        Thread.ofVirtual().name("job " + job.claim().type()).start(() -> turns.finished(attempt(job)));
    }

    private Finished attempt(Running job) {
        job.lane().free().acquireUninterruptibly();
        fenceSelf();
        if (cutOff) {
            job.stop(Running.Stop.LOST);
        }
        try {
            return job.stopped() == null ? runner.run(job) : notBegun(job);
        } finally {
            job.lane().free().release();
            if (job.claim().holdsMore()) {
                gatesToOpen.set(true);
            }
        }
    }

    private static Finished notBegun(Running job) {
        return job.stopped() == Running.Stop.CANCELLED
                ? new Finished.Ended(job, 0, "cancelled", null, null, null, null, null)
                : new Finished.Dropped(job, 0);
    }

    // --- life

    @Override
    public void start() {
        running = true;
        stopping = false;
        // Before anybody queues anything, so that it has its kind's priority and attempts from the first.
        Caller.system("jobs").run(this::declare);
        if (properties.background()) {
            turning = Thread.ofPlatform().name("jobs-turns").daemon().start(this::takeTurns);
            tidying = Thread.ofVirtual().name("jobs-chores").start(this::doChores);
            listening = Thread.ofVirtual().name("jobs-listening").start(this::listen);
            guarding = Thread.ofVirtual().name("jobs-guard").start(this::guard);
        }
    }

    private void takeTurns() {
        Caller.system("jobs").run(() -> {
            while (!stopping && !registered) {
                try {
                    register();
                } catch (RuntimeException e) {
                    LOG.warn("The queue waits for the database ({}).", e.getMessage());
                    pause();
                }
            }
            turns.loop(laneByName.values());
        });
    }

    private static void pause() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void declare() {
        var ids = store.declare(handlers.all().stream().map(JobHandler::jobType).toList());
        for (var handler : handlers.all()) {
            var type = handler.jobType();
            var slots = lanes.slots(type.lane());
            if (slots > 0) {
                var lane = laneByName.computeIfAbsent(type.lane(), name -> new Lane(name, slots));
                laneByType.put(ids.get(type.name()), lane);
            }
        }
        ids.forEach((name, id) -> typeNames.put(id, name));
        schedules.declare();
    }

    private void register() {
        store.register(id(), name(), lanes.names(), details());
        beatenNanos = System.nanoTime();
        registered = true;
    }

    private static String name() {
        var host = System.getenv().getOrDefault("HOSTNAME", "localhost");
        return host + ":" + ProcessHandle.current().pid();
    }

    private Map<String, Object> details() {
        var slots = new TreeMap<String, Integer>();
        laneByName.values().forEach(lane -> slots.put(lane.name(), lanes.slots(lane.name())));
        var types = handlers.all().stream()
                .map(JobHandler::jobType)
                .filter(type -> lanes.slots(type.lane()) > 0)
                .map(JobType::name)
                .sorted()
                .toList();
        return Map.of("cores", Runtime.getRuntime().availableProcessors(), "slots", slots, "types", types);
    }

    @Override
    public void stop() {
        if (!running) {
            return;
        }
        stopping = true;
        turns.stopClaiming();
        turns.running().forEach(job -> {
            if (!job.begun()) {
                job.stop(Running.Stop.HANDED_BACK);
            }
        });
        awaitEmpty(properties.grace());
        turns.running().forEach(job -> job.stop(Running.Stop.HANDED_BACK));
        awaitEmpty(Duration.ofSeconds(1));
        end(listening);
        end(guarding);
        end(tidying);
        turns.stop();
        join(turning);
        if (registered) {
            try {
                Caller.system("jobs").run(() -> {
                    writeNotes();
                    store.stop(id(), clock.instant());
                });
            } catch (RuntimeException e) {
                LOG.warn("The jobs of this worker are queued again when its lease ends: {}", e.getMessage());
            }
        }
        registered = false;
        running = false;
    }

    private void awaitEmpty(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (!turns.running().isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void end(@Nullable Thread thread) {
        if (thread != null) {
            thread.interrupt();
            join(thread);
        }
    }

    private static void join(@Nullable Thread thread) {
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    // --- chores

    private void doChores() {
        Caller.system("jobs").run(() -> {
            var nextTick = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    if (registered) {
                        choresAtHand();
                        if (System.nanoTime() >= nextTick) {
                            nextTick = System.nanoTime() + TICK.toNanos();
                            tick();
                        }
                    }
                    if (chores.tryAcquire(Math.max(1, nextTick - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                        chores.drainPermits();
                    }
                } catch (InterruptedException _) {
                    return;
                } catch (RuntimeException e) {
                    LOG.warn("The queue's upkeep pauses: {}", e.getMessage());
                    fenceSelf();
                    pause();
                }
            }
        });
    }

    private void choresAtHand() {
        if (childrenToTell.compareAndSet(true, false)) {
            var told = store.tellChildren(clock.instant());
            wake(told.classes());
            if (told.more()) {
                wanted(childrenToTell);
            }
        }
        if (gatesToOpen.compareAndSet(true, false)) {
            wake(store.gates(clock.instant()));
        }
        if (lookWanted) {
            lookWanted = false;
            look();
        }
    }

    private void tick() {
        beat();
        wake(store.due(clock.instant()));
        schedules.tick().forEach(this::wake);
        childrenToTell.set(true);
        gatesToOpen.set(true);
        choresAtHand();
        pauses();
        look();
        watchRunning();
        writeNotes();
    }

    private void beat() {
        var interval = properties.lease().dividedBy(4);
        if (System.nanoTime() - beatenNanos < interval.toNanos()) {
            return;
        }
        var now = System.nanoTime();
        if (!cutOff && store.beat(id())) {
            beatenNanos = now;
        } else {
            LOG.warn("This worker was cut off and may be held to be lost; it starts over.");
            startOver();
        }
        wake(store.rescue(id(), properties.lease(), clock.instant()));
        others = store.othersAlive(id(), properties.lease());
    }

    /** Apart from the chores, which wait for the database just when it does not answer. */
    private void guard() {
        while (!Thread.currentThread().isInterrupted()) {
            fenceSelf();
            try {
                Thread.sleep(properties.lease().dividedBy(40));
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Without a sign of life for most of the lease, others may soon begin what runs here. */
    private void fenceSelf() {
        if (registered
                && properties.background()
                && System.nanoTime() - beatenNanos
                        > properties.lease().multipliedBy(4).dividedBy(5).toNanos()) {
            cutOff = true;
            turns.running().forEach(job -> job.stop(Running.Stop.LOST));
        }
    }

    private void startOver() {
        turns.running().forEach(job -> job.stop(Running.Stop.LOST));
        // What was dropped while this worker was cut off is still leased to it.
        store.stop(id(), clock.instant());
        cutOff = false;
        var fresh = Ids.next();
        store.register(fresh, name(), lanes.names(), details());
        turns.become(fresh);
        beatenNanos = System.nanoTime();
    }

    private void pauses() {
        var paused = store.paused();
        var types = new HashSet<Integer>();
        typeNames.forEach((id, name) -> {
            if (paused.everything() || paused.types().contains(name)) {
                types.add(id);
            }
        });
        turns.pause(Set.copyOf(types));
    }

    /** Looking from the very beginning steps over what was taken and not yet cleared away; it takes a twentieth of the time at most. */
    private void look() {
        var began = System.nanoTime();
        if (began >= nextLookNanos) {
            turns.looked(store.heads());
            nextLookNanos = System.nanoTime() + Math.max(TICK.toNanos() / 2, 20 * (System.nanoTime() - began));
        }
    }

    private void watchRunning() {
        var sights = new ArrayList<WorkerStore.Sight>();
        var slow = new ArrayList<UUID>();
        for (var job : turns.running()) {
            if (job.begun() && job.elapsed().compareTo(A_MOMENT) >= 0) {
                slow.add(job.claim().id());
                var progress = job.takeUnsaid();
                if (progress != null || !job.shown()) {
                    sights.add(new WorkerStore.Sight(job, progress));
                    job.markShown();
                }
                stopLate(job);
            }
        }
        if (!sights.isEmpty()) {
            store.show(id(), sights, clock.instant());
            sights.forEach(sight -> announce(sight.job()));
        }
        if (!slow.isEmpty()) {
            store.unwanted(slow).forEach(this::cancel);
        }
    }

    private void stopLate(Running job) {
        var handler = handlers.of(job.claim().type());
        if (handler != null
                && handler.jobType().timeout() != null
                && job.elapsed().compareTo(handler.jobType().timeout()) > 0) {
            job.stop(Running.Stop.TIMED_OUT);
        }
    }

    private void announce(Running job) {
        live.publish(topic(job.claim().id()), "{}");
    }

    /** Something is new about the job; whoever hears it fetches the job. */
    static String topic(UUID job) {
        return "job:" + job;
    }

    private void writeNotes() {
        var lines = notes.take();
        if (!lines.isEmpty()) {
            store.write(lines);
        }
        var sums = minutes.take();
        if (!sums.isEmpty()) {
            store.write(sums);
        }
    }

    // --- listening

    private void listen() {
        while (!Thread.currentThread().isInterrupted()) {
            try (var subscription = live.subscribe(Set.of(WAKE, CANCEL))) {
                var ended = false;
                while (!ended) {
                    var event = subscription.next(Duration.ofMinutes(1)).orElse(null);
                    switch (event) {
                        case null -> {}
                        case LiveEvent.Published(var topic, var payload) -> hear(topic, payload);
                        case LiveEvent.Reset() -> lookNow();
                        case LiveEvent.Ended() -> ended = true;
                    }
                }
                Thread.sleep(TICK);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void hear(String topic, String payload) {
        if (topic.equals(CANCEL)) {
            cancel(UUID.fromString(payload));
        } else if (payload.equals("*")) {
            lookNow();
        } else {
            wake(List.of(payload.split(",", -1)).stream().map(Integer::valueOf).toList());
        }
    }

    // --- for tests: everything that is due, here and now

    void runDue() {
        Caller.system("jobs").run(() -> {
            try {
                if (!registered) {
                    register();
                }
                do {
                    tickNow();
                } while (turnsUntilIdle());
                writeNotes();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void tickNow() {
        store.beat(id());
        wake(store.due(clock.instant()));
        schedules.tick().forEach(this::wake);
        childrenToTell.set(true);
        while (childrenToTell.get()) {
            choresAtHand();
        }
        gatesToOpen.set(true);
        choresAtHand();
        pauses();
        turns.looked(store.heads());
    }

    private boolean turnsUntilIdle() throws SQLException, InterruptedException {
        var any = false;
        var all = laneByName.values();
        while (turns.turn(all, 1) || !turns.running().isEmpty()) {
            any = true;
        }
        return any;
    }
}
