package dev.kinora.jobs;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is done to leased jobs beside the usual turn, on the same connection. */
final class LeaseStore {
    private final Connection connection;

    LeaseStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * What came of a claim whose answer was lost with the connection; empty when it never came to be. It may still be on its way:
     * an empty lease in its place waits for it, or makes it fail if it is yet to come.
     */
    List<Claim> recover(UUID worker, UUID lease) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into job_leases (id, worker_id, job_ids) values (?, ?, '{}') on conflict do nothing")) {
            statement.setObject(1, lease);
            statement.setObject(2, worker);
            statement.executeUpdate();
        }
        try (var statement = connection.prepareStatement("""
                select job_class(t.id, j.priority, j.user_id), 0, j.id, j.job_type, j.job_data, j.attempts, j.max_attempts, j.user_id, j.video_id,
                       j.gate is not null or j.unique_key is not null
                from job_leases l, unnest(l.job_ids) given (id), processing_jobs j, job_types t
                where l.id = ? and j.id = given.id and j.status = 'queued' and t.name = j.job_type""")) {
            statement.setObject(1, lease);
            var claims = new ArrayList<Claim>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    claims.add(claim(rows, lease));
                }
            }
            return claims;
        }
    }

    /** Which of these somebody's transaction has locked; nothing is waited for. */
    List<UUID> locked(List<? extends Finished> these) throws SQLException {
        var all = these.stream().map(each -> each.job().claim().id()).toList();
        try (var statement = connection.prepareStatement(
                "select id from processing_jobs where id = any (?) for no key update skip locked")) {
            statement.setArray(1, uuids(all));
            var locked = new ArrayList<>(all);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    locked.remove(rows.getObject(1, UUID.class));
                }
            }
            return locked;
        }
    }

    /** @return the classes that have something new */
    List<Integer> giveBack(List<Running> unbegun, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("select return_jobs(?::uuid[], ?::uuid[], ?::timestamptz)")) {
            statement.setArray(
                    1, uuids(unbegun.stream().map(each -> each.claim().id()).toList()));
            statement.setArray(
                    2, uuids(unbegun.stream().map(each -> each.claim().lease()).toList()));
            statement.setObject(3, now.toString(), Types.VARCHAR);
            return classes(statement);
        }
    }

    /** @return the classes that have something new */
    List<Integer> end(UUID worker, List<Finished.Ended> ended, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select end_attempts(?, ?::uuid[], ?::uuid[], ?::text[], ?::integer[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::timestamptz)""")) {
            statement.setObject(1, worker);
            statement.setArray(
                    2, uuids(ended.stream().map(each -> each.job().claim().id()).toList()));
            statement.setArray(
                    3,
                    uuids(ended.stream().map(each -> each.job().claim().lease()).toList()));
            statement.setArray(
                    4, texts(ended.stream().map(Finished.Ended::outcome).toArray()));
            statement.setArray(
                    5, integers(ended.stream().map(Finished::elapsedMillis).toList()));
            statement.setArray(
                    6,
                    texts(ended.stream()
                            .map(each -> each.due() == null ? null : each.due().toString())
                            .toArray()));
            statement.setArray(7, texts(ended.stream().map(Finished.Ended::code).toArray()));
            statement.setArray(
                    8, texts(ended.stream().map(Finished.Ended::message).toArray()));
            statement.setArray(
                    9, texts(ended.stream().map(Finished.Ended::stack).toArray()));
            statement.setArray(
                    10, texts(ended.stream().map(Finished.Ended::details).toArray()));
            statement.setObject(11, now.toString(), Types.VARCHAR);
            return classes(statement);
        }
    }

    private static List<Integer> classes(PreparedStatement statement) throws SQLException {
        var classes = new ArrayList<Integer>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                classes.add(rows.getInt(1));
            }
        }
        return classes;
    }

    static Claim claim(ResultSet row, UUID lease) throws SQLException {
        return new Claim(
                lease,
                row.getInt(1),
                row.getLong(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getInt(7),
                row.getObject(8, UUID.class),
                row.getObject(9, UUID.class),
                row.getBoolean(10));
    }

    Array uuids(List<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    Array integers(List<Integer> numbers) throws SQLException {
        return connection.createArrayOf("integer", numbers.toArray());
    }

    private Array texts(@Nullable Object[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }
}
