package dev.kinora.web.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote, with the addresses, moments, hashtags and people in it found. The rest is text, and every part is escaped by
 * the page that shows it.
 */
public final class Prose {
    private static final Pattern FOUND = Pattern.compile("(?<link>https?://[^\\s<>\"]{1,1000})"
            + "|(?<![\\w:.])(?<moment>(?:\\d{1,2}:[0-5]?\\d|\\d{1,3}):[0-5]\\d)(?![\\w:])"
            + "|(?<![\\w&#/])#(?<tag>[\\p{L}\\p{N}_]{1,50})"
            + "|(?<![\\w@/.])@(?<name>[\\p{L}\\p{N}_.-]{2,49}[\\p{L}\\p{N}_])");
    private static final int MOST_NAMES = 50;
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

    /**
     * Beside no film, so that its moments are mere text.
     *
     * @param known which of some usernames, in small letters, there are; not asked where nobody is named
     */
    public static List<Part> of(String text, UnaryOperator<Set<String>> known) {
        return of(text, known, _ -> false);
    }

    /**
     * Below a film, of which the moments are that it has.
     *
     * @param length of the film; null while nobody knows it
     */
    public static List<Part> ofFilm(String text, UnaryOperator<Set<String>> known, @Nullable Duration length) {
        return of(
                text,
                known,
                second -> length == null || Duration.ofSeconds(second).compareTo(length) < 0);
    }

    private static List<Part> of(String text, UnaryOperator<Set<String>> known, IntPredicate isShown) {
        var names = names(text);
        var people = names.isEmpty() ? names : known.apply(names);
        var parts = new ArrayList<Part>();
        var found = FOUND.matcher(text);
        int at = 0;
        while (found.find()) {
            var part = part(found, people, isShown);
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

    private static Set<String> names(String text) {
        return FOUND.matcher(text)
                .results()
                .map(found -> found.group("name"))
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .limit(MOST_NAMES)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Part part(Matcher found, Set<String> people, IntPredicate isShown) {
        if (found.group("link") != null) {
            var link = trimmed(found.group("link"));
            return new Part(link, link, null);
        }
        if (found.group("moment") != null) {
            int second = second(found.group("moment"));
            return isShown.test(second)
                    ? new Part(found.group(), "?t=" + second, second)
                    : new Part(found.group(), null, null);
        }
        var name = found.group("name");
        if (name != null) {
            return new Part(found.group(), people.contains(name.toLowerCase(Locale.ROOT)) ? "/@" + name : null, null);
        }
        return new Part(found.group(), hashtag(found.group("tag")), null);
    }

    /** A hashtag in a text need not be one of the video's: whoever writes it is found by the word. */
    private static String hashtag(String tag) {
        return "/search?q=%23" + java.net.URLEncoder.encode(tag, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Where the videos with a tag or hashtag are found. */
    public static String tag(String tag) {
        return "/search?tag=" + java.net.URLEncoder.encode(tag, java.nio.charset.StandardCharsets.UTF_8);
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
