package dev.kinora.jobs;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.testing.Pools;
import dev.kinora.testing.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Record;
import tools.jackson.databind.json.JsonMapper;

/** The queue on a database of its own, with what a test lets it do. */
final class TestQueue implements AutoCloseable {
    static final Caller SYSTEM = Caller.system("test");

    /** @param note what a test tells its handler */
    record Work(String kind, String note) implements JobPayload {
        static final Map<String, JobType> TYPES = new java.util.concurrent.ConcurrentHashMap<>();

        @Override
        public JobType jobType() {
            return TYPES.getOrDefault(kind, JobType.of(kind));
        }
    }

    interface Doing {
        Outcome run(JobRun<Work> job) throws Exception;
    }

    record Handler(JobType jobType, Doing doing) implements JobHandler<Work> {
        @Override
        public Class<Work> payload() {
            return Work.class;
        }

        @Override
        public Outcome run(JobRun<Work> job) throws Exception {
            return doing.run(job);
        }
    }

    private final DatabaseAccess access;
    private final Pools pools;
    private final Clock clock;
    private final List<JobHandler<?>> handlers = new ArrayList<>();
    private final List<Recurring> recurring = new ArrayList<>();
    private final List<Started> started = new ArrayList<>();
    private Duration lease = Duration.ofSeconds(20);
    private Duration grace = Duration.ofSeconds(5);
    private String lanes = "";

    /** One process's worth of queue. */
    record Started(Jobs jobs, Worker worker, LiveEvents live) {}

    TestQueue(Clock clock) {
        this(TestServer.get().freshDatabase(), clock);
    }

    TestQueue(DatabaseAccess access, Clock clock) {
        this.access = access;
        this.pools = new Pools(access);
        this.clock = clock;
    }

    TestQueue doing(JobType type, Doing doing) {
        handlers.add(new Handler(type, doing));
        return this;
    }

    TestQueue doing(String kind, Doing doing) {
        return doing(JobType.of(kind), doing);
    }

    TestQueue recurring(Recurring each) {
        recurring.add(each);
        return this;
    }

    TestQueue lease(Duration other) {
        lease = other;
        return this;
    }

    TestQueue grace(Duration other) {
        grace = other;
        return this;
    }

    TestQueue lanes(String only) {
        lanes = only;
        return this;
    }

    /** Only when told to. */
    Started still() {
        return open(false);
    }

    /** By itself, as in the product. */
    Started working() {
        return open(true);
    }

    private Started open(boolean background) {
        var json = JsonMapper.builder().build();
        var live = new LiveEvents(access.worker(), db());
        var schedules = new Schedules(new ScheduleStore(db(), json), recurring, clock);
        var properties = new JobsProperties(Map.of(), lanes, lease, grace, background);
        var worker = new Worker(
                access.worker(),
                db(),
                properties,
                new Handlers(() -> handlers),
                live,
                schedules,
                new JobMeters(new SimpleMeterRegistry()),
                json,
                clock);
        var jobs = new Jobs(db(), new EnqueueStore(db(), json), worker, new Waking(worker, live), clock);
        var queue = new Started(jobs, worker, live);
        started.add(queue);
        worker.start();
        return queue;
    }

    Db db() {
        return pools.db();
    }

    DatabaseAccess access() {
        return access;
    }

    <T extends @org.jspecify.annotations.Nullable Object> T system(Function<org.jooq.DSLContext, T> work) {
        return SYSTEM.call(() -> db().write(work));
    }

    String value(String query, Object... bindings) {
        var value = this.<@org.jspecify.annotations.Nullable Object>system(sql -> sql.fetchValue(query, bindings));
        return String.valueOf(value);
    }

    Record job(JobId id) {
        return system(sql -> sql.fetchSingle("select * from processing_jobs where id = ?", id.value()));
    }

    String state(JobId id) {
        return value("select status from processing_jobs where id = ?", id.value());
    }

    static Work work(String kind) {
        return new Work(kind, "");
    }

    static Work work(String kind, String note) {
        return new Work(kind, note);
    }

    @Override
    public void close() {
        started.forEach(queue -> {
            queue.worker().stop();
            queue.live().stop();
        });
        pools.close();
    }
}
