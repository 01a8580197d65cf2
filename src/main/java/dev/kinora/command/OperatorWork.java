package dev.kinora.command;

import dev.kinora.database.Refusal;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;

/** One act on an installation that may be serving meanwhile, by the modules themselves. */
final class OperatorWork {
    private OperatorWork() {}

    static <T> T on(Installation installation, String command, Function<ApplicationContext, T> work) {
        // Standard output is for the answer alone, which a script may take.
        var answers = System.out;
        System.setOut(System.err);
        try (var opening = Opening.begin(() -> installation.visit(command).shared());
                var context = Application.start(
                        WebApplicationType.NONE,
                        installation.directory(),
                        opening,
                        List.of("--kinora.jobs.background=false"))) {
            return Caller.system("operator").call(() -> work.apply(context));
        } catch (Problem e) {
            throw new Refusal(e.sentence(), "Nothing was changed.", e);
        } finally {
            System.setOut(answers);
        }
    }

    /** Without an echo where a person types it; else the first line of the input, so that it stands in no list of processes. */
    static String password() {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("Password: ");
            return typed == null ? "" : new String(typed);
        }
        try {
            var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
