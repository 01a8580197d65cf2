package dev.kinora.outlining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes sentences of captions that were cut by what fits on a screen. Where nobody set a full stop, captions stay what they are. */
final class Sentences {
    /** Begins at the first of several full stops alone, or a run of them that ends nothing would be gone through from each. */
    private static final Pattern END = Pattern.compile(
            "(?<![.!?\u2026])[.!?\u2026]++[\"'\u201d\u2019\u00bb)\\]]*+(?=\\s|$)|[\u3002\uff01\uff1f\u061f\u0964\u06d4]+[\u300d\u300f\u201d]?");

    private static final Pattern NO_END =
            Pattern.compile("(?i)(^|\\s)(mr|mrs|ms|dr|st|vs|etc|e\\.g|i\\.e|no|[a-z])\\.$");
    private static final int LONGEST_NO_END = 8;
    /** In a tenth of all captions a sentence ends, where somebody cares about punctuation. */
    private static final int CARED_FOR = 10;
    /** Nobody stops for so long within a sentence. */
    private static final double PAUSE = 3;
    /** A sentence without an end is cut after so many captions. */
    private static final int LONGEST = 20;

    /** Two days of talk; more are no sentences. */
    private static final int MOST = 50_000;

    private final List<Unit> sentences = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private double start;
    private double end;
    private int cues;

    private Sentences() {}

    static List<Unit> of(List<Unit> cues) {
        long ends = cues.stream().filter(cue -> END.matcher(cue.text()).find()).count();
        if (ends * CARED_FOR < cues.size()) {
            return cues;
        }
        var sentences = new Sentences().merge(cues);
        return sentences.size() > MOST ? cues : sentences;
    }

    private List<Unit> merge(List<Unit> all) {
        for (var cue : all) {
            if (cue.start() - end >= PAUSE || cues >= LONGEST) {
                close();
            }
            cue(cue);
            end = cue.end();
        }
        close();
        return sentences;
    }

    private void cue(Unit cue) {
        var text = cue.text();
        int from = 0;
        for (var found = END.matcher(text); found.find(); ) {
            if (!NO_END.matcher(text.substring(Math.max(0, found.end() - LONGEST_NO_END), found.end()))
                    .find()) {
                take(cue, from, found.end());
                close();
                from = found.end();
            }
        }
        take(cue, from, text.length());
    }

    /** A part of a caption is said in its share of the time. */
    private void take(Unit cue, int from, int to) {
        var text = cue.text().substring(from, to).strip();
        if (text.isEmpty()) {
            return;
        }
        double length = cue.end() - cue.start();
        if (open.isEmpty()) {
            start = cue.start() + length * from / cue.text().length();
        } else if (open.codePointBefore(open.length()) < 0x2e80) {
            open.append(' ');
        }
        open.append(text);
        end = cue.start() + length * to / cue.text().length();
        cues++;
    }

    private void close() {
        if (!open.isEmpty()) {
            sentences.add(new Unit(open.toString(), start, end));
            open.setLength(0);
        }
        cues = 0;
    }
}
