package dev.kinora.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of our own as a child service: bound to the loopback address, passwords required even there, data durable.
 * It outlives a killed Kinora; the next start finds it by its directory, stops it and starts it afresh.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String OWNER = "kinora_owner";

    private final Path cluster;
    private final Commands commands;
    private final Map<String, String> settings;
    private final String password;
    private final int port;

    private EmbeddedServer(Path cluster, Commands commands, Map<String, String> settings, String password, int port) {
        this.cluster = cluster;
        this.commands = commands;
        this.settings = settings;
        this.password = password;
        this.port = port;
    }

    /** Settings for a server whose data matter. */
    public static Map<String, String> durable() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("shared_buffers", "128MB");
        settings.put("max_connections", "60");
        settings.put("max_wal_size", "2GB");
        settings.put("random_page_cost", "1.1");
        settings.put("jit", "off");
        settings.put("logging_collector", "on");
        settings.put("log_directory", "log");
        settings.put("log_filename", "postgresql-%a.log");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_age", "1d");
        return settings;
    }

    public static EmbeddedServer start(DataDirectory data) {
        return start(data, programs(data), durable());
    }

    /** With programs and settings of the caller's: another version, or a server whose data may be lost. */
    public static EmbeddedServer start(DataDirectory data, Path programs, Map<String, String> settings) {
        var cluster = data.resolve("postgres").resolve("cluster");
        var commands = new Commands(programs);
        var laidOut = Files.exists(cluster.resolve("PG_VERSION"));
        if (laidOut && !Files.exists(data.resolve("keys").resolve("postgres"))) {
            throw new Refusal(
                    "The password of the database under " + data.path() + " is missing: keys/postgres.",
                    "Put the directory keys back from the backup that " + cluster + " came from.");
        }
        var password = data.secret("postgres");
        if (!laidOut) {
            create(cluster, commands, data);
        }
        requireSameVersion(cluster, commands);
        if (new Postmaster(cluster).runs()) {
            new EmbeddedServer(cluster, commands, settings, password, 0).close();
        }
        var server = new EmbeddedServer(cluster, commands, settings, password, LoopbackPort.of(cluster));
        server.launch();
        return server;
    }

    /** The server that another process of ours runs on this directory. */
    static EmbeddedServer at(DataDirectory data, int port) {
        var cluster = data.resolve("postgres").resolve("cluster");
        return new EmbeddedServer(cluster, new Commands(cluster), Map.of(), data.secret("postgres"), port);
    }

    boolean runs() {
        return new Postmaster(cluster).runs();
    }

    /** Whether anybody is at the port; a server that refuses with a reason is. */
    boolean answers() {
        try (var _ = superuser("postgres").connect()) {
            return true;
        } catch (SQLException e) {
            return !String.valueOf(e.getSQLState()).startsWith("08");
        }
    }

    /** After it has ended or fallen silent: on the same port, where everybody looks for it. */
    void restart() {
        if (runs()) {
            commands.run("pg_ctl", List.of("stop", "-w", "-t", "30", "-m", "immediate", "-D", cluster.toString()));
        }
        launch();
    }

    /** Where it writes down what happens to it. */
    Path log() {
        return cluster.resolve("log");
    }

    int port() {
        return port;
    }

    /** The programs Kinora carries, unpacked beside the data. */
    public static Path programs(DataDirectory data) {
        try {
            return ServerPrograms.unpack(data.resolve("postgres").resolve("programs-" + ServerPrograms.VERSION));
        } catch (IOException e) {
            throw new Refusal(
                    "PostgreSQL could not be unpacked into " + data.path() + ": " + e.getMessage() + ".",
                    "Make room there, or name a directory on another disk with --data.",
                    e);
        }
    }

    public DatabaseAddress superuser(String database) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", password, log());
    }

    /** The product's database and its owner, made when missing. */
    public DatabaseAddress database(String name) {
        var superuser = superuser("postgres");
        var owner = superuser.as(OWNER, password).database(name);
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select from pg_database where datname = '" + name + "'")) {
                if (rows.next()) {
                    return owner;
                }
            }
            try (var rows = statement.executeQuery("select from pg_roles where rolname = '" + OWNER + "'")) {
                if (!rows.next()) {
                    statement.execute("create role " + OWNER + " login createrole password '" + password + "'");
                }
            }
            statement.execute("create database " + name + " owner " + OWNER);
            return owner;
        } catch (SQLException e) {
            throw Migrations.unreachable(superuser, e);
        }
    }

    private static void create(Path cluster, Commands commands, DataDirectory data) {
        var half = cluster.resolveSibling("cluster.new");
        var arguments = new ArrayList<>(List.of(
                "--pgdata=" + half,
                "--username=postgres",
                "--pwfile=" + data.resolve("keys").resolve("postgres"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-instructions"));
        // The builtin locale sorts alike on every machine and release; before 17 the C library's must do.
        arguments.addAll(
                major(commands) >= 17
                        ? List.of(
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C",
                                "--lc-ctype=" + letters())
                        : List.of("--locale=C.UTF-8"));
        try {
            FileSystemUtils.deleteRecursively(half);
            Files.createDirectories(half.getParent());
            var outcome = commands.run("initdb", arguments);
            if (outcome.failed()) {
                throw refused("PostgreSQL could not lay out its directory " + cluster, outcome.output(), data.path());
            }
            Files.move(half, cluster);
        } catch (IOException e) {
            throw refused("PostgreSQL could not lay out its directory " + cluster, e.toString(), data.path());
        }
    }

    /** Trigrams ask the C library what a letter is; its plain C knows none of Thai, Japanese or French. */
    private static String letters() {
        return System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";
    }

    private static int major(Commands commands) {
        var version = commands.run("postgres", List.of("--version"));
        if (version.failed()) {
            throw new Refusal(
                    "The PostgreSQL that Kinora carries does not run here: "
                            + version.output().strip().lines().findFirst().orElse("no reason given") + ".",
                    "As root it needs user namespaces: run Kinora as an ordinary user, or set KINORA_DATABASE_URL to a"
                            + " PostgreSQL of your own.");
        }
        return Integer.parseInt(version.output().replaceFirst("(?s)\\D+(\\d+).*", "$1"));
    }

    private static void requireSameVersion(Path cluster, Commands commands) {
        try {
            var made = Files.readString(cluster.resolve("PG_VERSION")).strip();
            var carried = Integer.toString(major(commands));
            if (!made.equals(carried)) {
                throw new Refusal(
                        cluster + " was made by PostgreSQL " + made + "; this Kinora carries " + carried + ".",
                        "Back it up with the Kinora that made it and restore it here.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch() {
        var all = new LinkedHashMap<>(settings);
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        all.put("port", Integer.toString(port));
        var options = all.entrySet().stream()
                .map(each -> "-c " + each.getKey() + "='" + each.getValue() + "'")
                .collect(Collectors.joining(" "));
        var log = cluster.resolveSibling("start.log");
        var arguments = new ArrayList<>(
                List.of("start", "-w", "-t", "110", "-D", cluster.toString(), "-l", log.toString(), "-o", options));
        var outcome = commands.run("pg_ctl", arguments);
        if (outcome.failed()) {
            throw refused("PostgreSQL did not start on " + cluster, outcome.output() + tail(log), cluster);
        }
    }

    private static Refusal refused(String what, String output, Path where) {
        if (output.contains("No space left")) {
            return DataDirectory.diskFull(where, 0);
        }
        var reason = output.lines()
                .filter(line -> line.contains("FATAL") || line.contains("error:") || line.contains("unshare"))
                .findFirst()
                .orElse(output.strip());
        return new Refusal(
                what + ": " + reason + ".", "The server's own words are in " + where + "; doctor tells more.");
    }

    private static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        var outcome = commands.run("pg_ctl", List.of("stop", "-w", "-m", "fast", "-D", cluster.toString()));
        if (outcome.failed() && runs()) {
            throw new IllegalStateException("PostgreSQL did not stop: " + outcome.output());
        }
    }
}
