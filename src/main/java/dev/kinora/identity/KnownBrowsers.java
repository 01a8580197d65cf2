package dev.kinora.identity;

import dev.kinora.access.Token;
import dev.kinora.platform.Secrets;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.util.WebUtils;

/**
 * Browsers that have signed in before carry a sealed note of it. It opens nothing; it only lets their owner's tries be
 * counted apart, so that somebody who guesses at an account from elsewhere cannot keep its owner out.
 */
final class KnownBrowsers {
    private static final String COOKIE = "kinora_browser";
    private static final String CONTEXT = "known browser";
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final Secrets secrets;

    KnownBrowsers(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What the browser's tries are counted under, if it has signed in to this account. */
    Optional<String> proof(HttpServletRequest request, Optional<UUID> account) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || account.isEmpty()) {
            return Optional.empty();
        }
        try {
            var note = secrets.decrypt(cookie.getValue(), CONTEXT);
            return note.startsWith(account.get() + " ") ? Optional.of(note) : Optional.empty();
        } catch (Secrets.Unreadable _) {
            // Made up, or of an installation with other keys: an unknown browser.
            return Optional.empty();
        }
    }

    void remember(UUID account, HttpServletRequest request, HttpServletResponse response) {
        if (proof(request, Optional.of(account)).isPresent()) {
            return;
        }
        var note = account + " " + Token.random().secret();
        var cookie = new Cookie(COOKIE, secrets.encrypt(note, CONTEXT));
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) LIFETIME.toSeconds());
        response.addCookie(cookie);
    }
}
