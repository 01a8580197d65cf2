package dev.kinora.command;

import dev.kinora.database.Refusal;
import dev.kinora.identity.Accounts;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import dev.kinora.uploads.FolderImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Take over all films of a folder of this machine, and of the folders in it. What is there already is left out, so that it can be run again.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Option(
            names = "--as",
            required = true,
            paramLabel = "EMAIL",
            description = "Whose videos they become: address or username.")
    private String person;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(folder + " is not a folder.", "Nothing was imported.");
        }
        var tally = OperatorWork.on(installation, "import", context -> {
            var owner = context.getBean(Accounts.class)
                    .idOf(person)
                    .orElseThrow(() -> new Refusal(
                            "There is nobody called " + person + ".", "./kinora admin create-user makes an account."));
            return Caller.current().as(new Viewer.User(owner)).call(() -> all(context.getBean(FolderImports.class)));
        });
        System.out.println(
                tally.taken + " imported, " + tally.known + " there already, " + tally.refused + " refused.");
        return tally.refused == 0 ? 0 : 1;
    }

    private static final class Tally {
        int taken;
        int known;
        int refused;
    }

    private Tally all(FolderImports imports) {
        var tally = new Tally();
        for (var file : films()) {
            var shown = folder.relativize(file).toString();
            try {
                if (imports.take(file)) {
                    tally.taken++;
                    System.err.println(shown + "  imported");
                } else {
                    tally.known++;
                    System.err.println(shown + "  there already");
                }
            } catch (Problem e) {
                tally.refused++;
                System.err.println(shown + "  " + e.sentence());
            } catch (IOException e) {
                tally.refused++;
                System.err.println(shown + "  cannot be read: " + e.getMessage());
            }
        }
        return tally;
    }

    private List<Path> films() {
        try {
            return FilmFolder.films(folder);
        } catch (IOException e) {
            throw new Refusal(folder + " cannot be read.", String.valueOf(e.getMessage()), e);
        }
    }
}
