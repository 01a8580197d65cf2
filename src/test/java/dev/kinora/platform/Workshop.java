package dev.kinora.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.platform.Idempotency.Answer;
import dev.kinora.testing.Cast;
import dev.kinora.testing.Pools;
import dev.kinora.testing.SettableClock;
import dev.kinora.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Makes what people wish for, once a key, and counts how often it really worked. */
final class Workshop implements AutoCloseable {
    static final Caller ADA = new Caller(new Viewer.User(Cast.ADA), "request-1", null, null);
    static final Caller MAL = new Caller(new Viewer.User(Cast.MAL), "request-2", null, null);

    record Wish(String name, int size) {}

    record Made(UUID id, String name) {}

    private final Pools pools;
    private final Db db;
    private final SettableClock clock = SettableClock.at("2026-11-20T10:00:00Z");
    private final Idempotency idempotency;
    private final AtomicInteger worked = new AtomicInteger();

    Workshop(Path keys) {
        var access = TestServer.get().freshDatabase();
        furnish(access);
        pools = new Pools(access);
        db = pools.db();
        idempotency =
                new Idempotency(db, Secrets.of(keys, ""), JsonMapper.builder().build(), clock);
    }

    private static void furnish(DatabaseAccess access) {
        try (var owner = access.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("create table made (name text)");
            statement.execute("grant select, insert on made to kinora_app");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Db db() {
        return db;
    }

    SettableClock clock() {
        return clock;
    }

    Idempotency idempotency() {
        return idempotency;
    }

    AtomicInteger worked() {
        return worked;
    }

    Answer<Made> make(String name) {
        worked.incrementAndGet();
        db.write(sql -> sql.execute("insert into made values (?)", name));
        return new Answer<>(201, "/things/" + name, new Made(UUID.randomUUID(), name));
    }

    Answer<Made> ask(Caller caller, String key, Wish wish) {
        return caller.call(() -> idempotency.once(
                key, "POST /things", idempotency.fingerprint(wish), Made.class, () -> make(wish.name())));
    }

    int made() {
        return ADA.call(() -> db.read(sql -> sql.fetchCount(sql.selectFrom("made"))));
    }

    static void refused(String code, Runnable asking) {
        assertThatExceptionOfType(IdempotencyProblem.class)
                .isThrownBy(asking::run)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Override
    public void close() {
        pools.close();
    }
}
