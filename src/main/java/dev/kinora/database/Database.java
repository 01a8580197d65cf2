package dev.kinora.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database of this installation, opened: embedded under the data directory unless the environment names another. */
public final class Database implements AutoCloseable {
    private static final String NAME = "kinora";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DatabaseAccess access;
    private final @Nullable EmbeddedServer server;
    private final DataDirectory.@Nullable Lock lock;

    private Database(DatabaseAccess access, @Nullable EmbeddedServer server, DataDirectory.@Nullable Lock lock) {
        this.access = access;
        this.server = server;
        this.lock = lock;
    }

    public static boolean isExternal(Map<String, String> environment) {
        return !environment.getOrDefault("KINORA_DATABASE_URL", "").isBlank();
    }

    /** For the serving process, which owns the data directory as long as it runs. */
    public static Database own(DataDirectory data, Map<String, String> environment, String note) {
        var lock = data.tryLock(note).orElseThrow(() -> alreadyRunning(data));
        if (isExternal(environment)) {
            return new Database(external(environment), null, lock);
        }
        return embedded(data, environment, lock);
    }

    /** For a command beside it: shares the running server's database, or runs one for itself meanwhile. */
    public static Database visit(DataDirectory data, Map<String, String> environment, String note) {
        if (isExternal(environment)) {
            return new Database(external(environment), null, null);
        }
        var patienceEnds = Instant.now().plus(PATIENCE);
        while (true) {
            var lock = data.tryLock(note);
            if (lock.isPresent()) {
                return embedded(data, environment, lock.get());
            }
            if (data.holder().note().startsWith("http")) {
                var server = EmbeddedServer.attach(data);
                return new Database(DatabaseAccess.of(server.database(NAME), environment), null, null);
            }
            if (Instant.now().isAfter(patienceEnds)) {
                throw alreadyRunning(data);
            }
            pause();
        }
    }

    private static Database embedded(DataDirectory data, Map<String, String> environment, DataDirectory.Lock lock) {
        EmbeddedServer server = null;
        try {
            server = EmbeddedServer.start(data);
            return new Database(DatabaseAccess.of(server.database(NAME), environment), server, lock);
        } catch (RuntimeException e) {
            if (server != null) {
                server.close();
            }
            lock.close();
            throw e;
        }
    }

    private static DatabaseAccess external(Map<String, String> environment) {
        var url = environment.getOrDefault("KINORA_DATABASE_URL", "");
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new Refusal(
                    "KINORA_DATABASE_URL is not an address of PostgreSQL: " + url + ".",
                    "Write it as jdbc:postgresql://host:5432/kinora; user and password go into KINORA_DATABASE_USER and"
                            + " KINORA_DATABASE_PASSWORD.");
        }
        var user = environment.getOrDefault("KINORA_DATABASE_USER", "");
        if (user.isBlank()) {
            throw new Refusal(
                    "KINORA_DATABASE_URL is set, KINORA_DATABASE_USER is not.",
                    "Set KINORA_DATABASE_USER and KINORA_DATABASE_PASSWORD to the role that owns the database.");
        }
        return DatabaseAccess.of(
                new DatabaseAddress(url, user, environment.getOrDefault("KINORA_DATABASE_PASSWORD", "")), environment);
    }

    private static Refusal alreadyRunning(DataDirectory data) {
        var holder = data.holder();
        return new Refusal(
                "Kinora already runs on " + data.path() + " (process " + holder.pid()
                        + (holder.note().isEmpty() ? "" : ", " + holder.note()) + ").",
                "Open it there, stop it first, or start a second one with --data and --port of its own.");
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the data directory", e);
        }
    }

    public DatabaseAccess access() {
        return access;
    }

    public boolean embedded() {
        return server != null;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
