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
import java.util.function.Function;
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

    Set<Integer> all(List<NewJob> jobs, Instant now) {
        var special = jobs.stream()
                .anyMatch(job -> job.options().at() != null || job.options().gate() != null);
        return db.write(sql -> new HashSet<>(sql.fetch(
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
                .getValues(0, Integer.class)));
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
