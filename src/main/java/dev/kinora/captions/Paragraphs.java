package dev.kinora.captions;

import dev.kinora.captions.Transcript.Paragraph;
import dev.kinora.captions.Transcript.Segment;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes paragraphs of what is shown line by line: they end where somebody pauses, or with a sentence. */
final class Paragraphs {
    private static final double LONG_PAUSE = 3;
    private static final double PAUSE = 0.8;
    private static final int LONG = 500;
    private static final int LONGEST = 1_500;
    private static final Pattern ENDS_SENTENCE =
            Pattern.compile("[.!?\u2026\u3002\uff01\uff1f\u061f\u0964][\"'\u201d\u2019\u00bb)\\]]*$");
    private static final Set<UnicodeScript> WITHOUT_SPACES =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.THAI);

    private Paragraphs() {}

    static List<Paragraph> of(List<Segment> segments) {
        var paragraphs = new ArrayList<Paragraph>();
        var open = new ArrayList<Segment>();
        int length = 0;
        for (var segment : segments) {
            if (!open.isEmpty() && ends(open.getLast(), segment, length)) {
                paragraphs.add(new Paragraph(open));
                open.clear();
                length = 0;
            }
            open.add(segment);
            length += segment.text().length();
        }
        if (!open.isEmpty()) {
            paragraphs.add(new Paragraph(open));
        }
        return paragraphs;
    }

    private static boolean ends(Segment last, Segment next, int length) {
        double pause = next.start() - last.end();
        boolean sentence = ENDS_SENTENCE.matcher(last.text()).find();
        return pause >= LONG_PAUSE
                || sentence && (pause >= PAUSE || length >= LONG)
                // A dialogue begins anew with whoever speaks.
                || next.text().startsWith("- ") && sentence
                || length >= LONGEST;
    }

    static String joined(List<Segment> segments) {
        var text = new StringBuilder();
        for (var segment : segments) {
            if (!text.isEmpty()
                    && !(isDense(text.codePointBefore(text.length()))
                            || segment.text().codePointAt(0) > 127
                                    && isDense(segment.text().codePointAt(0)))) {
                text.append(' ');
            }
            text.append(segment.text());
        }
        return text.toString();
    }

    /** Whether no space stands beside it. */
    private static boolean isDense(int sign) {
        return WITHOUT_SPACES.contains(UnicodeScript.of(sign))
                || sign >= 0x3000 && sign <= 0x303f
                || sign >= 0xff00 && sign <= 0xff60;
    }
}
