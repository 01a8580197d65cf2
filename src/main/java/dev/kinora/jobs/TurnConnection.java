package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection of a thread that takes turns, opened again after it broke. */
final class TurnConnection {
    private static final Logger LOG = LoggerFactory.getLogger(TurnConnection.class);

    private final DatabaseAddress address;
    private @Nullable TurnStore store;

    TurnConnection(DatabaseAddress address) {
        this.address = address;
    }

    TurnStore open() throws SQLException {
        var open = store;
        if (open == null) {
            open = new TurnStore(address);
            store = open;
        }
        return open;
    }

    void close() {
        var open = store;
        store = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("The connection was broken already.", e);
            }
        }
    }
}
