package dev.kinora.captions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes captions that one can read of what a machine heard: two lines at most, one after the other. */
final class SaidCues {
    private static final int LINE = 42;
    private static final int LONGEST = 2 * LINE;
    /** Signs as wide as two letters. */
    private static final Pattern WIDE =
            Pattern.compile("[\\u1100-\\u11ff\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff00-\\uff60]");

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern ENDS_SENTENCE =
            Pattern.compile(".*[.!?\\u2026\\u3002\\uff01\\uff1f\\u061f\\u0964]", Pattern.DOTALL);

    private SaidCues() {}

    /** @param said in the order of time */
    static List<Cue> of(List<Said> said) {
        var cues = new ArrayList<Cue>();
        for (var each : said) {
            var text = SPACES.matcher(each.text()).replaceAll(" ").strip();
            if (!text.isEmpty()) {
                split(new Said(each.start(), each.end(), text), cues);
            }
        }
        return apart(cues);
    }

    private static void split(Said said, List<Cue> cues) {
        var text = said.text();
        double each = (said.end() - said.start()) / (double) text.length();
        int at = 0;
        while (at < text.length()) {
            int end = partEnd(text, at, LONGEST);
            long from = said.start() + Math.round(at * each);
            long to = end == text.length() ? said.end() : said.start() + Math.round(end * each);
            var part = clean(text.substring(at, end).strip());
            if (!part.isEmpty() && to > from) {
                cues.add(new Cue(from, to, "", part));
            }
            at = end;
        }
    }

    /** Where a part ends that begins there: behind a sentence, else behind a word, else anywhere. */
    private static int partEnd(String text, int at, int room) {
        int most = WIDE.matcher(text.substring(at, Math.min(text.length(), at + room)))
                        .find()
                ? room / 2
                : room;
        if (text.length() - at <= most) {
            return text.length();
        }
        var sentence = ENDS_SENTENCE.matcher(text.substring(at, at + most));
        if (sentence.lookingAt() && sentence.end() > most / 3) {
            return at + sentence.end();
        }
        int space = text.lastIndexOf(' ', at + most);
        if (space > at) {
            return space + 1;
        }
        return Character.isHighSurrogate(text.charAt(at + most - 1)) ? at + most - 1 : at + most;
    }

    private static String clean(String text) {
        var lines = text;
        if (text.length() > LINE) {
            int space = nearestSpace(text, text.length() / 2);
            lines = space < 0 ? text : text.substring(0, space) + "\n" + text.substring(space + 1);
        }
        // A machine writes no marks: what looks like one is what was said.
        return CaptionText.clean(lines.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static int nearestSpace(String text, int middle) {
        int before = text.lastIndexOf(' ', middle);
        int after = text.indexOf(' ', middle);
        return after < 0 || before >= 0 && middle - before <= after - middle ? before : after;
    }

    /** One is gone when the next one comes. */
    private static List<Cue> apart(List<Cue> cues) {
        var apart = new ArrayList<Cue>();
        for (int i = 0; i < cues.size(); i++) {
            var cue = cues.get(i);
            long end = i + 1 < cues.size() ? Math.min(cue.end(), cues.get(i + 1).start()) : cue.end();
            apart.add(end > cue.start() ? new Cue(cue.start(), end, "", cue.text()) : cue);
        }
        return List.copyOf(apart);
    }
}
