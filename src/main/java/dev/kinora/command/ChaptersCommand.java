package dev.kinora.command;

import dev.kinora.database.Refusal;
import dev.kinora.outlining.Chapterer;
import dev.kinora.outlining.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "chapters",
        description = {
            "Find chapters in what is said: of captions (.vtt, .srt), of text with a sentence a line (.txt), of units in JSON"
                    + " (.json: {\"units\": [\"…\"], \"times\": [[start, end], …]}, times where they are known), and of all such"
                    + " files in a folder and the folders in it. Needs no Kinora that runs.",
            "Prints lists as YouTube takes them; with --out a file for each."
        },
        mixinStandardHelpOptions = true)
final class ChaptersCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders with files.")
    private List<Path> named;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write DIR/<name>.json for each, in folders as they are in PATH.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON object a line, for scripts.")
    private boolean json;

    private final Chapterer chapterer = new Chapterer();
    private final Set<Path> sources = new HashSet<>();
    /** By what was written, of which file it is. */
    private final Map<Path, Path> written = new HashMap<>();

    private int read;

    @Override
    public Integer call() throws IOException {
        var files = SpokenFolder.files(named);
        if (files.isEmpty()) {
            throw new Refusal(
                    "There is nothing to find chapters in: no .vtt, .srt, .txt or .json file.",
                    "Name such files, or a folder with some.");
        }
        files.forEach(file -> sources.add(plain(file.path())));
        var refused = 0;
        for (var file : files) {
            refused += isDone(file) ? 0 : 1;
        }
        if (out != null) {
            System.err.println(
                    read + (read == 1 ? " file" : " files") + " written to " + out + ", " + refused + " refused.");
        } else if (refused > 0) {
            System.err.println(read + " read, " + refused + " refused.");
        }
        return refused == 0 ? 0 : 1;
    }

    private boolean isDone(SpokenFolder.Found file) throws IOException {
        try {
            var spoken = SpokenFile.read(file.path());
            spoken.warnings().forEach(warning -> System.err.println(file.path() + "  Left out: " + warning));
            tell(file, spoken, chapterer.chapters(spoken.speech()));
            read++;
            return true;
        } catch (Refusal e) {
            System.err.println(file.path() + "  " + e.sentence() + " " + e.advice());
            return false;
        }
    }

    private void tell(SpokenFolder.Found file, SpokenFile spoken, List<Proposal> chapters) throws IOException {
        if (out != null) {
            write(file.path(), out.resolve(file.target()), ChapterLines.json(spoken, chapters));
        }
        if (json) {
            System.out.println(ChapterLines.json(file.path(), spoken, chapters));
        } else if (out == null) {
            System.out.print((named.size() > 1 || Files.isDirectory(named.getFirst()) ? file.path() + "\n" : "")
                    + ChapterLines.list(spoken, chapters));
        }
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private void write(Path source, Path target, String text) throws IOException {
        if (sources.contains(plain(target))) {
            throw new Refusal(
                    "Its chapters would be written over " + target + ", which is read here.", "Name another --out.");
        }
        var other = written.putIfAbsent(target, source);
        if (other != null) {
            throw new Refusal(
                    "Another file has the same name: the chapters of " + other + " are in " + target + ".",
                    "Chapter it by itself, into another --out.");
        }
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.writeString(target, text + "\n");
        } catch (IOException e) {
            throw new Refusal(target + " cannot be written.", "Name another --out.", e);
        }
    }
}
