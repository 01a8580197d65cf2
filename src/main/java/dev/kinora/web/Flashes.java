package dev.kinora.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * Carries a message over a redirect in a cookie of its own, so that no server session is needed. What comes back is
 * only ever shown as text, and only to whoever sent it.
 */
public final class Flashes {

    private static final String COOKIE = "flash";
    private static final int LONGEST = 500;
    private static final int MOST_UNDOABLE = 50;

    private Flashes() {}

    public static void leave(HttpServletRequest request, HttpServletResponse response, Tone tone, String message) {
        leave(request, response, tone, message, List.of());
    }

    /** With a button that takes these videos out of the bin again; many find their way back from the bin itself. */
    public static void leave(
            HttpServletRequest request,
            HttpServletResponse response,
            Tone tone,
            String message,
            Collection<UUID> undoable) {
        var ids = undoable.size() > MOST_UNDOABLE
                ? ""
                : undoable.stream().map(UUID::toString).collect(Collectors.joining(","));
        var text = tone.word() + ':' + ids + ':' + message.substring(0, Math.min(message.length(), LONGEST));
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        response.addCookie(cookie(request, value, Duration.ofMinutes(1)));
    }

    static @Nullable Flash take(HttpServletRequest request, HttpServletResponse response) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().isEmpty()) return null;
        response.addCookie(cookie(request, "", Duration.ZERO));
        return read(cookie.getValue());
    }

    private static @Nullable Flash read(String value) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
            var parts = text.split(":", 3);
            for (Tone tone : Tone.values())
                if (parts.length == 3 && parts[0].equals(tone.word())) return new Flash(tone, parts[2], ids(parts[1]));
            return null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static List<UUID> ids(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(UUID::fromString).toList();
    }

    private static Cookie cookie(HttpServletRequest request, String value, Duration age) {
        var cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) age.toSeconds());
        return cookie;
    }
}
