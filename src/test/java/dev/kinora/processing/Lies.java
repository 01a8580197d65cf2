package dev.kinora.processing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MP4 files whose index says what is not true. */
final class Lies {
    /** Behind the name of a box: its flags and its number of entries. */
    private static final int ENTRIES = 8;

    private static final int FIRST = 12;

    private Lies() {}

    static List<Path> about(Path film) {
        var lies = new ArrayList<Path>();
        lies.add(told(film, "sizes", "stsz", FIRST + 4, 0x7fffff00));
        lies.add(told(film, "number-of-sizes", "stsz", FIRST, Integer.MAX_VALUE));
        lies.add(told(film, "number-of-keys", "stss", ENTRIES, -5));
        lies.add(told(film, "keys", "stss", FIRST + 4, 7));
        lies.add(told(film, "places", "stco", FIRST, 0x7ffffff0));
        lies.add(told(film, "times", "stts", FIRST, Integer.MAX_VALUE));
        lies.add(told(film, "later", "ctts", FIRST + 4, Integer.MIN_VALUE));
        lies.add(told(film, "chunks", "stsc", FIRST + 4, -1));
        lies.add(told(film, "box", "stbl", -4, 0x7fffffff));
        return lies;
    }

    private static Path told(Path film, String what, String box, int behindName, int number) {
        try {
            var bytes = Files.readAllBytes(film);
            var index = new String(bytes, StandardCharsets.ISO_8859_1);
            var at = index.indexOf(box, index.indexOf("moov"));
            ByteBuffer.wrap(bytes).putInt(at + behindName, number);
            return Files.write(film.resolveSibling("lies-" + what + ".mp4"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
