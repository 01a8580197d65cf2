package dev.kinora.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place that opens transactions. Each carries its caller: people work as {@code kinora_app} under row-level
 * security, the system as {@code kinora_worker}. A call within a call joins the transaction that is open. A server that
 * is away, full, busy or too slow is a {@link Problem}; every other failure of SQL passes as jOOQ's
 * {@code DataAccessException}.
 */
public final class Db {
    private static final Logger LOG = LoggerFactory.getLogger(Db.class);
    private static final String INTRODUCE = """
            select set_config('app.current_user_id', ?, true), set_config('app.actor', ?, true),
                   set_config('app.request_id', ?, true), set_config('app.ip', ?, true),
                   set_config('app.user_agent', ?, true)""";

    private static final String DISK_FULL = "53100";
    private static final String CANCELED = "57014";
    /** A lock waited for too long, a transaction that cannot be put in order, a deadlock. */
    private static final Set<String> BUSY = Set.of("55P03", "40001", "40P01");
    /** Connection lost or refused (08), too many connections or no memory (53), shut down or starting up (57P). */
    private static final List<String> UNAVAILABLE = List.of("08", "53", "57P");

    /** The connection was lost, the server stopped, or it does not know itself. */
    private static final List<String> PERHAPS_DONE = List.of("08", "57P", "40003");

    private static final ScopedValue<Transaction> OPEN = ScopedValue.newInstance();

    private final DataSource app;
    private final DataSource worker;
    private final Configuration jooq;

    public Db(DataSource app, DataSource worker) {
        this.app = app;
        this.worker = worker;
        this.jooq = new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(new Settings()
                        .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                        .withRenderNameCase(RenderNameCase.LOWER_IF_UNQUOTED)
                        .withExecuteLogging(false));
    }

    /**
     * The server refuses a write in it. Each statement sees what was committed when that statement began (READ
     * COMMITTED), so two of them may differ; what must fit together is read by one.
     */
    public <T extends @Nullable Object> T read(Function<DSLContext, T> work) {
        return within(true, work);
    }

    /** All of the work or none of it. */
    public <T extends @Nullable Object> T write(Function<DSLContext, T> work) {
        return within(false, work);
    }

    /**
     * All of the work or none of it, with the system's rights: for what people may cause but not do, such as checking a
     * password. The trail still names the person. Within a transaction of the system it joins that one.
     *
     * @param part which part of Kinora acts, for the trail when nobody caused it
     */
    public <T extends @Nullable Object> T system(String part, Function<DSLContext, T> work) {
        return OPEN.isBound() && OPEN.get().viewer instanceof Viewer.Kinora
                ? write(work)
                : Caller.current().asSystem(part).call(() -> write(work));
    }

    /**
     * As {@link #system}, but committed on its own where a transaction of somebody else is open: it stays done when that
     * one fails.
     */
    public <T extends @Nullable Object> T apart(String part, Function<DSLContext, T> work) {
        var system = Caller.current().asSystem(part);
        return system.call(() -> begin(system, false, work));
    }

    /**
     * One statement of the system, a transaction of its own whatever is open, and without introducing anybody: a single
     * round trip, for what has to be known before it is known who asks, and for what is written thousands of times a second and
     * is not in the trail, which would not know who wrote.
     */
    public <T extends @Nullable Object> T glance(Function<DSLContext, T> statement) {
        return glance(statement, _ -> {});
    }

    /** @param heed told how the statement ended, once the connection is given back */
    public <T extends @Nullable Object> T glance(Function<DSLContext, T> statement, Consumer<End> heed) {
        var end = End.ROLLED_BACK;
        try {
            var connection = worker.getConnection();
            try {
                connection.setAutoCommit(true);
                end = End.UNKNOWN;
                var result = statement.apply(DSL.using(jooq.derive(connection)));
                end = End.COMMITTED;
                return result;
            } finally {
                giveBack(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        } catch (DataAccessException e) {
            var cause = e.getCause(SQLException.class);
            end = wasRefused(cause) ? End.ROLLED_BACK : end;
            throw translated(e, cause);
        } finally {
            runSafely(heed, end);
        }
    }

    /** What is committed is not told as failed because its connection was broken afterwards. */
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("A connection could not be given back: {}", e.getMessage());
        }
    }

    /** Whether the server itself said that nothing came of it. */
    private static boolean wasRefused(@Nullable SQLException cause) {
        var state = cause == null ? null : cause.getSQLState();
        return state != null && PERHAPS_DONE.stream().noneMatch(state::startsWith);
    }

    /** Whether what is written now becomes part of a transaction that is open already. */
    public boolean joins() {
        return OPEN.isBound();
    }

