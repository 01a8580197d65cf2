package dev.kinora.web.studio;

import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.library.Visibility;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a video stands, as a badge shows it and a sentence says it. */
public record VideoLook(String label, String icon, Tone tone) {
    private static final DateTimeFormatter THEN =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SOON = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

    /** All of it is there, and only nobody could look into it. */
    private static final String UNKNOWN = "ERR_UNKNOWN";

    private static final String FETCHED = "ERR_FETCH_ORIGIN_ERROR";

    /** What to do about what went wrong, by the code of Cloudflare's list. */
    private static final Map<String, String> ADVICE = Map.of(
            "ERR_NON_VIDEO",
            "Open the file in a player to see what it is. Export the film as MP4 or WebM and upload that.",
            "ERR_MALFORMED_VIDEO",
            "Play the file to its end on your machine. If it plays, export it anew as MP4 (H.264 and AAC) and upload that.",
            "ERR_DURATION_EXCEED_CONSTRAINT",
            "Cut the film into parts and upload them one by one.",
            "ERR_DURATION_TOO_SHORT",
            "A film needs a tenth of a second at least. Look whether the export was cut off, then upload the whole file.",
            UNKNOWN,
            "Try again in a while. If that ends the same way, tell whoever runs this installation the code and the id.",
            FETCHED,
            "Look whether the address still leads to the file without a password, then fetch it again or upload the file itself.");

    private static final String USUAL_ADVICE =
            "Upload the file once more. If that ends the same way, tell whoever runs this installation the code and the id.";

    public static VideoLook of(Video video) {
        if (video.takenDownAt() != null) {
            return new VideoLook("Taken down", "ban", Tone.BAD);
        }
        return isDelayed(video) ? new VideoLook("Tried again later", "rotate-cw", Tone.WARN) : of(video.status());
    }

    static VideoLook of(VideoStatus status) {
        return switch (status) {
            case pendingupload -> new VideoLook("Uploading", "upload", Tone.ACCENT);
            case downloading -> new VideoLook("Fetching", "download", Tone.ACCENT);
            case queued -> new VideoLook("Waiting", "hourglass", Tone.NEUTRAL);
            case inprogress -> new VideoLook("Processing", "play", Tone.ACCENT);
            case ready -> new VideoLook("Ready", "circle-check", Tone.GOOD);
            case error -> new VideoLook("Failed", "circle-alert", Tone.BAD);
        };
    }

    /** Who sees it, and whether they do yet. */
    public static VideoLook of(Visibility visibility) {
        return switch (visibility) {
            case PUBLIC -> new VideoLook("Public", "globe", Tone.GOOD);
            case UNLISTED -> new VideoLook("Unlisted", "link", Tone.NEUTRAL);
            case PRIVATE -> new VideoLook("Private", "lock", Tone.NEUTRAL);
            case COURSE -> new VideoLook("Course", "graduation-cap", Tone.NEUTRAL);
        };
    }

    /** Whether its page has something to show, if only how far it is. */
    public static boolean isToBeSeen(Video video) {
        return !video.isBinned()
                && switch (video.status()) {
                    case queued, inprogress, ready -> true;
                    case pendingupload, downloading, error -> false;
                };
    }

    public static boolean isUnderWay(Video video) {
        return switch (video.status()) {
            case pendingupload, downloading, queued, inprogress -> true;
            case ready, error -> false;
        };
    }

    /** Where it stands on its way to the public; empty where its visibility says all. */
    public static String publication(Video video, ZoneId zone) {
        if (video.scheduledFor() != null && video.visibility() != Visibility.PRIVATE) {
            return "from " + SOON.format(video.scheduledFor().atZone(zone));
        }
        return video.visibility() != Visibility.PRIVATE && video.publishedAt() == null ? "draft" : "";
    }

    public static String then(Instant moment, ZoneId zone) {
        return THEN.format(moment.atZone(zone)) + " (" + zone.getId().replace('_', ' ') + ")";
    }

    /** What happens next, for its owner; empty when nothing does. */
    public static String next(Video video) {
        return switch (video.status()) {
            case pendingupload -> "Its bytes are on their way, or wait for you to go on with the upload.";
            case downloading ->
                isDelayed(video)
                        ? "It did not come yet, and is asked for again by itself."
                        : "It is being fetched from its address.";
            case queued -> "It has arrived whole and waits for its turn to be prepared.";
            case inprogress -> "It is being prepared. You need not wait here.";
            case ready, error -> "";
        };
    }

    /**
     * With how long it will take, where that is known.
     *
     * @param before how many films are encoded before it; null once it has begun
     */
    public static String next(Video video, @Nullable Integer before, Instant now) {
        var by = video.readyBy();
        if (video.status() == VideoStatus.inprogress && video.progress() == 0 && before != null) {
            return Wording.before(before) + " You need not wait here.";
        }
        return video.status() == VideoStatus.inprogress && by != null && by.isAfter(now)
                ? "It is being prepared: " + Wording.left(Duration.between(now, by)) + ". You need not wait here."
                : next(video);
    }

    /** It is fetched from an address, and the last attempt was in vain. */
    public static boolean isDelayed(Video video) {
        return video.status() == VideoStatus.downloading && video.errorMessage() != null;
    }

    /** It did not come from its address and may be asked for again. */
    public static boolean isFetchable(Video video) {
        return video.status() == VideoStatus.error && FETCHED.equals(video.errorCode());
    }

    public static boolean isRepeatable(Video video) {
        return video.status() == VideoStatus.error && UNKNOWN.equals(video.errorCode());
    }

    public static String advice(Video video) {
        return ADVICE.getOrDefault(Objects.requireNonNullElse(video.errorCode(), ""), USUAL_ADVICE);
    }

    public static @Nullable String length(Video video) {
        return video.duration() == null
                ? null
                : Wording.length(
                        Duration.ofMillis(video.duration().movePointRight(3).longValue()));
    }

    /** Until the bin lets go of it. */
    public static String binned(Video video, Instant now) {
        var until = Objects.requireNonNull(video.deletedAt()).plus(Videos.BIN);
        var left = Duration.between(now, until);
        return left.isNegative()
                ? "goes today"
                : left.toDays() < 1
                        ? "goes within a day"
                        : Wording.count(Math.ceilDiv(left.toHours(), 24), "day left", "days left");
    }
}
