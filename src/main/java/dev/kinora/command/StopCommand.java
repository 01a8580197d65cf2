package dev.kinora.command;

import dev.kinora.database.Occupant;
import dev.kinora.database.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stop",
        description = "Ask the Kinora that runs on the data directory to end, as Ctrl-C does, and wait until it has.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    /** Requests under way have twenty seconds, and the database then writes down what it has. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private Installation installation;

    @Override
    public Integer call() throws InterruptedException {
        var data = installation.dataPath().toAbsolutePath().normalize();
        var occupant = Occupant.of(data);
        if (occupant.isEmpty()) {
            System.out.println("Nothing runs on " + data + ".");
            return 0;
        }
        stop(occupant.get(), data);
        System.out.println("Stopped.");
        return 0;
    }

    private static void stop(Occupant occupant, Path data) throws InterruptedException {
        var process = occupant.process();
        if (!occupant.stays()) {
            throw new Refusal(
                    "'" + occupant.note() + "' is at work on " + data + ", as process " + process.pid() + ".",
                    "It ends by itself; wait for it.");
        }
        System.out.println("Asking process " + process.pid() + " to end.");
        if (!process.destroy()) {
            throw new Refusal(
                    "Process " + process.pid() + " takes no orders from '" + System.getProperty("user.name") + "'.",
                    "Run this as the user that Kinora runs as.");
        }
        awaitEnd(occupant, data);
    }

    /** It has ended when it has let go of the directory: then another one may start there. */
    private static void awaitEnd(Occupant occupant, Path data) throws InterruptedException {
        var patienceEnds = Instant.now().plus(PATIENCE);
        while (Occupant.of(data).filter(occupant::equals).isPresent()) {
            if (Instant.now().isAfter(patienceEnds)) {
                throw new Refusal(
                        "Process " + occupant.process().pid() + " has not ended within " + PATIENCE.toMinutes()
                                + " minutes.",
                        "Its log may say what holds it up; './kinora status' tells whether it still runs.");
            }
            Thread.sleep(200);
        }
    }
}
