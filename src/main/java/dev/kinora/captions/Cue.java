package dev.kinora.captions;

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

    /** The text as somebody writes it. */
    public String typed() {
        return CaptionText.typed(text);
    }
}
