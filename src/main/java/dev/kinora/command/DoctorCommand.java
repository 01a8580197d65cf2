package dev.kinora.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Say in plain words whether this machine and its database are fit for Kinora.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Override
    public Integer call() {
        return 0;
    }
}
