package dev.kinora.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.kinora.database.Refusal;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The one entry point, behind {@code ./kinora} and {@code java -jar kinora.jar}. */
@Command(
        name = "kinora",
        description = "A self-hosted video platform.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Release.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            StartCommand.class,
            StatusCommand.class,
            StopCommand.class,
            WorkerCommand.class,
            MigrateCommand.class,
            DoctorCommand.class,
            AdminCommand.class,
            UploadCommand.class,
            LsCommand.class,
            ChaptersCommand.class,
            ImportCommand.class,
            RehearseCommand.class
        })
public final class KinoraCommand implements Runnable {
    private static final int REFUSED = 1;
    private static final int MISTYPED = 2;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    static int run(String[] arguments, Map<String, String> environment) {
        quieten();
        var line = new CommandLine(new KinoraCommand(), new CommandFactory(environment));
        line.setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
        line.setParameterExceptionHandler((mistake, _) -> {
            var command = mistake.getCommandLine();
            command.getErr().println(mistake.getMessage());
            command.getErr().println("See './" + command.getCommandSpec().qualifiedName() + " --help'.");
            return MISTYPED;
        });
        return line.execute(arguments);
    }

    /** A command speaks in sentences; the application sets its own levels when it starts. */
    private static void quieten() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                var err = command.getErr();
                err.println(Ansi.AUTO.string("@|bold " + refusal.sentence() + "|@"));
                err.println(refusal.advice());
                return REFUSED;
            }
        }
        throw failure;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
