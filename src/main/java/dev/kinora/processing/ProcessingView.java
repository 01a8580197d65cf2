package dev.kinora.processing;

import dev.kinora.editions.Hearing;
import dev.kinora.library.Remake;
import dev.kinora.schema.enums.VideoStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the making of a video stands, for its owner.
 *
 * @param status of the video; one that plays stays ready while it is made again
 * @param progress in per cent, of the first making
 * @param readyBy when it is expected to be whole, by how fast it went so far; null while nobody can say, and when nothing is made
 * @param secondsLeft the same counted from now
 * @param remake that it is made again or gets another file: under way, or the last one
 * @param wishes for the next time it is made
 * @param sound what was heard of the sound that plays; null without one
 * @param unreadSubtitles tracks of subtitles in its file that were not taken over, since they are pictures
 */
public record ProcessingView(
        UUID video,
        VideoStatus status,
        int progress,
        @Nullable Instant readyBy,
        @Nullable Long secondsLeft,
        @Nullable Remake remake,
        Wishes wishes,
        @Nullable Hearing sound,
        int unreadSubtitles) {}
