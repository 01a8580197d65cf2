package dev.kinora.web.studio;

import dev.kinora.http.RowVersion;
import dev.kinora.library.Video;
import dev.kinora.library.VideoChange;
import dev.kinora.web.FormState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed about a video, and what the form showed before they did. With both, a form that was open while the video
 * changed elsewhere can tell whose change is whose, and keeps them both.
 *
 * @param seen the values the form was made from
 * @param version of the video it was made from
 */
public record DetailsForm(Map<String, String> typed, Map<String, String> seen, Instant version) {
    private static final SequencedMap<String, String> FIELDS = new LinkedHashMap<>();
    private static final String SEEN = "seen-";
    private static final String VERSION = "version";
    private static final int LONGEST_QUOTE = 160;

    static {
        FIELDS.put("title", "title");
        FIELDS.put("description", "description");
        FIELDS.put("tags", "tags");
        FIELDS.put("hashtags", "hashtags");
        FIELDS.put("mentions", "mentions");
        FIELDS.put("language", "language");
        FIELDS.put("licence", "licence");
        FIELDS.put("downloadAllowed", "downloads");
        FIELDS.put("allowedOrigins", "pages that may embed it");
    }

    static DetailsForm of(Video video) {
        var values = values(video);
        return new DetailsForm(values, values, video.updatedAt());
    }

    static DetailsForm sent(Map<String, String> parameters) {
        var typed = new LinkedHashMap<String, String>();
        var seen = new LinkedHashMap<String, String>();
        for (var field : FIELDS.keySet()) {
            typed.put(field, normal(parameters.get(field)));
            seen.put(field, normal(parameters.get(SEEN + field)));
        }
        return new DetailsForm(typed, seen, version(parameters.get(VERSION)));
    }

    /** A form without a version was made from none that there is. */
    private static Instant version(@Nullable String text) {
        return text == null
                ? Instant.EPOCH
                : RowVersion.parse(text, () -> new UnreadableForm("form", "Reload the page, then save again."));
    }

    private static String normal(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }

    private static Map<String, String> values(Video video) {
        return Map.of(
                "title", video.title(),
                "description", video.description().strip(),
                "tags", String.join(", ", video.tags()),
                "hashtags", String.join(", ", video.hashtags()),
                "mentions", String.join(", ", video.mentions()),
                "language", Objects.requireNonNullElse(video.language(), ""),
                "licence", Objects.requireNonNullElse(video.licence(), ""),
                "downloadAllowed", video.downloadAllowed() ? "on" : "",
                "allowedOrigins", String.join("\n", video.allowedOrigins()));
    }

    /** Words between commas or on lines of their own. */
    static List<String> words(String text) {
        return Stream.of(text.split("[,\\n]"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public List<String> fields() {
        return List.copyOf(FIELDS.keySet());
    }

    FormState state() {
        return new FormState(typed, Map.of());
    }

    /** What was not touched stays as it is: a tag with a comma would come back as two. */
    VideoChange change() {
        return new VideoChange(
                changed("title"),
                changed("description"),
                changedWords("tags"),
                changedWords("hashtags"),
                changedWords("mentions"),
                changed("language"),
                null,
                changed("licence"),
                isChanged("downloadAllowed") ? !value("downloadAllowed").isEmpty() : null,
                changedWords("allowedOrigins"));
    }

    private boolean isChanged(String field) {
        return !value(field).equals(seen.getOrDefault(field, ""));
    }

    private @Nullable String changed(String field) {
        return isChanged(field) ? value(field) : null;
    }

    private @Nullable List<String> changedWords(String field) {
        return isChanged(field) ? words(value(field)) : null;
    }

    private String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** Whether the video has a newer version only for what the form does not show, such as its processing. */
    boolean knows(Video video) {
        return values(video).equals(seen);
    }

    DetailsForm renewed(Video video) {
        return new DetailsForm(typed, seen, video.updatedAt());
    }

    /** What was typed stays; what was not touched shows the change from elsewhere. */
    FormState besides(Video video) {
        var now = values(video);
        var values = new LinkedHashMap<String, String>();
        var notes = new LinkedHashMap<String, String>();
        var taken = new ArrayList<String>();
        FIELDS.forEach((field, name) -> {
            var mine = value(field);
            var theirs = now.getOrDefault(field, "");
            var before = seen.getOrDefault(field, "");
            values.put(field, mine.equals(before) ? theirs : mine);
            if (theirs.equals(before) || mine.equals(theirs)) {
                return;
            }
            if (mine.equals(before)) {
                taken.add(name);
            } else {
                notes.put(field, note(name, theirs));
            }
        });
        var errors = new LinkedHashMap<String, String>();
        errors.put(
                "form",
                "The video was changed in another window while this one was open. What you typed is still here and nothing is"
                        + " saved yet: look at it, then save again." + takenOver(taken));
        errors.putAll(notes);
        return new FormState(values, errors);
    }

    /** Nobody has to decide about these. */
    private static String takenOver(List<String> names) {
        return names.isEmpty()
                ? ""
                : " The " + String.join(" and the ", names)
                        + " changed in the other window only: what stands here now is from there.";
    }

    private static String note(String name, String theirs) {
        if (theirs.isEmpty()) {
            return "In the other window the " + name + " went away. Saving puts yours there.";
        }
        var quote = theirs.length() > LONGEST_QUOTE ? theirs.substring(0, LONGEST_QUOTE) + "…" : theirs;
        return name.equals("downloads")
                ? "In the other window downloads were allowed. Saving forbids them again."
                : "In the other window the " + name + " became \u201c" + quote
                        + "\u201d. Saving puts yours in its place.";
    }
}
