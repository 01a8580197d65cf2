package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Files in which somebody may have written down what is said. */
final class SpokenFolder {
    private static final Set<String> KINDS = Set.of("vtt", "srt", "txt", "json");

    /** @param target where its chapters are written, below the folder for them */
    record Found(Path path, Path target) {}

    private SpokenFolder() {}

    /** What was named, and all such files in what are folders, by their names; hidden ones are not meant. */
    static List<Found> files(List<Path> named) {
        boolean several = named.stream().filter(Files::isDirectory).count() > 1;
        var found = new ArrayList<Found>();
        for (var path : named) {
            if (Files.isDirectory(path)) {
                // Of two folders the files may have the same names.
                var below = several ? path.toAbsolutePath().normalize().getFileName() : Path.of("");
                found.addAll(below(path, below));
            } else {
                found.add(new Found(path, target(path.getFileName())));
            }
        }
        return found;
    }

    private static List<Found> below(Path folder, Path target) {
        try {
            var files = new Walk(folder).files();
            var all = Set.copyOf(files);
            var wanted = files.stream().filter(file -> isWanted(file, all)).toList();
            if (wanted.size() < files.size()) {
                System.err.println(files.size() - wanted.size() + " files left out in " + folder
                        + ": a .json of the same name is beside each. Name them one by one if they are meant.");
            }
            return wanted.stream()
                    .map(file -> new Found(file, target.resolve(target(folder.relativize(file)))))
                    .toList();
        } catch (IOException e) {
            throw new Refusal(folder + " cannot be read.", String.valueOf(e.getMessage()), e);
        }
    }

    /** Through a folder and those in it; of what may not be read it tells, and goes on. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<Path> files = new ArrayList<>();

        private Walk(Path folder) {
            this.folder = folder;
        }

        private List<Path> files() throws IOException {
            Files.walkFileTree(folder, this);
            return files.stream().sorted().toList();
        }

        private static boolean isHidden(Path path) {
            return String.valueOf(path.getFileName()).startsWith(".");
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return isHidden(path) && !path.equals(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (Files.isRegularFile(path) && !isHidden(path) && KINDS.contains(kind(path))) {
                files.add(path);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (path.equals(folder)) {
                throw e;
            }
            System.err.println(path + "  It may not be read and is left out.");
            return FileVisitResult.CONTINUE;
        }
    }

    /** Captions beside a file of units are what that was made of. */
    private static boolean isWanted(Path file, Set<Path> all) {
        var units = file.resolveSibling(name(file) + ".json");
        return file.equals(units) || !all.contains(units);
    }

    private static Path target(Path file) {
        return file.resolveSibling(name(file) + ".json");
    }

    /** Without its ending. */
    static String name(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    static String kind(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
