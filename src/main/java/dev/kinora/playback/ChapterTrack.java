package dev.kinora.playback;

import java.math.BigDecimal;
import java.util.List;

/** Chapters as a WebVTT track. */
public final class ChapterTrack {
    private ChapterTrack() {}

    /**
     * @param start in seconds
     * @param end in seconds
     */
    public record Line(String title, BigDecimal start, BigDecimal end) {}

    public static String of(List<Line> lines) {
        var text = new StringBuilder("WEBVTT\n");
        for (var line : lines) {
            text.append('\n')
                    .append(StoryboardTrack.time(line.start().doubleValue()))
                    .append(" --> ")
                    .append(StoryboardTrack.time(line.end().doubleValue()))
                    .append('\n')
                    .append(escaped(line.title()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String escaped(String title) {
        return title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
