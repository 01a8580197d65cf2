package dev.kinora.platform;

import java.sql.SQLException;

/** The database did not answer, or has no room left; the work was rolled back. */
public final class DatabaseUnavailable extends Problem {
    public DatabaseUnavailable(SQLException cause) {
        super(
                Category.UNAVAILABLE,
                "database-unavailable",
                "The database does not answer just now. Try again shortly.");
        initCause(cause);
    }
}
