package dev.kinora.library;

import java.net.IDN;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be said about a video; the same rules as the database's, in sentences. */
final class VideoRules {
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG = 100;
    private static final int LONGEST_LICENCE = 100;
    private static final int MOST_ORIGINS = 50;
    private static final int QUOTED = 20;
    private static final Map<String, String> NAMES = Map.of(
            "title",
            "a title",
            "licence",
            "a licence",
            "tags",
            "a tag",
            "hashtags",
            "a hashtag",
            "mentions",
            "a mention");
    /** A username, of another server too. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,50}(@[A-Za-z0-9.-]{3,253})?");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern HOST = Pattern.compile(
            "(localhost|(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}|[0-9]{1,3}(\\.[0-9]{1,3}){3})(:[0-9]{1,5})?");

    private static final String NO_TEXT = "One of these is null instead of text. Leave it out.";

    private VideoRules() {}

    static String longTitle(String title) {
        return "A title has " + LONGEST_TITLE + " characters at most; this has " + length(title) + ".";
    }

    /** The change as it is kept, or the sentences of what is wrong with it. */
    static VideoChange checked(VideoChange wish) {
        var wrong = new LinkedHashMap<String, String>();
        var title = wish.title() == null ? null : wish.title().strip();
        if (title != null && title.isEmpty()) {
            wrong.put("title", "A video needs a title.");
        } else if (title != null && length(title) > LONGEST_TITLE) {
            wrong.put("title", longTitle(title));
        }
        noControls(wrong, "title", title);
        if (wish.description() != null && length(wish.description()) > LONGEST_DESCRIPTION) {
            wrong.put(
                    "description",
                    "A description has " + LONGEST_DESCRIPTION + " characters at most; this has "
                            + length(wish.description()) + ".");
        }
        noNull(wrong, "description", wish.description());
        var tags = words(wrong, "tags", wish.tags(), "");
        var hashtags = words(wrong, "hashtags", wish.hashtags(), "#");
        var mentions = words(wrong, "mentions", wish.mentions(), "@");
        if (mentions != null) {
            mentions.stream()
                    .filter(name -> !NAME.matcher(name).matches())
                    .findFirst()
                    .ifPresent(name -> wrong.put(
                            "mentions",
                            "\u201c" + shortened(name)
                                    + "\u201d is no name of a person. Write names like lin or lin@example.org."));
        }
        var language = language(wrong, wish.language());
        if (wish.licence() != null && length(wish.licence()) > LONGEST_LICENCE) {
            wrong.put("licence", "A licence has " + LONGEST_LICENCE + " characters at most.");
        }
        noControls(wrong, "licence", wish.licence());
        var origins = origins(wrong, wish.allowedOrigins());
        if (!wrong.isEmpty()) {
            throw LibraryProblem.invalid(wrong);
        }
        return new VideoChange(
                title,
                wish.description() == null ? null : wish.description().replace("\r\n", "\n"),
                tags,
                hashtags,
                mentions,
                language,
                wish.visibility(),
                wish.licence(),
                wish.downloadAllowed(),
                origins);
    }

    static List<String> tags(List<String> given) {
        return Objects.requireNonNullElse(checked(VideoChange.tags(given)).tags(), List.of());
    }

    static void requireRoomForTags(Video video, List<String> added) {
        var all = new LinkedHashMap<String, String>();
        Stream.concat(video.tags().stream(), added.stream()).forEach(tag -> all.putIfAbsent(folded(tag), tag));
        if (all.size() > MOST_TAGS) {
            throw LibraryProblem.invalid(
                    "tags",
                    "\u201c" + video.title() + "\u201d would have " + all.size() + " tags; " + MOST_TAGS
                            + " are the most.");
        }
    }

