package dev.kinora.platform;

/** The database did not answer, or broke off; the work was rolled back. */
public final class DatabaseUnavailable extends Problem {
    DatabaseUnavailable(Throwable cause) {
        super(
                Category.UNAVAILABLE,
                "database-unavailable",
                "The database does not answer just now. Try again shortly.",
                cause);
    }
}
