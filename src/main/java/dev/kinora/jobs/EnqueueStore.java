package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Queueing, with the rights of whoever asks. */
final class EnqueueStore {
    private final Db db;
    private final JsonMapper json;

    EnqueueStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** @return the classes that have more than before */
    Set<Integer> all(List<NewJob> jobs, Instant now) {
        return db.write(sql -> all(sql, jobs, now));
    }

    /**
     * For the system, outside of any transaction: one way to the server instead of three.
     *
     * @param told the classes that have more than before, once that is durable
     */
    void allAlone(List<NewJob> jobs, Instant now, Consumer<Set<Integer>> told) {
        var classes = new HashSet<Integer>();
        db.glance(sql -> classes.addAll(all(sql, jobs, now)), end -> {
            if (end == Db.End.COMMITTED) {
                told.accept(classes);
            }
        });
    }

    private Set<Integer> all(DSLContext sql, List<NewJob> jobs, Instant now) {
        var special = jobs.stream()
                .anyMatch(job -> job.options().at() != null || job.options().gate() != null);
        return new HashSet<>(sql.fetch(
                        """
                        select enqueue_jobs(?::uuid[], ?::text[], ?::jsonb[], ?::uuid[], ?::uuid[], ?::smallint[], ?::timestamptz[], ?::integer[],
                                            ?::text[], ?::smallint[], ?::timestamptz)""",
                        column(jobs, job -> job.id().value(), new UUID[0]),
                        column(jobs, job -> job.payload().jobType().name(), new String[0]),
                        column(jobs, this::data, new String[0]),
                        column(jobs, EnqueueStore::user, new UUID[0]),
                        columnOrNull(jobs, job -> job.options().video(), new UUID[0]),
                        columnOrNull(jobs, job -> job.options().priority(), new Integer[0]),
                        special ? column(jobs, job -> text(job.options().at()), new String[0]) : null,
                        columnOrNull(jobs, job -> job.options().attempts(), new Integer[0]),
                        special ? column(jobs, job -> gate(job), new String[0]) : null,
                        special ? column(jobs, job -> limit(job), new Integer[0]) : null,
                        now.toString())
                .getValues(0, Integer.class));
    }

    Set<Integer> graph(List<NewJob> jobs, Instant now) {
        var children = new ArrayList<UUID>();
        var parents = new ArrayList<UUID>();
        for (var job : jobs) {
            for (var parent : job.options().after()) {
                children.add(job.id().value());
                parents.add(parent.value());
            }
        }
        return db.write(sql -> new HashSet<>(sql.fetch(
                        """
                        select enqueue_job_graph(?::uuid[], ?::text[], ?::jsonb[], ?::uuid[], ?::uuid[], ?::smallint[], ?::timestamptz[], ?::integer[],
                                                 ?::text[], ?::smallint[], ?::parent_failure[], ?::uuid[], ?::uuid[], ?::timestamptz)""",
                        column(jobs, job -> job.id().value(), new UUID[0]),
                        column(jobs, job -> job.payload().jobType().name(), new String[0]),
                        column(jobs, this::data, new String[0]),
                        column(jobs, EnqueueStore::user, new UUID[0]),
                        column(jobs, job -> job.options().video(), new UUID[0]),
                        column(jobs, job -> job.options().priority(), new Integer[0]),
                        column(jobs, job -> text(job.options().at()), new String[0]),
                        column(jobs, job -> job.options().attempts(), new Integer[0]),
                        column(jobs, job -> gate(job), new String[0]),
                        column(jobs, job -> limit(job), new Integer[0]),
                        column(jobs, job -> job.options().whenParentFails().getLiteral(), new String[0]),
                        children.toArray(UUID[]::new),
                        parents.toArray(UUID[]::new),
                        now.toString())
                .getValues(0, Integer.class)));
    }

    /** @return the job there is under the key, this one or an earlier one */
    UUID unique(NewJob job, Unique unique, Instant now) {
        return Objects.requireNonNull(db.write(sql -> sql.fetchSingle(
                        "select enqueue_unique_job(?, ?::uniqueness, ?::timestamptz, ?, ?, ?::jsonb, ?::uuid, ?::uuid, ?::smallint, ?::timestamptz, ?::integer, ?, ?::smallint, ?::timestamptz)",
                        unique.key(),
                        unique.holds().getLiteral(),
                        unique.period() == null
                                ? null
                                : now.plus(unique.period()).toString(),
                        job.id().value(),
                        job.payload().jobType().name(),
                        data(job),
                        user(job),
                        job.options().video(),
                        job.options().priority(),
                        text(job.options().at()),
                        job.options().attempts(),
                        gate(job),
                        limit(job),
                        now.toString())
                .get(0, UUID.class)));
    }

