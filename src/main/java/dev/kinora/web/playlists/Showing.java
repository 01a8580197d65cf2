package dev.kinora.web.playlists;

import dev.kinora.schema.enums.VideoVisibility;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Who sees a list, in words. */
public final class Showing {
    private Showing() {}

    public static SequencedMap<String, String> choices() {
        var choices = new LinkedHashMap<String, String>();
        choices.put("private", "Private: only you");
        choices.put("unlisted", "Unlisted: whoever has the address");
        choices.put("public", "Public: everybody");
        return choices;
    }

    public static String word(VideoVisibility visibility) {
        return switch (visibility) {
            case public_ -> "Public";
            case unlisted -> "Unlisted";
            case private_ -> "Private";
            case course -> "Course";
        };
    }
}
