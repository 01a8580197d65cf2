package dev.kinora.command;

import dev.kinora.outlining.Proposal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Chapters as people paste them and as programs read them. */
final class ChapterLines {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ChapterLines() {}

    static String list(SpokenFile spoken, List<Proposal> chapters) {
        boolean timed = spoken.speech().isTimed();
        return chapters.stream()
                .map(chapter ->
                        (timed ? time(chapter.start()) : "line " + (chapter.unit() + 1)) + " " + chapter.title())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String time(double seconds) {
        long whole = (long) seconds;
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    static String json(SpokenFile spoken, List<Proposal> chapters) {
        return fill(MAPPER.createObjectNode().put("id", spoken.name()), spoken, chapters);
    }

    /** Among others, so that it is told of which file it is. */
    static String json(Path file, SpokenFile spoken, List<Proposal> chapters) {
        return fill(MAPPER.createObjectNode().put("id", spoken.name()).put("file", file.toString()), spoken, chapters);
    }

    private static String fill(ObjectNode document, SpokenFile spoken, List<Proposal> chapters) {
        var list = document.putArray("chapters");
        chapters.forEach(chapter -> put(list.addObject(), chapter, spoken));
        var boundaries = document.putArray("boundaries");
        chapters.stream().map(spoken::unit).filter(unit -> unit > 0).distinct().forEach(boundaries::add);
        return document.toString();
    }

    private static void put(ObjectNode node, Proposal chapter, SpokenFile spoken) {
        if (spoken.speech().isTimed()) {
            node.put("start", rounded(chapter.start(), 1000)).put("end", rounded(chapter.end(), 1000));
        }
        node.put("title", chapter.title())
                .put("confidence", rounded(chapter.confidence(), 100))
                .put("unit", spoken.unit(chapter));
    }

    private static double rounded(double number, int to) {
        return Math.round(number * to) / (double) to;
    }
}
