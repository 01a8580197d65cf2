package dev.kinora.command;

import dev.kinora.database.Refusal;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps Spring from reporting what the command will say in a sentence of its own. */
final class RefusalReporter implements SpringBootExceptionReporter {
    RefusalReporter(ConfigurableApplicationContext context) {
        // The signature that Spring asks for.
    }

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof PortInUseException) {
                return true;
            }
        }
        return false;
    }
}
