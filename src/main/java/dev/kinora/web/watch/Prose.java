package dev.kinora.web.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote, with the addresses, moments and hashtags in it found. The rest is text, and every part is escaped by
 * the page that shows it.
 */
public final class Prose {
    private static final Pattern FOUND = Pattern.compile("(?<link>https?://[^\\s<>\"]{1,1000})"
            + "|(?<![\\w:.])(?<moment>(?:\\d{1,2}:)?[0-5]?\\d:[0-5]\\d)(?![\\w:])"
            + "|(?<![\\w&#/])#(?<tag>[\\p{L}\\p{N}_]{1,50})");
    /** Ends a sentence rather than an address. */
    private static final Pattern TAIL = Pattern.compile("[.,;:!?'\\u201d\\u2019*]+$");

    private Prose() {}

    /**
     * @param href null for mere text
     * @param second of the film, for a moment of it
     */
    public record Part(
            String text, @Nullable String href, @Nullable Integer second) {
        /** Whether it leads away from here. */
        public boolean isOutside() {
            return href != null && href.startsWith("http");
        }
    }

    public static List<Part> of(String text) {
        var parts = new ArrayList<Part>();
        var found = FOUND.matcher(text);
        int at = 0;
        while (found.find()) {
            var part = part(found);
            if (found.start() > at) {
                parts.add(new Part(text.substring(at, found.start()), null, null));
            }
            parts.add(part);
            at = found.start() + part.text().length();
            found.region(at, text.length());
        }
        if (at < text.length()) {
            parts.add(new Part(text.substring(at), null, null));
        }
        return parts;
    }

    private static Part part(Matcher found) {
        if (found.group("link") != null) {
            var link = trimmed(found.group("link"));
            return new Part(link, link, null);
        }
        if (found.group("moment") != null) {
            int second = second(found.group("moment"));
            return new Part(found.group("moment"), "?t=" + second, second);
        }
        return new Part(found.group(), hashtag(found.group("tag")), null);
    }

    /** Where the videos with a hashtag are found. */
    public static String hashtag(String tag) {
        return "/search?q=%23" + java.net.URLEncoder.encode(tag, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Where the videos with a word are found. */
    public static String tag(String tag) {
        return "/search?q=" + java.net.URLEncoder.encode(tag, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String trimmed(String link) {
        var bare = TAIL.matcher(link).replaceFirst("");
        return bare.endsWith(")") && !bare.contains("(") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static int second(String moment) {
        int all = 0;
        for (var part : moment.split(":")) {
            all = all * 60 + Integer.parseInt(part);
        }
        return all;
    }
}
