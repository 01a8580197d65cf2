package dev.kinora.web;

import dev.kinora.http.Open;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Open
@Controller
class ThemeChoice {

    @PostMapping("/theme")
    ResponseEntity<Void> choose(
            @RequestParam String theme,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.addCookie(cookie(Theme.of(theme), request.isSecure()));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(LocalPath.orHome(back).value()))
                .build();
    }

    private static Cookie cookie(Theme theme, boolean secure) {
        var cookie = new Cookie(Theme.COOKIE, theme.word());
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) Duration.ofDays(400).toSeconds());
        return cookie;
    }
}
