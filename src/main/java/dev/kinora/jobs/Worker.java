package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * This process at work: a crew takes turns with the database, a thread of its own does the chores, one listens, and handlers
 * run on virtual threads.
 */
final class Worker implements SmartLifecycle {
    static final String WAKE = "jobs:wake";
    static final String CANCEL = "jobs:cancel";

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final JobsProperties properties;
    private final Lanes lanes;
    private final WorkerStore store;
    private final Handlers handlers;
    private final Runner runner;
    private final Crew crew;
    private final Chores chores;
    private final Listening listening;
    private final Counting counting;
    private final Clock clock;
    private volatile boolean running;
    private volatile boolean registered;
    private volatile boolean stopped;

    Worker(
            DatabaseAddress address,
            Db db,
            JobsProperties properties,
            Handlers handlers,
            LiveEvents live,
            Schedules schedules,
            JobMeters meters,
            JsonMapper json,
            Clock clock) {
        this.properties = properties;
        this.handlers = handlers;
        this.clock = clock;
        var usual = Lanes.usual(Runtime.getRuntime().availableProcessors(), properties.lanes());
        this.lanes = properties.only().isBlank() ? usual : usual.only(properties.only());
        this.store = new WorkerStore(db, json);
        var notes = new Notes(clock);
        var minutes = new Minutes(meters, clock);
        this.crew = new Crew(address, clock, Ids.next(), this::attempt, this::othersWaited, minutes);
        this.runner = new Runner(handlers, new AttemptStore(db, json, crew::worker), notes, json, clock);
        this.chores = new Chores(
                this,
                store,
                new NoteStore(db),
                crew,
                new Sights(store, crew, handlers, live),
                schedules,
                notes,
                minutes,
                new Heart(this, store, crew, properties.lease(), clock),
                clock);
        this.listening = new Listening(live, this);
        this.counting = new Counting(new CountingStore(db), meters);
    }

    UUID id() {
        return crew.worker();
    }

    boolean working() {
        return running && properties.background();
    }

    Duration quiet() {
        var turns = crew.quiet();
        var others = chores.quiet();
        return turns.compareTo(others) > 0 ? turns : others;
    }

    int othersAlive() {
        return chores.heart().othersAlive();
    }

    /** Something became ready here or elsewhere; 0 stands for a gate. */
    void wake(Collection<Integer> classes) {
        if (classes.contains(0)) {
            chores.openGates();
        }
        var ready = classes.stream().filter(each -> each > 0).toList();
        if (!ready.isEmpty()) {
            crew.hint(ready);
        }
    }

    /** A slot for a job that is about to be queued; null where it has to stand in line. */
    @Nullable
    Place place(JobType type) {
        return working() && registered && !chores.heart().fenced() ? crew.place(type) : null;
    }

    /** A job that was born leased to this worker, or perhaps not, and that it does not begin. */
    void returnSoon(Place place, UUID job) {
        chores.returnSoon(new Chores.Unbegun(place.worker(), place.lease(), job));
    }

    void lookNow() {
        chores.lookNow();
    }

    void cancel(UUID job) {
        crew.cancel(job);
    }

    private void othersWaited() {
        chores.openGates();
        chores.tellChildren();
    }

    private void attempt(Running job) {
        Finished finished;
        if (chores.heart().fenced()) {
            job.stop(Running.Stop.LOST);
        }
        try {
            finished = runner.run(job);
        } catch (Throwable e) {
            LOG.error(
                    "Job {} ({}) could not be run at all",
                    job.claim().id(),
                    job.claim().type(),
                    e);
            finished = new Finished.Ended(
                    job, 0, "failed", null, "not-run", "It could not be run at all: " + e, null, null);
        }
        if (job.claim().holdsMore() && finished instanceof Finished.CompletedItself) {
            chores.openGates();
        }
        job.finished(finished);
    }

    @Override
    public void start() {
        if (stopped) {
            // Under another name: this one's end is written down.
            crew.startAgain(Ids.next());
        }
        stopped = false;
        running = true;
        // Before anybody queues anything, so that it has its kind's priority and attempts from the first.
        Caller.system("jobs").run(this::declare);
        if (properties.background()) {
            register();
            crew.start();
            chores.start();
            listening.start();
        }
        counting.start();
    }

    private void declare() {
        var ids = store.declare(handlers.all().stream().map(JobHandler::jobType).toList());
        for (var handler : handlers.all()) {
            var type = handler.jobType();
            var slots = lanes.slots(type.lane());
            if (slots > 0) {
                crew.serve(Objects.requireNonNull(ids.get(type.name())), type, slots);
            }
        }
        chores.named(ids);
        var lanesOfWork =
                handlers.all().stream().map(handler -> handler.jobType().lane()).collect(Collectors.toSet());
        lanes.names().stream()
                .filter(lane -> !lanesOfWork.contains(lane))
                .forEach(lane -> LOG.warn(
                        "No kind of work is in the lane {}; there are {}.",
                        lane,
                        String.join(", ", new TreeSet<>(lanesOfWork))));
    }

    private void register() {
        Caller.system("jobs").run(() -> register(id()));
        registered = true;
    }

    /** Before the first turn; what a worker holds that nobody knows of could not be taken away from it. */
    void register(UUID id) {
        store.register(id, name(), lanes.names(), details());
    }

    private static String name() {
        var host = System.getenv().getOrDefault("HOSTNAME", "localhost");
        return host + ":" + ProcessHandle.current().pid();
    }

    private Map<String, Object> details() {
        var slots = new TreeMap<String, Integer>();
        crew.slots().forEach(each -> slots.put(each.lane(), each.count()));
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
        counting.stop();
        crew.stopClaiming();
        crew.running().forEach(job -> {
            if (!job.begun()) {
                job.stop(Running.Stop.HANDED_BACK);
            }
        });
        awaitEmpty(properties.grace());
        crew.running().forEach(job -> job.stop(Running.Stop.HANDED_BACK));
        awaitEmpty(Duration.ofSeconds(1));
        listening.stop();
        chores.stop();
        crew.stop();
        if (registered) {
            try {
                Caller.system("jobs").run(() -> {
                    chores.writeNotes();
                    store.stop(id(), clock.instant());
                });
            } catch (RuntimeException e) {
                LOG.warn("The jobs of this worker are queued again when its lease ends: {}", e.getMessage());
            }
        }
        registered = false;
        running = false;
        stopped = true;
    }

    private void awaitEmpty(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (!crew.running().isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** For tests: everything that is due, on this thread. */
    void runDue() {
        Caller.system("jobs").run(() -> {
            try {
                if (!registered) {
                    register();
                }
                do {
                    chores.all();
                } while (crew.turnUntilIdle());
                chores.writeNotes();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
