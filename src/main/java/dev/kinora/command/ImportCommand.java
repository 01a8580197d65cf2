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
        description = {
            "Take over all films of a folder of this machine, and of the folders in it. What is there already is left out, so that"
                    + " it can be run again.",
            "They count against the videos of the month and the storage of whoever has them. --ignore-quota takes them over all the"
                    + " same, and counts them."
        },
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

    @Option(names = "--ignore-quota", description = "Import also what their quota has no room for; it counts as used.")
    private boolean ignoreQuota;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(folder + " is not a folder.", "Nothing was imported.");
        }
        var found = found();
        found.tell(folder, System.err);
        var tally = OperatorWork.on(installation, "import", context -> {
            var owner = context.getBean(Accounts.class)
                    .idOf(person)
                    .orElseThrow(() -> new Refusal(
                            "There is nobody called " + person + ".", "./kinora admin create-user makes an account."));
            return Caller.current()
                    .as(new Viewer.User(owner))
                    .call(() -> all(found.films(), context.getBean(FolderImports.class)));
        });
        if (tally.beyondQuota > 0) {
            System.err.println("Their quota is used up. --ignore-quota imports such films all the same.");
        }
        System.out.println(tally.taken + " imported, " + tally.known + " there already, " + tally.refused + " refused, "
                + found.leftOut().size() + " left out.");
        return tally.refused == 0 ? 0 : 1;
    }

    private static final class Tally {
        int taken;
        int known;
        int refused;
        int beyondQuota;
    }

    private Tally all(List<Path> films, FolderImports imports) {
        var tally = new Tally();
        for (var file : films) {
            var shown = folder.relativize(file).toString();
            try {
                if (ignoreQuota ? imports.takeBeyondQuota(file) : imports.take(file)) {
                    tally.taken++;
                    System.err.println(shown + "  imported");
                } else {
                    tally.known++;
                    System.err.println(shown + "  there already");
                }
            } catch (Problem e) {
                tally.refused++;
                tally.beyondQuota += e.code().startsWith("quota-") ? 1 : 0;
                System.err.println(shown + "  " + e.sentence());
            } catch (IOException e) {
                tally.refused++;
                System.err.println(shown + "  cannot be read: " + e.getMessage());
            }
        }
        return tally;
    }

    private FilmFolder found() {
        try {
            return FilmFolder.of(folder);
        } catch (IOException e) {
            throw new Refusal(folder + " cannot be read.", String.valueOf(e.getMessage()), e);
        }
    }
}
