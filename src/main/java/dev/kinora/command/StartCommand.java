package dev.kinora.command;

import dev.kinora.database.Database;
import dev.kinora.database.Refusal;
import dev.kinora.demo.Demo;
import dev.kinora.identity.FirstAdmin;
import dev.kinora.platform.Caller;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "start",
        description = "Start Kinora: the database, its migrations, the pages and the API.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:KINORA_PORT:-8080}",
            description = "The port to listen on. Else KINORA_PORT, else 8080.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:KINORA_HOST:-}",
            description =
                    "The address to listen on, e.g. 127.0.0.1 for this machine alone. Else KINORA_HOST, else all.")
    private @Nullable String host;

    @Option(
            names = "--demo",
            description =
                    "Fill an installation that nobody uses with people and films, to try it; harmless on any other.")
    private boolean demo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 1 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "A port lies between 1 and 65535, not " + port + ".");
        }
        var address = ListenAddress.of(host == null ? "" : host, port);
        var free = address.isFree();
        if (!free && !installation.isLaidOut()) {
            throw taken(port);
        }
        // Whoever runs here already is a better reason than the port, which it then has.
        var data = installation.directory();
        var lock = Database.claim(data, address.url());
        if (!free) {
            lock.close();
            throw taken(port);
        }
        System.out.println("Kinora " + Release.version() + " is starting on " + data.path() + ".");
        var opening = Opening.begin(() -> Database.own(data, installation.environment(), lock));
        SpringApplication.getShutdownHandlers().add(opening::stop);
        ApplicationContext context;
        try {
            context = Application.start(WebApplicationType.SERVLET, data, opening, address.settings());
        } catch (RuntimeException e) {
            opening.close();
            throw inUse(e) ? taken(port) : e;
        }
        var begun = demo ? Optional.of(context.getBean(Demo.class).begin()) : Optional.<Demo.Begun>empty();
        var welcome = Caller.system("start").call(context.getBean(FirstAdmin.class)::link);
        System.out.println(
                "Listening on " + address.sentence() + ". Ready after " + Uptime.seconds() + " s. Stop with Ctrl-C.");
        welcome.ifPresent(link ->
                System.out.println("Nobody runs this Kinora yet. Become its first admin within a day: " + link));
        begun.ifPresent(it -> DemoWords.say(it, address.url()));
        new CountDownLatch(1).await();
        return 0;
    }

    private static boolean inUse(Throwable failure) {
        return failure instanceof PortInUseException || failure.getCause() instanceof PortInUseException;
    }

    private static Refusal taken(int port) {
        return new Refusal(
                "Port " + port + " is taken by another program, or reserved.",
                "Stop that program, or choose another port: ./kinora start --port " + (port == 8081 ? 8080 : 8081));
    }
}
