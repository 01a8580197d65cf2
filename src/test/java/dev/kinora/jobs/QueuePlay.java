package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.QueueModel.Job;
import dev.kinora.jobs.QueueModel.Script;
import dev.kinora.schema.enums.ParentFailure;
import dev.kinora.schema.enums.Uniqueness;
import dev.kinora.testing.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A game of people, workers and time with the queue, and what a model without tables says to it. */
abstract class QueuePlay {
    static final int GATE_LIMIT = 2;
    static final List<String> TYPES = List.of("red", "blue");
    static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1));

    final SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");
    final TestQueue queue = new TestQueue(clock);
    final Map<UUID, List<Script>> scripts = new ConcurrentHashMap<>();
    final List<String> steps = new ArrayList<>();
    QueueModel model = new QueueModel(GATE_LIMIT);
    Random random = new Random(0);
    final Jobs jobs;

    QueuePlay() {
        TYPES.forEach(type ->
                queue.doing(JobType.of(type).attempts(QueueModel.ATTEMPTS).backoff(BACKOFF), this::act));
        jobs = queue.still().jobs();
    }

    @AfterEach
    void close() {
        queue.close();
    }

    Outcome act(JobRun<TestQueue.Work> job) {
        var script = scripts.getOrDefault(job.id().value(), List.of(Script.DONE));
        return switch (script.get(Math.min(job.attempt() - 1, script.size() - 1))) {
            case DONE -> Outcome.done();
            case RETRY -> Outcome.retryAfter(Duration.ofMinutes(2), "later", "Later.");
            case FAIL -> Outcome.failed("never", "Never.");
            case THROW -> throw new IllegalStateException("it broke");
        };
    }

    void begin(long seed) throws SQLException {
        random = new Random(seed);
        model = new QueueModel(GATE_LIMIT);
        scripts.clear();
        steps.clear();
        queue.system(sql -> sql.execute("delete from processing_jobs"));
        try (var owner = queue.access().owner().connect();
                var statement = owner.createStatement()) {
            statement.execute(
                    "truncate job_ready, job_leases, job_releases, job_uniques, job_due, job_gated, job_tokens, job_pauses");
        }
    }

    void said(String what) {
        steps.add(clock.instant() + " " + what);
    }

    Script outcome() {
        return Script.values()[random.nextInt(Script.values().length)];
    }

    // --- queueing

    void enqueue() {
        add(JobOptions.none(), List.of());
    }

    void enqueueChild() {
        var known = List.copyOf(model.jobs.keySet());
        if (!known.isEmpty()) {
            var parents = Stream.generate(() -> known.get(random.nextInt(known.size())))
                    .limit(1 + random.nextInt(3))
                    .distinct()
                    .toList();
            var policy = ParentFailure.values()[random.nextInt(3)];
            add(JobOptions.none().after(parents.stream().map(JobId::new).toList(), policy), parents);
        }
    }

    JobOptions varied(JobOptions options, String type) {
        var result = options;
        if (random.nextInt(3) == 0) {
            result = result.at(clock.instant().plusSeconds(random.nextInt(240)));
        }
        return random.nextInt(3) == 0 ? result.gate("gate-" + type, GATE_LIMIT) : result;
    }

    String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    Job modelled(UUID id, String type, JobOptions options) {
        var script = List.of(outcome(), outcome(), outcome(), Script.DONE);
        scripts.put(id, script);
        var at = options.at() == null ? clock.instant() : options.at();
        var gate = options.gate() == null ? null : options.gate().name();
        var key = options.unique() == null ? null : options.unique().key();
        return new Job(id, type, script, at, gate, key, options.whenParentFails());
    }

    void add(JobOptions plain, List<UUID> parents) {
        var type = type();
        var options = varied(plain, type);
        var job = NewJob.of(TestQueue.work(type), options);
        model.enqueue(modelled(job.id().value(), type, options), parents, clock.instant());
        said("enqueue " + job.id().value() + " " + options + " script "
                + scripts.get(job.id().value()));
        SYSTEM.run(() -> jobs.enqueueAll(List.of(job)));
    }

    void enqueueUnique() {
        var key = "key-" + random.nextInt(3);
        var period = Duration.ofMinutes(3);
        var unique = switch (random.nextInt(3)) {
            case 0 -> Unique.whileQueued(key);
            case 1 -> Unique.whileUnfinished(key);
            default -> Unique.within(period, key);
        };
        var type = type();
        var options = varied(JobOptions.none().unique(unique), type);
        var holder = model.holder(key, clock.instant());
        var id = SYSTEM.call(() -> jobs.enqueue(TestQueue.work(type), options)).value();
        said("enqueue unique " + id + " " + options);
        if (holder == null) {
            assertThat(model.jobs).doesNotContainKey(id);
            model.enqueue(modelled(id, type, options), List.of(), clock.instant());
            var until = unique.holds() == Uniqueness.period ? clock.instant().plus(period) : null;
            model.keys.put(key, new QueueModel.Key(id, unique.holds(), until));
        } else {
            assertThat(id).isEqualTo(holder);
        }
    }

    // --- time and people

    void pass(Duration time) {
        said("time passes: " + time);
        clock.advance(time);
    }

    void runDue() {
        said("run what is due");
        jobs.runDue();
        model.runDue(clock.instant(), job -> {
            var due = Instant.parse(queue.value(
                    "select to_char(backoff_until at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from processing_jobs where id = ?",
                    job.id));
            assertThat(due)
                    .isBetween(clock.instant().plusSeconds(45), clock.instant().plusSeconds(120));
            return due;
        });
    }

    void touch(String function, java.util.function.Consumer<Job> effect) {
        var all = List.copyOf(model.jobs.values());
        if (!all.isEmpty()) {
            var job = all.get(random.nextInt(all.size()));
            said(function + " " + job.id);
            queue.system(sql -> sql.fetch(
                    "select " + function + "(array[?]::uuid[], null, ?::timestamptz)",
                    job.id,
                    clock.instant().toString()));
            effect.accept(job);
        }
    }

    void pause() {
        var scope = random.nextInt(4) == 0 ? "*" : type();
        if (model.paused.remove(scope)) {
            said("resume " + scope);
            queue.system(sql -> sql.execute("delete from job_pauses where scope = ?", scope));
        } else {
            said("pause " + scope);
            model.paused.add(scope);
            queue.system(sql -> sql.execute("insert into job_pauses (scope) values (?)", scope));
        }
    }

    // --- another worker, which is lost

    void agree() {
        var there = rows(
                "select id::text, concat(status, ', attempts ', attempts, ', waits for ', pending_parents) from processing_jobs");
        var expected = new TreeMap<String, String>();
        model.jobs
                .values()
                .forEach(job -> expected.put(
                        job.id.toString(),
                        job.status + ", attempts " + job.attempts + ", waits for " + job.unmet.size()));
        assertThat(there).isEqualTo(expected);
        assertThat(queue.value(WRONG_PLACES)).as("jobs in no place, or in two").isEqualTo("null");
        var keys = rows("select unique_key, job_id::text from job_uniques");
        var expectedKeys = new TreeMap<String, String>();
        model.keys.forEach((key, held) -> expectedKeys.put(key, held.job().toString()));
        assertThat(keys).isEqualTo(expectedKeys);
    }

    Map<String, String> rows(String query) {
        var rows = new TreeMap<String, String>();
        queue.system(sql -> sql.fetch(query))
                .forEach(row -> rows.put(row.get(0, String.class), row.get(1, String.class)));
        return rows;
    }

    static final String WRONG_PLACES = """
            with places as (
                select job_id, 'ready' as place from job_ready union all select job_id, 'due' from job_due union all select job_id, 'gated' from job_gated
                union all select unnest(job_ids), 'lease' from job_leases
                union all select id, 'parents' from processing_jobs where status = 'queued' and pending_parents > 0)
            select string_agg(j.id || ' ' || j.status || ' in ' || coalesce(p.at, 'none'), ', ')
            from processing_jobs j left join (select job_id, string_agg(place, '+') as at, count(*) from places group by 1) p on p.job_id = j.id
            where case when j.status in ('queued', 'running') then p.count is distinct from 1 else p.at ~ 'ready|due|gated' end
               or exists (select from job_tokens k where k.job_id = j.id and j.status not in ('queued', 'running'))
               or (select count(*) from job_tokens k where k.gate = j.gate) > 2""";
}