    /**
     * A job that is leased from the first: in the transaction that is open, or by one statement that is its own. The worker makes
     * the lease with its own rights, which people have not.
     *
     * @param came told what was born; null where the worker is held to be lost, or the kind is not known
     * @param ended told afterwards how the transaction ended
     */
    void leased(NewJob job, Place place, Instant now, Consumer<@Nullable Claim> came, Consumer<Db.End> ended) {
        if (!db.joins()) {
            db.glance(
                    sql -> {
                        came.accept(leased(sql, job, place, now));
                        return null;
                    },
                    ended);
            return;
        }
        var listened = new AtomicBoolean();
        try {
            db.write(sql -> {
                db.atEnd(ended);
                listened.set(true);
                came.accept(leased(sql, job, place, now));
                return null;
            });
        } finally {
            if (!listened.get()) {
                ended.accept(Db.End.ROLLED_BACK);
            }
        }
    }

    private @Nullable Claim leased(DSLContext sql, NewJob job, Place place, Instant now) {
        var id = job.id().value();
        var type = job.payload().jobType().name();
        var data = data(job);
        var user = user(job);
        var video = job.options().video();
        return sql.fetchOptional(
                        """
                        with kind as (
                            select t.id, t.priority, t.max_attempts, ?::timestamptz as now_is from job_types t
                            where t.name = ? and exists (select from workers w where w.id = ? and w.stopped_at is null)),
                        born as (
                            insert into processing_jobs (id, job_type, job_data, user_id, video_id, priority, max_attempts, scheduled_for, created_at,
                                                         updated_at, status_changed_at)
                            select ?, ?, ?::jsonb, ?::uuid, ?::uuid, coalesce(?::smallint, kind.priority), coalesce(?::integer, kind.max_attempts),
                                   now_is, now_is, now_is, now_is
                            from kind returning id, priority, user_id, max_attempts),
                        leased as (
                            insert into job_leases (id, worker_id, claimed_at, job_ids) select ?, ?, clock_timestamp(), array[born.id] from born)
                        select job_class(kind.id, born.priority, born.user_id), born.max_attempts from born, kind""",
                        now.toString(),
                        type,
                        place.worker(),
                        id,
                        type,
                        data,
                        user,
                        video,
                        job.options().priority(),
                        job.options().attempts(),
                        place.lease(),
                        place.worker())
                .map(row -> new Claim(
                        place.lease(),
                        row.get(0, Integer.class),
                        0,
                        id,
                        type,
                        data,
                        0,
                        row.get(1, Integer.class),
                        user,
                        video,
                        false))
                .orElse(null);
    }

    private String data(NewJob job) {
        return AttemptStore.storable(json.writeValueAsString(job.payload()));
    }

    /** Whoever asks, unless it is said otherwise. */
    private static @Nullable UUID user(NewJob job) {
        if (job.options().user() != null) {
            return job.options().user();
        }
        return switch (Caller.current().viewer()) {
            case Viewer.User user -> user.id();
            case Viewer.Kinora(var _, var behalf) -> behalf instanceof Viewer.User user ? user.id() : null;
            case Viewer.Anonymous() -> null;
        };
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    private static @Nullable String gate(NewJob job) {
        var gate = job.options().gate();
        return gate == null ? null : gate.name();
    }

    private static @Nullable Integer limit(NewJob job) {
        var gate = job.options().gate();
        return gate == null ? null : gate.limit();
    }

    private static <T> T[] column(List<NewJob> jobs, Function<NewJob, @Nullable T> value, T[] kind) {
        return new ArrayList<>(jobs.stream().map(value).toList()).toArray(kind);
    }

    /** A column that nobody filled is not sent. */
    private static <T> T @Nullable [] columnOrNull(List<NewJob> jobs, Function<NewJob, @Nullable T> value, T[] kind) {
        return jobs.stream().allMatch(job -> value.apply(job) == null) ? null : column(jobs, value, kind);
    }
}
