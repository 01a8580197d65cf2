package dev.kinora.playback;

import dev.kinora.platform.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** On whose pages a film may be embedded. Players that are no pages say nothing about one and are let through. */
record Origins(PublicAddress ours) {
    static final String VARY = "Origin, Referer";

    void require(Film film, HttpServletRequest request) {
        if (film.allowedOrigins().isEmpty()) {
            return;
        }
        var page = page(request);
        if (page != null && !allows(film.allowedOrigins(), page, request)) {
            throw PlaybackProblem.elsewhere();
        }
    }

    private static @Nullable String page(HttpServletRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null ? request.getHeader(HttpHeaders.REFERER) : origin;
    }

    private boolean allows(List<String> allowed, String page, HttpServletRequest request) {
        var host = host(page);
        return host != null
                && (host.equals(host(ours.base()))
                        || host.equals(host("http://" + request.getHeader(HttpHeaders.HOST)))
                        || allowed.stream().anyMatch(pattern -> fits(pattern.toLowerCase(Locale.ROOT), host)));
    }

    private static boolean fits(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }

    /** With its port, unless that is the usual one; null for what is no page, such as the origin "null". */
    private static @Nullable String host(String address) {
        try {
            var uri = URI.create(address);
            if (uri.getHost() == null) {
                return null;
            }
            var usual = uri.getPort() == -1 || uri.getPort() == 80 || uri.getPort() == 443;
            return uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
