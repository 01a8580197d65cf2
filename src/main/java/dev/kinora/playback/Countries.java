package dev.kinora.playback;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * From which country a request comes, as whoever stands before Kinora says: it asks nobody itself.
 *
 * @param header whose value that is; empty where nobody says
 */
record Countries(String header) {
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{2}");

    /** Of the running request; null where nobody knows. */
    @Nullable
    String ofViewer() {
        if (header.isEmpty()
                || !(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes running)) {
            return null;
        }
        var said = running.getRequest().getHeader(header);
        return said != null && LETTERS.matcher(said).matches() ? said : null;
    }
}
