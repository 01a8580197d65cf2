package dev.kinora.web.studio;

import dev.kinora.library.Video;
import dev.kinora.platform.Problem;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/** Somebody else, or one's other window, decided meanwhile who sees it. */
final class ShownElsewhere extends Problem {
    ShownElsewhere(Video now, ZoneId zone) {
        super(
                Category.STALE,
                "changed-meanwhile",
                "Changed meanwhile: it is " + standing(now, zone)
                        + " now. Your choice is still here and not saved: look at it, then save again.",
                Map.of());
    }

    private static String standing(Video now, ZoneId zone) {
        var state = VideoLook.publication(now, zone);
        return VideoLook.of(now.visibility()).label().toLowerCase(Locale.ROOT)
                + (state.isEmpty() ? "" : " (" + state + ")");
    }
}
