package dev.kinora.command;

import dev.kinora.database.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        description = "Prepare the database: its roles, grants and schema. Names the grants that are missing.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Override
    public Integer call() {
        try (var database = installation.visit("migrate")) {
            var done = new Migrations(database.access()).run();
            System.out.println(
                    switch (done) {
                        case 0 -> "The database is up to date; nothing to do.";
                        case 1 -> "One migration ran; the database is up to date.";
                        default -> done + " migrations ran; the database is up to date.";
                    });
            return 0;
        }
    }
}
