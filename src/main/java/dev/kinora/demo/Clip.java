package dev.kinora.demo;

import dev.kinora.chaptering.Wish;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A film that ffmpeg draws.
 *
 * @param file what it is uploaded as; by it one is known again
 * @param by whose it is
 * @param picture a filter graph; empty for sound alone
 * @param sound a filter graph; empty for a silent film
 * @param parts its chapters, of equal length
 * @param lines its captions, of equal length
 * @param list the playlist of its owner that it stands on; empty for none
 */
record Clip(
        String file,
        String by,
        String title,
        String description,
        List<String> tags,
        int seconds,
        String picture,
        String sound,
        List<String> parts,
        List<String> lines,
        String list,
        boolean featured) {
    static Clip of(String file, String by, String title, String description, int seconds, String picture) {
        return new Clip(file, by, title, description, List.of(), seconds, picture, "", List.of(), List.of(), "", false);
    }

    Clip tagged(String... words) {
        return new Clip(
                file, by, title, description, List.of(words), seconds, picture, sound, parts, lines, list, featured);
    }

    Clip sounding(String graph) {
        return new Clip(file, by, title, description, tags, seconds, picture, graph, parts, lines, list, featured);
    }

    Clip inParts(String... titles) {
        return new Clip(
                file, by, title, description, tags, seconds, picture, sound, List.of(titles), lines, list, featured);
    }

    Clip saying(String... sentences) {
        return new Clip(
                file, by, title, description, tags, seconds, picture, sound, parts, List.of(sentences), list, featured);
    }

    Clip on(String playlist) {
        return new Clip(file, by, title, description, tags, seconds, picture, sound, parts, lines, playlist, featured);
    }

    Clip putForward() {
        return new Clip(file, by, title, description, tags, seconds, picture, sound, parts, lines, list, true);
    }

    /** With the times of its parts, as people write them. */
    String about() {
        var text = new StringBuilder(description);
        for (var i = 0; i < parts.size(); i++) {
            var second = begin(i, parts.size()).intValue();
            text.append(i == 0 ? "\n\n" : "\n")
                    .append(String.format(Locale.ROOT, "%d:%02d %s", second / 60, second % 60, parts.get(i)));
        }
        return text.toString();
    }

    /** The second at which one of so many equal parts begins; whole for parts that are long enough. */
    BigDecimal begin(int part, int of) {
        return BigDecimal.valueOf((long) seconds * part).divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP);
    }

    List<Wish> chapters() {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> Wish.of(parts.get(i), begin(i, parts.size())))
                .toList();
    }

    String webVtt() {
        var text = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < lines.size(); i++) {
            text.append('\n')
                    .append(moment(i))
                    .append(" --> ")
                    .append(moment(i + 1))
                    .append('\n')
                    .append(lines.get(i))
                    .append('\n');
        }
        return text.toString();
    }

    private String moment(int line) {
        var second = begin(line, lines.size()).intValue();
        return String.format(Locale.ROOT, "%02d:%02d.000", second / 60, second % 60);
    }
}