    /** @param shown what lessons of courses show */
    static void requireMayGo(List<Video> videos, Set<UUID> shown) {
        var hindering = videos.stream()
                .filter(each -> !each.isBinned() || shown.contains(each.id()))
                .map(each -> new LibraryProblem.Hindrance(
                        each.id(),
                        each.title(),
                        each.isBinned()
                                ? "is shown by a lesson of a course. Take it out of the course first."
                                : "is not in the bin. Only what is there can be deleted for good."))
                .toList();
        if (!hindering.isEmpty()) {
            var anyShown = videos.stream().anyMatch(each -> each.isBinned() && shown.contains(each.id()));
            throw LibraryProblem.mayNotGo(anyShown ? "in-use" : "not-in-bin", hindering);
        }
    }

    /** As it is usually written, pt-BR for pt-br; empty takes it away. */
    private static @Nullable String language(Map<String, String> wrong, @Nullable String given) {
        if (given == null || given.isBlank()) {
            return given;
        }
        try {
            var tag = new Locale.Builder().setLanguageTag(given.strip()).build().toLanguageTag();
            if (LANGUAGE.matcher(tag).matches()) {
                return tag;
            }
        } catch (IllformedLocaleException _) {
            // Said below.
        }
        wrong.put("language", "A language is written as a BCP 47 tag, such as en, de or pt-BR.");
        return null;
    }

    /** Words that differ only in the case of their letters are one. */
    private static String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return length(text) <= QUOTED ? text : text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "…";
    }

    /** Each once, as it was written first, without the sign before it, in the order given. */
    private static @Nullable List<String> words(
            Map<String, String> wrong, String field, @Nullable List<? extends @Nullable String> given, String sign) {
        if (given == null) {
            return null;
        }
        var kept = new LinkedHashMap<String, String>();
        for (var each : given) {
            if (each == null) {
                wrong.put(field, NO_TEXT);
                continue;
            }
            var word = (!sign.isEmpty() && each.strip().startsWith(sign)
                            ? each.strip().substring(1)
                            : each)
                    .strip();
            if (length(word) > LONGEST_TAG) {
                wrong.put(
                        field,
                        "\u201c" + shortened(word) + "\u201d is too long: " + NAMES.get(field) + " has " + LONGEST_TAG
                                + " characters at most.");
            }
            noControls(wrong, field, word);
            if (!word.isEmpty()) {
                kept.putIfAbsent(folded(word), word);
            }
        }
        if (kept.size() > MOST_TAGS) {
            wrong.put(field, "A video has " + MOST_TAGS + " " + field + " at most; these are " + kept.size() + ".");
        }
        return List.copyOf(kept.values());
    }

    private static @Nullable List<String> origins(
            Map<String, String> wrong, @Nullable List<? extends @Nullable String> given) {
        if (given == null) {
            return null;
        }
        var kept = new LinkedHashSet<String>();
        for (var each : given) {
            if (each == null) {
                wrong.put("allowedOrigins", NO_TEXT);
                continue;
            }
            var host = host(each);
            if (host != null && !host.isEmpty()) {
                kept.add(host);
            } else if (host == null) {
                wrong.put(
                        "allowedOrigins",
                        each.strip() + " is not a host such as example.org, *.example.org or localhost:3000.");
            }
        }
        if (kept.size() > MOST_ORIGINS) {
            wrong.put(
                    "allowedOrigins", "A video has " + MOST_ORIGINS + " hosts at most; these are " + kept.size() + ".");
        }
        return List.copyOf(kept);
    }

    /** People copy the whole address of their site. */
    private static @Nullable String host(String given) {
        var bare = given.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("/$", "");
        if (bare.isEmpty()) {
            return "";
        }
        try {
            var ascii = IDN.toASCII(bare.replace("*", "star-of-ours")).replace("star-of-ours", "*");
            return HOST.matcher(ascii).matches() ? ascii : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static void noControls(Map<String, String> wrong, String field, @Nullable String text) {
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            wrong.put(
                    field,
                    NAMES.getOrDefault(field, "This").replaceFirst("^a ", "A ")
                            + " is one line of text, without control characters.");
        }
    }

    private static void noNull(Map<String, String> wrong, String field, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            wrong.put(field, "The " + field + " has characters that cannot be shown.");
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