    /**
     * Runs once the open transaction is durable, and never when it is rolled back. A hint that fails is logged; it
     * keeps neither the answer nor the other hints.
     */
    public void afterCommit(Runnable hint) {
        atEnd(end -> {
            if (end == End.COMMITTED) {
                hint.run();
            }
        });
    }

    /** How a transaction ended; unknown where the answer to its commit was lost or was a failure. */
    public enum End {
        COMMITTED,
        ROLLED_BACK,
        UNKNOWN
    }

    /** Runs once the open transaction has ended, however it did, and as {@link #afterCommit} does. */
    public void atEnd(Consumer<End> heed) {
        if (!OPEN.isBound()) {
            throw new IllegalStateException("no transaction is open");
        }
        OPEN.get().atEnd.add(heed);
    }

    private <T extends @Nullable Object> T within(boolean readOnly, Function<DSLContext, T> work) {
        var caller = Caller.current();
        if (!OPEN.isBound()) {
            return begin(caller, readOnly, work);
        }
        var open = OPEN.get();
        if (!open.viewer.equals(caller.viewer()) && !bothAreTheSystem(open.viewer, caller.viewer())) {
            throw new IllegalStateException("a transaction of " + open.viewer + " cannot act for " + caller.viewer());
        }
        if (open.readOnly && !readOnly) {
            throw new IllegalStateException("a reading transaction cannot write; open it with write");
        }
        return work.apply(open.sql);
    }

    private static boolean bothAreTheSystem(Viewer one, Viewer other) {
        return one instanceof Viewer.Kinora && other instanceof Viewer.Kinora;
    }

    private <T extends @Nullable Object> T begin(Caller caller, boolean readOnly, Function<DSLContext, T> work) {
        var atEnd = new ArrayList<Consumer<End>>();
        var end = End.ROLLED_BACK;
        T result;
        try (var connection = connect(caller)) {
            try {
                connection.setAutoCommit(false);
                connection.setReadOnly(readOnly);
                introduce(connection, caller);
                var open = new Transaction(DSL.using(jooq.derive(connection)), caller.viewer(), readOnly, atEnd);
                result = ScopedValue.where(OPEN, open).call(() -> work.apply(open.sql));
                end = End.UNKNOWN;
                connection.commit();
                end = End.COMMITTED;
            } catch (Throwable e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw translated(new DataAccessException("The transaction failed: " + e.getMessage(), e), e);
        } catch (DataAccessException e) {
            throw translated(e, e.getCause(SQLException.class));
        } finally {
            for (var heed : atEnd) {
                runSafely(heed, end);
            }
        }
        return result;
    }

    /** What is committed has happened; to tell the caller that it failed would make them do it twice. */
    private static void runSafely(Consumer<End> heed, End end) {
        try {
            heed.accept(end);
        } catch (RuntimeException e) {
            LOG.error("A hint after a transaction failed", e);
        }
    }

    private Connection connect(Caller caller) {
        try {
            return (caller.viewer() instanceof Viewer.Kinora ? worker : app).getConnection();
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        }
    }

    /** The failure is the answer; that a broken connection cannot be rolled back either adds nothing to it. */
    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static RuntimeException translated(DataAccessException failure, @Nullable SQLException cause) {
        var state = cause == null ? "" : String.valueOf(cause.getSQLState());
        if (state.equals(DISK_FULL)) {
            return new DatabaseFull(failure);
        }
        if (state.equals(CANCELED)) {
            return new StatementTimeout(failure);
        }
        if (BUSY.contains(state)) {
            return new DatabaseBusy(failure);
        }
        if (UNAVAILABLE.stream().anyMatch(state::startsWith)) {
            return new DatabaseUnavailable(failure);
        }
        return failure;
    }

    private static void introduce(Connection connection, Caller caller) throws SQLException {
        try (var statement = connection.prepareStatement(INTRODUCE)) {
            statement.setString(1, person(caller.viewer()));
            statement.setString(2, actor(caller.viewer()));
            statement.setString(3, caller.requestId());
            statement.setString(4, caller.ip() == null ? "" : caller.ip());
            statement.setString(5, caller.userAgent() == null ? "" : caller.userAgent());
            statement.execute();
        }
    }

    private static String person(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anonymous() -> "";
            case Viewer.User user -> user.id().toString();
            case Viewer.Kinora kinora -> kinora.behalf() == null ? "" : person(kinora.behalf());
        };
    }

    private static String actor(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anonymous() -> "anonymous";
            case Viewer.User user -> user.means() == Viewer.Means.API_KEY ? "api" : "user";
            case Viewer.Kinora kinora -> kinora.behalf() == null ? kinora.part() : actor(kinora.behalf());
        };
    }

    private record Transaction(DSLContext sql, Viewer viewer, boolean readOnly, List<Consumer<End>> atEnd) {}
}
