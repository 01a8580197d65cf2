package dev.kinora.captions;

import java.util.List;
import java.util.Optional;

/** Reads a file of captions without keeping it: WebVTT or SubRip, in whatever encoding. */
public final class CaptionReader {
    private CaptionReader() {}

    /**
     * @param cues in the order of time
     * @param leftOut how many places could not be read
     * @param firstFault what is wrong with the first of them, and where
     */
    public record Read(List<Cue> cues, int leftOut, Optional<Captions.Fault> firstFault) {}

    public static Read read(byte[] bytes) {
        var parsed = CaptionFile.parse(text(bytes));
        return new Read(
                parsed.cues(), parsed.leftOut(), parsed.faults().stream().findFirst());
    }

    /** Text of which nobody says how it is to be read. */
    public static String text(byte[] bytes) {
        return CaptionBytes.text(bytes);
    }
}
