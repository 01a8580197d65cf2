package dev.kinora.playback;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From which country a request comes, as whoever stands before Kinora says: it asks nobody itself.
 *
 * @param header whose value that is; empty where nobody says
 */
record Countries(String header) {
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{2}");

    /** Null where nobody knows. */
    @Nullable
    String of(HttpServletRequest request) {
        var said = header.isEmpty() ? null : request.getHeader(header);
        return said != null && LETTERS.matcher(said).matches() ? said : null;
    }
}
