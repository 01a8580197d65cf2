package dev.kinora.platform;

/** A statement took longer than {@code kinora.platform.statement-timeout} allows; the work was rolled back. */
public final class StatementTimeout extends Problem {
    StatementTimeout(Throwable cause) {
        super(
                Category.UNAVAILABLE,
                "statement-timeout",
                "This took the database too long, so it was given up and nothing was changed. Ask for less, or try again"
                        + " later.",
                cause);
    }
}
