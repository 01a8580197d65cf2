package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/**
 * A worker's own connection, on which one statement a turn writes down what was completed and takes what comes next: one way
 * to the server and back, one commit. It is no transaction of a person and joins none, so that it does not go through Db.
 */
final class TurnStore implements AutoCloseable {
    /**
     * The planner errs on tables that grow and shrink by the second; every step here has its index. Where this and somebody's
     * transaction wait for each other, this gives way, before the server looks for a deadlock and picks one: it is tried again.
     * A process that is stopped and does not read its answer any more is cut off, and holds on to nothing.
     */
    private static final String SETTINGS = """
            set plan_cache_mode = force_generic_plan;
            set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off; set enable_hashjoin = off; set enable_mergejoin = off; set enable_memoize = off;
            set statement_timeout = '20s'; set lock_timeout = '500ms'; set tcp_user_timeout = '20s'; set application_name = 'kinora jobs'""";

    private static final String CLAIM = """
            taken as (
                delete from job_ready where ctid = any (array(
                    select head.ctid
                    from unnest(?::integer[], ?::bigint[], ?::integer[]) asked (class, floor, most),
                    lateral (
                        select r.ctid from job_ready r where r.class = asked.class and r.seq >= asked.floor
                        order by r.class, r.seq limit asked.most for update skip locked) head
                    limit ?))
                returning job_id, class, seq, only_while_queued),
            leased as (insert into job_leases (id, worker_id, job_ids) select ?, ?, array_agg(job_id) from taken having count(*) > 0),
            unkeyed as (
                delete from job_uniques where holds = 'queued' and job_id = any (array(select job_id from taken where only_while_queued)))
            select taken.class, taken.seq, j.id, j.job_type, j.job_data, j.attempts, j.max_attempts, j.user_id, j.video_id,
                   j.gate is not null or j.unique_key is not null
            from taken join processing_jobs j on j.id = taken.job_id and j.status = 'queued'""";

    /** Without its lease a job is not ours to end: taking the lease away waits for this, and this for that. */
    private static final String COMPLETE = """
            held as materialized (
                select id, named.place from unnest(?::uuid[]) with ordinality named (id, place) join job_leases using (id) for key share of job_leases),
            own as materialized (
                select u.id, u.result, u.elapsed from unnest(?::uuid[], ?::integer[], ?::text[], ?::integer[]) u (id, lease, result, elapsed)
                join held on held.place = u.lease
                -- In the order of their keys, as everybody locks them.
                order by u.id),
            done as (
                update processing_jobs j
                set status = 'completed', progress = 100, attempts = j.attempts + (j.status = 'queued')::integer, worker_id = ?,
                    started_at = case when j.status = 'running' then j.started_at else greatest(now() - make_interval(secs => own.elapsed / 1000.0), j.created_at) end,
                    completed_at = now(), status_changed_at = now(), updated_at = now() + interval '1 microsecond', result_data = own.result::jsonb,
                    backoff_until = null, next_retry_at = null, expected_end_at = null, cancel_requested_at = null
                from own where j.id = own.id and j.status in ('queued', 'running')
                returning j.id, j.has_children),
            returned as (delete from job_leases where id = any (?::uuid[])),
            passed as (delete from job_tokens where job_id = any (array(select id from done where id = any (?::uuid[])))),
            unlocked as (
                delete from job_uniques where holds <> 'period' and job_id = any (array(select id from done where id = any (?::uuid[])))),
            told as (insert into job_releases (job_id, kind) select id, 'completed' from done where has_children on conflict do nothing returning 1)""";

    private static final String TURN = "with " + COMPLETE + ", " + CLAIM + """

            union all select -1, count(*), null, null, null, null, null, null, null, null from told""";

    /** A network that swallows what is sent is taken for a broken connection after that; longer than any statement may last. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Connection connection;
    private final PreparedStatement turn;
    private final PreparedStatement claim;
    private final LeaseStore leases;

    TurnStore(DatabaseAddress address) throws SQLException {
        this.connection = address.connect();
        try {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
            try (var statement = connection.createStatement()) {
                statement.execute(SETTINGS);
            }
            turn = prepare(TURN);
            claim = prepare("with " + CLAIM);
            leases = new LeaseStore(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
        return statement;
    }

    /** What is not part of a turn. */
    LeaseStore leases() {
        return leases;
    }

    /** @param told whether somebody waits for one of the completed */
    record Result(List<Claim> claims, boolean told) {}

    Result turn(
            UUID worker,
            List<Finished.Completed> completed,
            List<UUID> leasesOver,
            JobClasses.Asked asked,
            int room,
            UUID lease)
            throws SQLException {
        if (completed.isEmpty() && leasesOver.isEmpty()) {
            return read(claim, bindClaim(claim, 1, asked, room, lease, worker), lease);
        }
        var index = 1;
        // Each is named once: reading names is a good part of the statement's cost.
        var places = new LinkedHashMap<UUID, Integer>();
        var leaseOf = new ArrayList<Integer>(completed.size());
        for (var each : completed) {
            leaseOf.add(places.computeIfAbsent(each.job().claim().lease(), _ -> places.size() + 1));
        }
        turn.setArray(index++, leases.uuids(List.copyOf(places.keySet())));
        turn.setArray(
                index++,
                leases.uuids(
                        completed.stream().map(each -> each.job().claim().id()).toList()));
        turn.setArray(index++, leases.integers(leaseOf));
        turn.setArray(
                index++,
                connection.createArrayOf(
                        "text",
                        completed.stream().map(Finished.Completed::result).toArray()));
        turn.setArray(
                index++,
                leases.integers(completed.stream().map(Finished::elapsedMillis).toList()));
        turn.setObject(index++, worker);
        turn.setArray(index++, leases.uuids(leasesOver));
        var keyed = leases.uuids(completed.stream()
                .filter(each -> each.job().claim().holdsMore())
                .map(each -> each.job().claim().id())
                .toList());
        turn.setArray(index++, keyed);
        turn.setArray(index++, keyed);
        return read(turn, bindClaim(turn, index, asked, room, lease, worker), lease);
    }

    private PreparedStatement bindClaim(
            PreparedStatement statement, int from, JobClasses.Asked asked, int room, UUID lease, UUID worker)
            throws SQLException {
        var index = from;
        statement.setArray(index++, leases.integers(asked.classes()));
        statement.setArray(
                index++, connection.createArrayOf("bigint", asked.floors().toArray()));
        statement.setArray(index++, leases.integers(asked.limits()));
        statement.setInt(index++, room);
        statement.setObject(index++, lease);
        statement.setObject(index, worker);
        return statement;
    }

    private static Result read(PreparedStatement statement, PreparedStatement bound, UUID lease) throws SQLException {
        var claims = new ArrayList<Claim>();
        var told = false;
        try (var rows = bound.executeQuery()) {
            while (rows.next()) {
                if (rows.getInt(1) == -1) {
                    told = rows.getLong(2) > 0;
                } else {
                    claims.add(LeaseStore.claim(rows, lease));
                }
            }
        }
        return new Result(claims, told);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
