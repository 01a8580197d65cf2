package dev.kinora.command;

import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The films of a folder and those below it, among whatever else lies there. */
final class FilmFolder {
    private FilmFolder() {}

    /** In the order of their names; hidden ones are not meant, nor what begins like no film. */
    static List<Path> films(Path folder) throws IOException {
        var films = new ArrayList<Path>();
        try (var found = Files.walk(folder)) {
            for (var file : (Iterable<Path>) found.sorted()::iterator) {
                if (Files.isRegularFile(file)
                        && !String.valueOf(file.getFileName()).startsWith(".")
                        && Files.isReadable(file)
                        && isFilm(file)) {
                    films.add(file);
                }
            }
        }
        return films;
    }

    private static boolean isFilm(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return Sniffer.sniff(bytes.readNBytes(Sniffer.ENOUGH), true) instanceof Sniffed.Film;
        }
    }
}
