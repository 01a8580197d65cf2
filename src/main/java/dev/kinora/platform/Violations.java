package dev.kinora.platform;

import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.postgresql.util.PSQLException;

/** Tells a store which of its constraints a statement broke, so that it can answer with its own problem. */
public final class Violations {
    private Violations() {}

    /** The name of the broken constraint; empty when the failure was of another kind. */
    public static Optional<String> constraint(DataAccessException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
                return Optional.ofNullable(refused.getServerErrorMessage().getConstraint());
            }
        }
        return Optional.empty();
    }
}
