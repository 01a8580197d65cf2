package dev.kinora.web.studio;

import dev.kinora.library.Video;
import dev.kinora.library.Visibility;
import dev.kinora.web.FormState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who is to see a video and from when, in the clock of the person who says so. */
record VisibilityForm(Map<String, String> typed, ZoneId zone) {
    static VisibilityForm of(Video video, ZoneId zone) {
        var values = new LinkedHashMap<String, String>();
        values.put("visibility", video.visibility().literal());
        values.put("when", video.scheduledFor() == null ? "now" : "later");
        values.put(
                "at",
                video.scheduledFor() == null
                        ? ""
                        : video.scheduledFor()
                                .atZone(zone)
                                .toLocalDateTime()
                                .truncatedTo(ChronoUnit.MINUTES)
                                .toString());
        return new VisibilityForm(values, zone);
    }

    /** What the form was made from; two windows with the same know of one another. */
    static String seen(Video video) {
        return video.visibility().literal() + " " + video.publishedAt() + " " + video.scheduledFor();
    }

    FormState state() {
        return new FormState(typed, Map.of());
    }

    Visibility visibility() {
        return Visibility.of(typed.getOrDefault("visibility", ""))
                .orElseThrow(() -> new UnreadableForm("visibility", "Choose who is to see it."));
    }

    boolean isLater() {
        return "later".equals(typed.get("when"));
    }

    /** Null for now. */
    @Nullable
    Instant at() {
        if (!isLater()) {
            return null;
        }
        try {
            return LocalDateTime.parse(Objects.requireNonNullElse(typed.get("at"), ""))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException _) {
            throw new UnreadableForm("at", "Choose the day and the time it is to be published.");
        }
    }
}
