package dev.kinora.captions;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is shown for a while.
 *
 * @param start milliseconds from the film's beginning
 * @param end milliseconds; later than the start
 * @param settings where it stands, as WebVTT says it; empty where nothing was said
 * @param text one or more lines, with WebVTT's marks and entities
 */
public record Cue(long start, long end, String settings, String text) {
    public Cue {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(start + " to " + end);
        }
    }

    /** What is said, without marks, on one line. */
    public String words() {
        return CaptionText.plain(text);
    }

    /** What all of them say, a line each. */
    static String words(List<Cue> cues) {
        return cues.stream().map(Cue::words).collect(Collectors.joining("\n"));
    }

    /** The text as somebody writes it. */
    public String typed() {
        return CaptionText.typed(text);
    }
}
