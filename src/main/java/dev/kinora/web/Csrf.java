package dev.kinora.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;

/** What a form sends back to prove that it came from one of our pages. Blank where the request met no such check. */
public record Csrf(String parameter, String header, String token) {

    private static final Csrf NONE = new Csrf("_csrf", "X-CSRF-TOKEN", "");

    static Csrf of(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Csrf(token.getParameterName(), token.getHeaderName(), token.getToken())
                : NONE;
    }
}
