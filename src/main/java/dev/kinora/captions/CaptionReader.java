package dev.kinora.captions;

import java.util.List;

/** Reads a file of captions without keeping it: WebVTT or SubRip, in whatever encoding. */
public final class CaptionReader {
    private CaptionReader() {}

    /**
     * @param cues in the order of time
     * @param faults what could not be read, the first of it
     * @param leftOut how many such places there are in all
     */
    public record Read(List<Cue> cues, List<Captions.Fault> faults, int leftOut) {
        public Read {
            cues = List.copyOf(cues);
            faults = List.copyOf(faults);
        }
    }

    public static Read read(byte[] bytes) {
        var parsed = CaptionFile.parse(text(bytes));
        return new Read(parsed.cues(), parsed.faults(), parsed.leftOut());
    }

    /** Text of which nobody says how it is to be read. */
    public static String text(byte[] bytes) {
        return CaptionBytes.text(bytes);
    }
}
