package dev.kinora.command;

import dev.kinora.database.Refusal;
import dev.kinora.jobs.Lanes;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "worker",
        description = "Run background work alone, without pages; any number may run on one database.",
        mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Option(
            names = "--lanes",
            paramLabel = "LANE[=SLOTS],…",
            description = "Only these, such as encode=2,light; without a number a lane has as many slots as usual.")
    private @Nullable String lanes;

    @Override
    public Integer call() throws InterruptedException {
        requireLanes();
        var settings = lanes == null ? List.<String>of() : List.of("--kinora.jobs.only=" + lanes);
        var opening = Opening.begin(() -> installation.visit("worker").shared());
        SpringApplication.getShutdownHandlers().add(opening::stop);
        try {
            Application.start(WebApplicationType.NONE, installation.directory(), opening, settings);
        } catch (RuntimeException e) {
            opening.close();
            throw e;
        }
        System.out.println("The worker is up after " + Uptime.seconds() + " s and serves "
                + (lanes == null ? "all lanes" : lanes) + ". Stop with Ctrl-C.");
        new CountDownLatch(1).await();
        return 0;
    }

    private void requireLanes() {
        if (lanes != null) {
            try {
                Lanes.check(lanes);
            } catch (IllegalArgumentException e) {
                throw new Refusal(String.valueOf(e.getMessage()), "See './kinora worker --help'.");
            }
        }
    }
}
