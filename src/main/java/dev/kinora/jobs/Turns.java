package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.platform.Ids;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes turns with the database: each writes down what is over and takes what there is room for. One thread does this; what
 * others have to say they put into its queues. A turn whose answer was lost is taken again: it changes nothing twice.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final int BATCH = 500;
    private static final int MOST_FINISHED = 4_000;
    /** As PostgreSQL orders them: everybody locks rows in the order of their keys. */
    private static final Comparator<Finished> BY_ID = Comparator.comparing(
                    (Finished each) -> each.job().claim().id().getMostSignificantBits(), Long::compareUnsigned)
            .thenComparing(each -> each.job().claim().id().getLeastSignificantBits(), Long::compareUnsigned);

    /** Woken without anything being over. */
    private record Nudge() {}

    private final DatabaseAddress address;
    private final Clock clock;
    private final Function<Integer, @Nullable Lane> laneOfType;
    private final Consumer<Running> launch;
    private final Runnable parentsEnded;
    private final Minutes minutes;
    private final LinkedBlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Integer> hints = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Map<Integer, Long>> looks = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private final JobClasses classes = new JobClasses();
    private final Map<UUID, Integer> openLeases = new HashMap<>();
    private final List<Finished> unwritten = new ArrayList<>();
    private final List<UUID> leasesOver = new ArrayList<>();
    private volatile Set<Integer> pausedTypes = Set.of();
    private volatile UUID worker;
    private volatile @Nullable UUID successor;
    private volatile boolean claiming = true;
    private volatile boolean stopped;
    private @Nullable TurnStore store;
    private @Nullable UUID uncertain;
    private @Nullable Lane uncertainLane;
    private int turnOfLane;

    Turns(
            DatabaseAddress address,
            Clock clock,
            UUID worker,
            Function<Integer, @Nullable Lane> laneOfType,
            Consumer<Running> launch,
            Runnable parentsEnded,
            Minutes minutes) {
        this.address = address;
        this.clock = clock;
        this.worker = worker;
        this.laneOfType = laneOfType;
        this.launch = launch;
        this.parentsEnded = parentsEnded;
        this.minutes = minutes;
    }

    // --- from other threads

    void hint(Collection<Integer> jobClasses) {
        hints.addAll(jobClasses);
        nudge();
    }

    void looked(Map<Integer, Long> heads) {
        looks.add(heads);
        nudge();
    }

    void finished(Finished finished) {
        inbox.add(finished);
    }

    void pause(Set<Integer> types) {
        pausedTypes = types;
    }

    void stopClaiming() {
        claiming = false;
        nudge();
    }

    void stop() {
        stopped = true;
        nudge();
    }

    Collection<Running> running() {
        return running.values();
    }

    @Nullable
    Running running(UUID job) {
        return running.get(job);
    }

    private void nudge() {
        if (nudged.compareAndSet(false, true)) {
            inbox.add(new Nudge());
        }
    }

    /** From the next turn on; the old worker's jobs are others' by now. */
    void become(UUID fresh) {
        successor = fresh;
        nudge();
    }

    // --- the thread that takes turns

    void loop(Collection<Lane> lanes) {
        var pause = 100L;
        while (!stopped) {
            try {
                turn(lanes, 1_000);
                pause = 100;
            } catch (SQLException e) {
                disconnect();
                LOG.warn("The queue pauses: the database does not answer ({}). Trying again.", e.getMessage());
                sleep(pause);
                pause = Math.min(pause * 2, 5_000);
            } catch (InterruptedException _) {
                stopped = true;
            }
        }
        disconnect();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void disconnect() {
        var open = store;
        store = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("The connection was broken already.", e);
            }
        }
    }

    /** @return whether anything was written or taken */
    boolean turn(Collection<Lane> lanes, long patienceMillis) throws SQLException, InterruptedException {
        var fresh = successor;
        if (fresh != null) {
            successor = null;
            startOver(fresh, lanes);
        }
        var open = connected();
        settleUncertain(open);
        heed();
        var lane = unwritten.isEmpty() ? choose(lanes) : null;
        collect(lane == null && unwritten.isEmpty() && leasesOver.isEmpty() ? patienceMillis : 0);
        heed();
        lane = choose(lanes);
        writeEnded(open);
        var completed = new ArrayList<Finished.Completed>();
        for (var each : unwritten) {
            if (each instanceof Finished.Completed done) {
                completed.add(done);
            }
        }
        completed.sort(BY_ID);
        var over = List.copyOf(leasesOver);
        var asked = lane == null ? new JobClasses.Asked(List.of(), List.of(), List.of()) : ask(lane);
        if (completed.isEmpty() && over.isEmpty() && asked.isEmpty()) {
            return false;
        }
        var room = lane == null ? 0 : Math.min(BATCH, lane.room());
        uncertain = Ids.next();
        uncertainLane = lane;
        var result = open.turn(worker, completed, over, asked, room, uncertain);
        uncertain = null;
        unwritten.clear();
        leasesOver.removeAll(over);
        if (lane != null) {
            classes.answered(asked, result.claims(), result.claims().size() >= room);
            begin(result.claims(), lane);
        }
        if (result.told()) {
            parentsEnded.run();
        }
        return true;
    }

    private TurnStore connected() throws SQLException {
        var open = store;
        if (open == null) {
            open = new TurnStore(address);
            store = open;
        }
        return open;
    }

    /** The connection broke between a claim and its answer: what was claimed is ours, and is begun now. */
    private void settleUncertain(TurnStore open) throws SQLException {
        var lease = uncertain;
        if (lease != null) {
            var claims = open.recover(worker, lease);
            uncertain = null;
            if (uncertainLane != null) {
                begin(claims, uncertainLane);
            }
        }
    }

    private void heed() {
        for (var look = looks.poll(); look != null; look = looks.poll()) {
            classes.looked(look);
        }
        for (var hint = hints.poll(); hint != null; hint = hints.poll()) {
            classes.hint(hint);
        }
    }

    private @Nullable Lane choose(Collection<Lane> lanes) {
        if (!claiming) {
            return null;
        }
        var ready = new ArrayList<Lane>();
        for (var lane : lanes) {
            if (lane.room() > 0 && classes.any(jobClass -> mayRun(jobClass, lane))) {
                ready.add(lane);
            }
        }
        return ready.isEmpty() ? null : ready.get(Math.floorMod(turnOfLane++, ready.size()));
    }

    private JobClasses.Asked ask(Lane lane) {
        return classes.ask(jobClass -> mayRun(jobClass, lane), Math.min(BATCH, lane.room()));
    }

    private boolean mayRun(int jobClass, Lane lane) {
        var type = JobClasses.type(jobClass);
        return !pausedTypes.contains(type) && laneOfType.apply(type) == lane;
    }

    private void collect(long patienceMillis) throws InterruptedException {
        var news = new ArrayList<Object>();
        if (patienceMillis > 0) {
            var first = inbox.poll(patienceMillis, TimeUnit.MILLISECONDS);
            if (first != null) {
                news.add(first);
            }
        }
        inbox.drainTo(news, MOST_FINISHED);
        for (var each : news) {
            switch (each) {
                case Nudge _ -> nudged.set(false);
                case Finished finished -> take(finished);
                default -> throw new IllegalStateException("not for this inbox: " + each);
            }
        }
    }

    private void take(Finished finished) {
        var job = finished.job();
        if (running.remove(job.claim().id(), job)) {
            job.lane().giveBack(finished.elapsedMillis() / 1000.0);
            minutes.add(finished);
            if (finished instanceof Finished.Dropped) {
                return;
            }
            var lease = job.claim().lease();
            if (openLeases.merge(lease, -1, Integer::sum) == 0) {
                openLeases.remove(lease);
                leasesOver.add(lease);
            }
            if (finished instanceof Finished.Completed || finished instanceof Finished.Ended) {
                unwritten.add(finished);
            }
        }
    }

    private void writeEnded(TurnStore open) throws SQLException {
        var ended = new ArrayList<Finished.Ended>();
        for (var each : unwritten) {
            if (each instanceof Finished.Ended end) {
                ended.add(end);
            }
        }
        if (!ended.isEmpty()) {
            ended.sort(BY_ID);
            var news = open.end(worker, ended, clock.instant());
            unwritten.removeAll(ended);
            news.forEach(classes::hint);
            parentsEnded.run();
        }
    }

    private void begin(List<Claim> claims, Lane lane) {
        if (claims.isEmpty()) {
            return;
        }
        openLeases.put(claims.getFirst().lease(), claims.size());
        lane.take(claims.size());
        for (var claim : claims) {
            var job = new Running(claim, lane);
            running.put(claim.id(), job);
            launch.accept(job);
        }
    }

    /** Everything is forgotten: this worker was declared lost, and others have its jobs. */
    private void startOver(UUID newWorker, Collection<Lane> lanes) {
        running.values().forEach(job -> job.stop(Running.Stop.LOST));
        running.clear();
        openLeases.clear();
        unwritten.clear();
        leasesOver.clear();
        uncertain = null;
        lanes.forEach(Lane::reset);
        worker = newWorker;
    }

    UUID worker() {
        return worker;
    }
}
