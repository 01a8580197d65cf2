package dev.kinora.library;

import java.text.Normalizer;

/** Makes a title of what somebody's file is called. What a person wrote is never cut. */
final class Titles {
    private static final int LONGEST = 255;

    private Titles() {}

    static String of(String title, String filename) {
        var given = clean(title);
        if (given.codePointCount(0, given.length()) > LONGEST) {
            throw LibraryProblem.invalid("title", VideoRules.longTitle(given));
        }
        if (!given.isEmpty()) {
            return given;
        }
        var name = clean(filename.replaceFirst("^.*[/\\\\]", "")
                .replaceFirst("\\.[A-Za-z0-9]{1,5}$", "")
                .replace('_', ' '));
        return name.isEmpty() ? "Untitled video" : shortened(name);
    }

    /** The last part of a path, without what no file may be called; empty where nothing is left. */
    static String filename(String name) {
        var last = clean(name.replaceFirst("(?s)^.*[/\\\\]", ""));
        if (last.equals(".") || last.equals("..")) {
            return "";
        }
        return shortened(last);
    }

    /** In one line, in composed letters, without controls and without marks that turn text around. */
    private static String clean(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]", " ")
                .replaceAll("[\\uD800-\\uDFFF](?<![\\uD800-\\uDBFF][\\uDC00-\\uDFFF])", "")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
