package dev.kinora.watching;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the viewer watched of a video.
 *
 * @param card null where it is no longer shown to them
 * @param position second where they stopped
 * @param percent how far into it that is
 * @param inCourse whether what was watched counts in a course, and so stays
 */
public record Watched(
        UUID video,
        @Nullable Card card,
        double position,
        int percent,
        boolean completed,
        boolean inCourse,
        Instant at) {}
