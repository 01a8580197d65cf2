package dev.kinora.command;

import dev.kinora.platform.Secrets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rotate-keys",
        description = "Add a new key for stored secrets; older ones stay, so that all remain readable.",
        mixinStandardHelpOptions = true)
final class RotateKeysCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Override
    public Integer call() {
        var named = installation.environment().getOrDefault("KINORA_KEYSET", "");
        var keys = Secrets.of(installation.directory().path(), named).rotate();
        System.out.println("A new key encrypts from now on; the keyset holds " + keys + " keys.");
        System.out.println(
                "A running Kinora notices by itself. Back the keyset up: without it stored secrets are lost.");
        return 0;
    }
}
