package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "upload",
        description = {
            "Upload films to a Kinora: files, or all films in a folder and the folders in it. One that was interrupted goes on where it"
                    + " stopped, and one that is still there is left out, so that it can be run again.",
            "Films that lie on the server itself are taken over faster by ./kinora import."
        },
        mixinStandardHelpOptions = true)
final class UploadCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private int leftOut;

    @Mixin
    private Remote remote;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Films, or folders with films.")
    private List<Path> named;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "The title, where it is not to be the name of the file.")
    private @Nullable String title;

    @Option(names = "--again", description = "Upload also what was uploaded before.")
    private boolean again;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long nothing may move before the connection counts as broken; ${DEFAULT-VALUE} otherwise.")
    private int patience;

    UploadCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var files = files();
        if (title != null && files.size() > 1) {
            throw new Refusal(
                    "One title cannot name " + files.size() + " films.",
                    "Upload them one by one, or leave --title out.");
        }
        if (patience < 1) {
            throw new Refusal("--patience must be 1 at least.", "Nothing was uploaded.");
        }
        var interruption = new Thread(() -> System.err.println(System.lineSeparator()
                + "Interrupted. What has arrived is kept for a day: the same command goes on there."));
        Runtime.getRuntime().addShutdownHook(interruption);
        try {
            var refused = 0;
            for (var file : files) {
                refused += upload(file) ? 0 : 1;
            }
            if (leftOut > 0) {
                System.err.println(leftOut + (leftOut == 1 ? " file" : " files") + " left out.");
            }
            return refused == 0 ? 0 : 1;
        } finally {
            leave(interruption);
        }
    }

    private static void leave(Thread interruption) {
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException _) {
            // It is ending already, and says so.
        }
    }

    private boolean upload(Path file) throws IOException, InterruptedException {
        var isThere = Files.isReadable(file);
        var length = isThere ? Files.size(file) : 0;
        var bar = new ProgressBar(System.err, String.valueOf(file.getFileName()), length);
        if (!isThere) {
            // A run takes hours, and what it found in a folder may have gone meanwhile.
            bar.done("refused: it can no longer be read");
            return false;
        }
        if (length == 0) {
            bar.done("refused: it is empty");
            return false;
        }
        var note = Resumption.of(file, remote.address("/"), remote.secret(), environment);
        var sending = new Sending(remote, file, length, title, note, bar, Duration.ofSeconds(patience));
        if (!again && note.isFinished() && sending.isStillThere()) {
            bar.done("uploaded before; --again uploads it once more");
            return true;
        }
        if (note.isFinished()) {
            note.forget();
        }
        return sending.run();
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        for (var each : named) {
            if (Files.isDirectory(each)) {
                var found = FilmFolder.of(each);
                found.tell(each, System.err);
                leftOut += found.leftOut().size();
                if (found.films().isEmpty()) {
                    throw new Refusal("There is no film in " + each + ".", "Nothing was uploaded.");
                }
                files.addAll(found.films());
            } else if (Files.isRegularFile(each) && Files.isReadable(each)) {
                files.add(each);
            } else {
                throw new Refusal(each + " is not a file that can be read.", "Nothing was uploaded.");
            }
        }
        return files;
    }
}
