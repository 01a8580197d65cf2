package dev.kinora.processing;

import dev.kinora.editions.Hearing;
import dev.kinora.editions.Rendition;
import dev.kinora.library.Remake;
import dev.kinora.schema.enums.VideoStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the making of a video stands, for its owner.
 *
 * @param status of the video; one that plays stays ready while it is made again
 * @param progress in per cent, of the first making
 * @param readyBy when it is expected to be whole, by how fast all went so far and what is queued before it; null while nobody can say, and when nothing is made
 * @param secondsLeft the same counted from now
 * @param filmsBefore how many films are to be encoded before it, of which nothing is either; null once anything of it is, and when nothing is made
 * @param remake that it is made again or gets another file: under way, or the last one
 * @param wishes for the next time it is made
 * @param made of it, as it plays: the sizes, the highest first, and the sound
 * @param sound what was heard of the sound that plays; null without one
 * @param unreadSubtitles tracks of subtitles in its file that were not taken over, since they are pictures
 */
public record ProcessingView(
        UUID video,
        VideoStatus status,
        int progress,
        @Nullable Instant readyBy,
        @Nullable Long secondsLeft,
        @Nullable Integer filmsBefore,
        @Nullable Remake remake,
        Wishes wishes,
        List<Made> made,
        @Nullable Hearing sound,
        int unreadSubtitles) {
    /**
     * @param name such as 720p or audio
     * @param width null for sound
     * @param height null for sound
     * @param bytes of what there is so far
     * @param whole whether there will be no more
     */
    @Schema(name = "MadeFile")
    public record Made(
            String name, @Nullable Integer width, @Nullable Integer height, String codecs, long bytes, boolean whole) {
        static Made of(Rendition rendition) {
            return new Made(
                    rendition.name(),
                    rendition.width(),
                    rendition.height(),
                    rendition.codecs(),
                    rendition.bytes(),
                    rendition.whole());
        }
    }
}
