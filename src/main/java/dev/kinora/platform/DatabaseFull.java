package dev.kinora.platform;

/** The disk or the quota of the database has no room left; the work was rolled back. */
public final class DatabaseFull extends Problem {
    DatabaseFull(Throwable cause) {
        super(
                Category.FULL,
                "database-full",
                "The database has no room left, so nothing was saved. Its operator must make room.",
                cause);
    }
}
