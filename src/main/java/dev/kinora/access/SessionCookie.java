package dev.kinora.access;

import dev.kinora.http.Cookies;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

final class SessionCookie {
    private static final int LONGEST = 200;

    private SessionCookie() {}

    static Optional<Token> read(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, Cookies.SESSION))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST)
                .map(Token::new);
    }

    /** @param lifetime null for as long as the browser is open */
    static void set(
            HttpServletRequest request, HttpServletResponse response, Token token, @Nullable Duration lifetime) {
        response.addCookie(cookie(request, token.secret(), lifetime == null ? -1 : (int) lifetime.toSeconds()));
    }

    static void forget(HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie(request, "", 0));
    }

    private static Cookie cookie(HttpServletRequest request, String value, int age) {
        var cookie = new Cookie(Cookies.SESSION, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(age);
        return cookie;
    }
}
