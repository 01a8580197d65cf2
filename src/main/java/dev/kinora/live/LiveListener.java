package dev.kinora.live;

import dev.kinora.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds this node's one LISTEN connection and takes a new one whenever it breaks. */
final class LiveListener implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveListener.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** A connection cut off silently is noticed after this much quiet. */
    private static final int QUIET_MILLISECONDS = 30_000;

    private final DatabaseAddress address;
    private final Runnable connected;
    private final Consumer<String> heard;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable Connection connection;

    LiveListener(DatabaseAddress address, Runnable connected, Consumer<String> heard) {
        this.address = address;
        this.connected = connected;
        this.heard = heard;
        this.thread = Thread.ofVirtual().name("live-events").unstarted(this);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping = true;
        thread.interrupt();
        var open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection was broken already.", e);
            }
        }
    }

    @Override
    public void run() {
        var pause = FIRST_PAUSE;
        while (!stopping) {
            try (var opened = address.connect()) {
                connection = opened;
                listen(opened);
                pause = FIRST_PAUSE;
                connected.run();
                hear(opened);
            } catch (SQLException e) {
                if (!stopping) {
                    LOG.warn("Live events pause: the database does not answer ({}). Trying again.", e.getMessage());
                    pause = sleep(pause);
                }
            } finally {
                connection = null;
            }
        }
    }

    private static void listen(Connection opened) throws SQLException {
        try (var statement = opened.createStatement()) {
            statement.execute("set application_name = 'kinora live'");
            statement.execute("listen " + LiveEventStore.CHANNEL);
        }
    }

    private void hear(Connection opened) throws SQLException {
        var postgres = opened.unwrap(PGConnection.class);
        while (!stopping) {
            var notifications = postgres.getNotifications(QUIET_MILLISECONDS);
            if (notifications == null || notifications.length == 0) {
                if (!opened.isValid(5)) {
                    throw new SQLException("the connection is dead");
                }
                continue;
            }
            for (var notification : notifications) {
                heard.accept(notification.getParameter());
            }
        }
    }

    /** @return how long to pause the next time */
    private Duration sleep(Duration pause) {
        try {
            // Nodes that lost the same server should not come back in step.
            Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis())));
        } catch (InterruptedException e) {
            stopping = true;
        }
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
