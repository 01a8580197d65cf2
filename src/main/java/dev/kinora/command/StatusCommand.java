package dev.kinora.command;

import dev.kinora.database.Occupant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description =
                "Say whether a Kinora runs on the data directory, since when and where, and whether its database answers.",
        footer = "Ends with 0 when one runs and its database answers, else with 1.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum Database {
        ANSWERS("Its database answers."),
        SILENT("Its database does not answer; './kinora doctor' tells more."),
        UNKNOWN("It does not answer at its address; it may be about to start, or to end.");

        private final String sentence;

        Database(String sentence) {
            this.sentence = sentence;
        }
    }

    @Mixin
    private Installation installation;

    @Override
    public Integer call() throws InterruptedException {
        var data = installation.dataPath().toAbsolutePath().normalize();
        var occupant = Occupant.of(data);
        if (occupant.isEmpty()) {
            System.out.println("Nothing runs on " + data + ".");
            return 1;
        }
        System.out.println(sentence(occupant.get(), data));
        var database = database(occupant.get());
        System.out.println(database.sentence);
        return database == Database.ANSWERS ? 0 : 1;
    }

    private static String sentence(Occupant occupant, Path data) {
        var since = occupant.process().info().startInstant().map(MOMENT::format);
        return "Kinora runs on " + data + " as process " + occupant.process().pid()
                + since.map(it -> ", since " + it).orElse("")
                + (occupant.address().isPresent() ? ", at " : ": ") + occupant.note() + ".";
    }

    private static Database database(Occupant occupant) throws InterruptedException {
        return occupant.address().isPresent()
                ? asked(occupant.address().get())
                : occupant.port().isEmpty() ? Database.UNKNOWN : called(Integer.parseInt(occupant.port()));
    }

    /** Kinora knows best, whichever database it has. */
    private static Database asked(String address) throws InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(URI.create(address + "/health/ready"))
                    .timeout(PATIENCE)
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200
                    ? Database.ANSWERS
                    : Database.SILENT;
        } catch (IOException _) {
            return Database.UNKNOWN;
        }
    }

    private static Database called(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return Database.ANSWERS;
        } catch (IOException _) {
            return Database.SILENT;
        }
    }
}
