package dev.kinora.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "worker",
        description = "Run background work alone, without pages; any number may run on one database.",
        mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Override
    public Integer call() throws InterruptedException {
        var opening = Opening.begin(() -> installation.visit("worker").shared());
        SpringApplication.getShutdownHandlers().add(opening::stop);
        try {
            Application.start(WebApplicationType.NONE, installation.directory(), opening, List.of());
        } catch (RuntimeException e) {
            opening.close();
            throw e;
        }
        System.out.println("The worker is up after " + Uptime.seconds()
                + " s; this release has no background jobs yet. Stop with Ctrl-C.");
        new CountDownLatch(1).await();
        return 0;
    }
}
