package dev.kinora.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The database of this installation, opened: embedded under the data directory unless the environment names another. */
public final class Database implements AutoCloseable {
    private static final String NAME = "kinora";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DatabaseAccess access;
    private final @Nullable EmbeddedServer server;
    private final DataDirectory.@Nullable Lock lock;
    private @Nullable Watch watch;

    private Database(DatabaseAccess access, @Nullable EmbeddedServer server, DataDirectory.@Nullable Lock lock) {
        this.access = access;
        this.server = server;
        this.lock = lock;
    }

    public static boolean isExternal(Map<String, String> environment) {
        return !environment.getOrDefault("KINORA_DATABASE_URL", "").isBlank();
    }

    /** Takes the data directory for a process that is to serve, or says which one has it. */
    public static DataDirectory.Lock claim(DataDirectory data, String note) {
        return patiently(data, () -> {
            var lock = data.tryLock(note);
            if (lock.isEmpty() && !data.holder().port().isEmpty()) {
                throw alreadyRunning(data);
            }
            return lock;
        });
    }

    /** For the serving process, which owns the data directory as long as it runs. */
    public static Database own(DataDirectory data, Map<String, String> environment, DataDirectory.Lock lock) {
        if (isExternal(environment)) {
            return new Database(external(environment), null, lock);
        }
        return embedded(data, environment, lock).shared();
    }

    /** Keeps the server running, and lets commands beside this process use it; one that soon ends had better not. */
    public Database shared() {
        if (server != null && lock != null) {
            watch = Watch.over(server);
            lock.serveVisitors(server.port());
        }
        return this;
    }

    /** For a command beside it: shares the running server's database, or runs one for itself meanwhile. */
    public static Database visit(DataDirectory data, Map<String, String> environment, String note) {
        if (isExternal(environment)) {
            return new Database(external(environment), null, null);
        }
        return patiently(data, () -> {
            var lock = data.tryLock(note);
            if (lock.isPresent()) {
                return Optional.of(embedded(data, environment, lock.get()));
            }
            var port = data.holder().port();
            if (port.isEmpty()) {
                return Optional.empty();
            }
            var server = EmbeddedServer.at(data, Integer.parseInt(port));
            return Optional.of(new Database(DatabaseAccess.of(server.database(NAME), environment), null, null));
        });
    }

    /** Whoever holds the directory may be about to serve, or about to end. */
    private static <T> T patiently(DataDirectory data, Supplier<Optional<T>> attempt) {
        var patienceEnds = Instant.now().plus(PATIENCE);
        while (true) {
            var result = attempt.get();
            if (result.isPresent()) {
                return result.get();
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
                    "KINORA_DATABASE_URL is not an address of PostgreSQL: " + DatabaseAddress.masked(url) + ".",
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
        if (watch != null) {
            watch.close();
        }
        if (server != null) {
            server.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
