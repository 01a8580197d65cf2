package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A form with a film has its token in its address: to find it among the fields, all of the film would have to be read, within
 * the limits of other forms, before anybody could look at it.
 */
record TokenInAddress(CsrfTokenRequestHandler usual) implements CsrfTokenRequestHandler {
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        usual.handle(request, response, token);
    }

    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        var sent = isMultipart(request) ? inAddress(request, token.getParameterName()) : null;
        return usual.resolveCsrfTokenValue(sent == null ? request : new Bearing(request, token, sent), token);
    }

    private static boolean isMultipart(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    private static @Nullable String inAddress(HttpServletRequest request, String name) {
        return UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .getFirst(name);
    }

    private static final class Bearing extends HttpServletRequestWrapper {
        private final CsrfToken token;
        private final String value;

        Bearing(HttpServletRequest request, CsrfToken token, String value) {
            super(request);
            this.token = token;
            this.value = value;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(token.getHeaderName()) ? value : super.getHeader(name);
        }
    }
}
