package dev.kinora.command;

import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The films of a folder and those below it, among whatever else lies there.
 *
 * @param films in the order of their names; hidden ones are not meant, nor what begins like no film
 * @param leftOut what is called as films are and is none
 */
record FilmFolder(List<Path> films, List<LeftOut> leftOut) {
    private static final Pattern NAMED = Pattern.compile(
            ".*\\.(mp4|m4v|mov|qt|webm|mkv|avi|wmv|asf|flv|f4v|mpg|mpeg|m2v|mts|m2ts|vob|mxf|ogv|3gp|3g2|dv)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** @param why as a line says it behind the name */
    record LeftOut(Path file, String why) {}

    static FilmFolder of(Path folder) throws IOException {
        var films = new ArrayList<Path>();
        var leftOut = new ArrayList<LeftOut>();
        try (var found = Files.walk(folder)) {
            for (var file : (Iterable<Path>) found.sorted()::iterator) {
                var name = String.valueOf(file.getFileName());
                if (!Files.isRegularFile(file) || name.startsWith(".")) {
                    continue;
                }
                var why = whyNot(file);
                if (why.isEmpty()) {
                    films.add(file);
                } else if (NAMED.matcher(name).matches()) {
                    leftOut.add(new LeftOut(file, why));
                }
            }
        }
        return new FilmFolder(List.copyOf(films), List.copyOf(leftOut));
    }

    private static String whyNot(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return "it cannot be read";
        }
        if (Files.size(file) == 0) {
            return "it is empty";
        }
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
