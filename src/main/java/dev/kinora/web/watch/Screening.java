package dev.kinora.web.watch;

import dev.kinora.platform.PublicAddress;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.watching.Film;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * A film as a page shows it.
 *
 * @param player what the player is told, as JSON; null while nothing can be played
 * @param link its page, for others to be told
 * @param frame its bare player, for others' pages
 * @param picture that stands for it, for others; null without one
 * @param poster that stands in for it until it plays; null without one
 * @param pictures where one of any second is taken from; null while there are none
 * @param before how many films are encoded before it; null once it has begun, and where nobody asked
 * @param left until all of it is prepared, by how fast it went so far; null where nobody can say
 */
public record Screening(
        Film film,
        @Nullable String player,
        String link,
        String frame,
        @Nullable String picture,
        @Nullable String poster,
        @Nullable String download,
        @Nullable String stream,
        @Nullable String pictures,
        @Nullable Integer before,
        @Nullable Duration left) {
    private static final int USUAL_WIDTH = 640;
    private static final int USUAL_HEIGHT = 360;

    /** The player of our pages would not play to its end what grew and turned static. */
    private static final String OF_DASH_JS = "?grown=1";

    private record Track(String src, String language, String label, boolean shown) {}

    private record Told(
            UUID id,
            String uid,
            String title,
            @Nullable String language,
            String hls,
            String dash,
            @Nullable String poster,
            @Nullable String storyboard,
            List<Film.Chapter> chapters,
            List<Track> captions,
            @Nullable Double duration,
            double position,
            boolean signedIn,
            String beats,
            String page) {}

    public static Screening of(
            Film film,
            String media,
            boolean signedIn,
            PublicAddress address,
            JsonMapper json,
            @Nullable Integer before,
            Instant now) {
        var hasPicture = film.width() != null;
        var poster = film.thumbnail() != null
                ? film.thumbnail()
                : film.playable() && hasPicture ? media + "/thumbnails/thumbnail.jpg" : null;
        var player = new Told(
                film.id(),
                film.uid(),
                film.title(),
                film.language(),
                media + "/manifest/video.m3u8",
                media + "/manifest/video.mpd" + (film.isUnderWay() ? OF_DASH_JS : ""),
                poster,
                // It is drawn when all of the film is there.
                hasPicture && !film.isUnderWay() ? media + "/storyboard.vtt" : null,
                film.chapters(),
                film.captions().stream()
                        .map(each -> new Track(
                                media + "/captions/" + each.language() + ".vtt",
                                each.language(),
                                each.label(),
                                each.shown()))
                        .toList(),
                film.duration() == null ? null : film.duration().toMillis() / 1000.0,
                film.position(),
                signedIn,
                "/api/v1/videos/" + film.id() + "/beats",
                film.path());
        return new Screening(
                film,
                film.playable() ? json.writeValueAsString(player) : null,
                address.of(film.path()),
                address.of("/embed/" + film.uid()),
                poster == null || !poster.startsWith("/") ? poster : address.of(poster),
                poster,
                film.playable() && film.downloadAllowed() && !film.isUnderWay()
                        ? media + "/downloads/default.mp4"
                        : null,
                film.playable() ? media + "/manifest/video.m3u8" : null,
                film.playable() && hasPicture && !film.isUnderWay() ? media + "/thumbnails/thumbnail.jpg" : null,
                film.status() == VideoStatus.inprogress && film.progress() == 0 ? before : null,
                film.readyBy() == null || !film.readyBy().isAfter(now) ? null : Duration.between(now, film.readyBy()));
    }

    public boolean isTall() {
        return film.width() != null && film.height() != null && film.height() > film.width();
    }

    public boolean isSoundAlone() {
        return film.playable() && film.width() == null;
    }

    public int width() {
        return film.width() == null ? USUAL_WIDTH : film.width();
    }

    public int height() {
        return film.height() == null ? USUAL_HEIGHT : film.height();
    }

    /** How a chapter begins, as small as a list shows it. */
    public String picture(Film.Chapter chapter) {
        return pictures + "?time=" + BigDecimal.valueOf(chapter.start()).toPlainString() + "s&width=192&height=108";
    }

    /** For a page of somebody else. */
    public String embedCode() {
        return embedCode(frame, film.title(), width(), height());
    }

    /** @param frame the address of the player without a page around it */
    public static String embedCode(String frame, String title, int wide, int tall) {
        var height = USUAL_HEIGHT;
        var width = Math.max(1, Math.round((float) height * wide / tall));
        return "<iframe src=\"%s\" width=\"%d\" height=\"%d\" title=\"%s\" allowfullscreen></iframe>"
                .formatted(HtmlUtils.htmlEscape(frame), width, height, HtmlUtils.htmlEscape(title, "UTF-8"));
    }

    /** A sentence or two of it, for who has not opened it. */
    public String summary() {
        var text = film.description().strip().replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            return "A video by " + film.channel().name() + ".";
        }
        return text.length() <= 200
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 190)).strip() + "\u2026";
    }

    /** What search engines are told, to stand in a script element: nothing in it can end that element. */
    public String structured(JsonMapper json, PublicAddress address) {
        var it = new LinkedHashMap<String, Object>();
        it.put("@context", "https://schema.org");
        it.put("@type", "VideoObject");
        it.put("name", film.title());
        it.put("description", summary());
        it.put("url", link);
        it.put("embedUrl", frame);
        if (picture != null) {
            it.put("thumbnailUrl", List.of(picture));
        }
        if (film.publishedAt() != null) {
            it.put("uploadDate", film.publishedAt().toString());
        }
        if (film.duration() != null) {
            it.put(
                    "duration",
                    Duration.ofSeconds(Math.max(1, film.duration().toSeconds())).toString());
        }
        if (film.language() != null) {
            it.put("inLanguage", film.language());
        }
        it.put(
                "interactionStatistic",
                Map.of(
                        "@type", "InteractionCounter",
                        "interactionType", Map.of("@type", "WatchAction"),
                        "userInteractionCount", film.views()));
        if (film.channel().isHere()) {
            it.put(
                    "author",
                    Map.of(
                            "@type", "Person",
                            "name", film.channel().name(),
                            "url", address.of(film.channel().path())));
        }
        if (!film.chapters().isEmpty()) {
            it.put("hasPart", film.chapters().stream().map(this::clip).toList());
        }
        return json.writeValueAsString(it)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private Map<String, Object> clip(Film.Chapter chapter) {
        return Map.of(
                "@type",
                "Clip",
                "name",
                chapter.title(),
                "startOffset",
                chapter.second(),
                "endOffset",
                Math.max(chapter.second() + 1, (long) chapter.end()),
                "url",
                link + "?t=" + chapter.second());
    }
}
