package dev.kinora.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * Carries a message over a redirect in a cookie of its own, so that no server session is needed. What comes back is
 * only ever shown as text, and only to whoever sent it.
 */
public final class Flashes {

    private static final String COOKIE = "flash";
    private static final int LONGEST = 500;

    private Flashes() {}

    public static void leave(HttpServletRequest request, HttpServletResponse response, Tone tone, String message) {
        var text = tone.word() + ':' + message.substring(0, Math.min(message.length(), LONGEST));
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
            for (Tone tone : Tone.values())
                if (text.startsWith(tone.word() + ':'))
                    return new Flash(tone, text.substring(tone.word().length() + 1));
            return null;
        } catch (IllegalArgumentException _) {
            return null;
        }
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
