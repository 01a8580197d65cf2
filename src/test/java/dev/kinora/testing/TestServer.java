package dev.kinora.testing;

import dev.kinora.database.DataDirectory;
import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.EmbeddedServer;
import dev.kinora.database.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/** The one PostgreSQL of this JVM, and migrated databases copied from a template in it. */
public final class TestServer {
    private static final TestServer INSTANCE = new TestServer();

    private final EmbeddedServer server;
    private final AtomicInteger databases = new AtomicInteger();
    private boolean templateReady;

    private TestServer() {
        try {
            var directory = Files.createTempDirectory("kinora-test");
            var data = DataDirectory.at(directory);
            server = EmbeddedServer.start(
                    data, EmbeddedServer.programs(DataDirectory.at(Path.of("target/scratch"))), hasty());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestServer get() {
        return INSTANCE;
    }

    /** Settings for data that may be lost with the machine. */
    public static Map<String, String> hasty() {
        var settings = new LinkedHashMap<>(EmbeddedServer.durable());
        settings.put("fsync", "off");
        settings.put("synchronous_commit", "off");
        settings.put("full_page_writes", "off");
        settings.put("max_connections", "200");
        return settings;
    }

    public EmbeddedServer server() {
        return server;
    }

    /** A database of its own, migrated, empty otherwise. */
    public DatabaseAccess freshDatabase() {
        prepareTemplate();
        var name = "test_" + databases.incrementAndGet();
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "create database " + name + " template kinora_template owner kinora_owner strategy file_copy");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return DatabaseAccess.of(server.database(name), Map.of());
    }

    private synchronized void prepareTemplate() {
        if (!templateReady) {
            new Migrations(DatabaseAccess.of(server.database("kinora_template"), Map.of())).run();
            templateReady = true;
        }
    }

    private void stop(Path directory) {
        server.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
