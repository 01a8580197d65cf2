package dev.kinora.command;

import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The films of a folder and those below it, among whatever else lies there.
 *
 * @param films in the order of their names; hidden ones are not meant, nor what begins like no film
 * @param leftOut what is called as films are and is none, and folders that cannot be read
 */
record FilmFolder(List<Path> films, List<LeftOut> leftOut) {
    private static final Pattern NAMED = Pattern.compile(
            ".*\\.(mp4|m4v|mov|qt|webm|mkv|avi|wmv|asf|flv|f4v|mpg|mpeg|m2v|mts|m2ts|vob|mxf|ogv|3gp|3g2|dv)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String UNREADABLE = "it cannot be read";

    /** @param why as a line says it behind the name */
    record LeftOut(Path file, String why) {}

    static FilmFolder of(Path folder) throws IOException {
        var looking = new Looking(folder);
        Files.walkFileTree(folder, looking);
        var films = new ArrayList<Path>();
        var leftOut = new ArrayList<>(looking.closed);
        for (var file : looking.files) {
            var why = whyNot(file);
            if (why.isEmpty()) {
                films.add(file);
            } else if (NAMED.matcher(String.valueOf(file.getFileName())).matches()) {
                leftOut.add(new LeftOut(file, why));
            }
        }
        films.sort(null);
        leftOut.sort(Comparator.comparing(LeftOut::file));
        return new FilmFolder(List.copyOf(films), List.copyOf(leftOut));
    }

    /** Goes past what is hidden, as a desktop's trash is, and past what it may not open. */
    private static final class Looking extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> files = new ArrayList<>();
        private final List<LeftOut> closed = new ArrayList<>();

        Looking(Path root) {
            this.root = root;
        }

        private boolean isHidden(Path file) {
            return !file.equals(root) && String.valueOf(file.getFileName()).startsWith(".");
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file) && !isHidden(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            return past(file, failure);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : past(directory, failure);
        }

        private FileVisitResult past(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            if (!isHidden(file)) {
                closed.add(new LeftOut(file, UNREADABLE));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static String whyNot(Path file) {
        try {
            return !Files.isReadable(file) ? UNREADABLE : Files.size(file) == 0 ? "it is empty" : seemsNot(file);
        } catch (IOException _) {
            return UNREADABLE;
        }
    }

    private static String seemsNot(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return switch (Sniffer.sniff(bytes.readNBytes(Sniffer.ENOUGH), true)) {
                case Sniffed.Film _ -> "";
                case Sniffed.Foreign(var what) -> "it is " + what;
                case Sniffed.Unclear _ -> "it does not begin as films do";
            };
        }
    }

    /** One line each, named as they lie in the folder. */
    void tell(Path folder, PrintStream out) {
        leftOut.forEach(each -> out.println(folder.relativize(each.file()) + "  left out: " + each.why()));
    }
}
