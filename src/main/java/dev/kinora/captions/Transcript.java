package dev.kinora.captions;

import java.util.List;

/**
 * What is said in a film, and when.
 *
 * @param language as in BCP 47
 * @param label of the captions it comes from
 */
public record Transcript(String language, String label, List<Segment> segments) {
    public Transcript {
        segments = List.copyOf(segments);
    }

    /**
     * @param start in seconds
     * @param end in seconds
     */
    public record Segment(double start, double end, String text) {}

    /** What belongs together as one reads it. */
    public record Paragraph(List<Segment> segments) {
        public Paragraph {
            segments = List.copyOf(segments);
        }

        public double start() {
            return segments.getFirst().start();
        }

        public String text() {
            return Paragraphs.joined(segments);
        }
    }

    public List<Paragraph> paragraphs() {
        return Paragraphs.of(segments);
    }
}
