package dev.kinora.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * The outermost filter: gives every answer its headers before anything can fail, and answers for whatever the filters
 * within let through. Headers are set at once, not on commit as Spring Security does, which wraps every write.
 */
final class ResponseHeaders implements Filter {
    static final String REVALIDATE = "private, no-cache";

    /** Camera, microphone and screen are for spoken and filmed reflections. */
    private static final String PERMISSIONS_POLICY = "accelerometer=(), browsing-topics=(), camera=(self),"
            + " display-capture=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(self), midi=(),"
            + " payment=(), serial=(), usb=()";
    /** Without subdomains: those of a self-hosted domain are not ours to decide on. */
    private static final String STRICT_TRANSPORT_SECURITY = "max-age=31536000";

    private final ProblemResponses problems;
    private final String contentSecurityPolicy;

    ResponseHeaders(ProblemResponses problems, MediaOrigins media) {
        this.problems = problems;
        this.contentSecurityPolicy = contentSecurityPolicy(media);
    }

    /** A browser asks it also of where we send it on to. */
    private static String contentSecurityPolicy(MediaOrigins media) {
        var elsewhere = media.origins().stream().map(origin -> " " + origin).collect(Collectors.joining());
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data: blob:" + elsewhere,
                "media-src 'self' blob:" + elsewhere,
                "font-src 'self'",
                "connect-src 'self'" + elsewhere,
                "worker-src 'self' blob:",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'self'");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("HTTP only");
        }
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            chain.doFilter(request, response);
            return;
        }
        var headed = new Headed(answer);
        headed.begin(contentSecurityPolicy, http.isSecure());
        try {
            chain.doFilter(request, headed);
        } catch (ProblemResponses.HalfSent e) {
            throw e;
        } catch (IOException | ServletException | RuntimeException | Error e) {
            problems.answer(http, headed, e);
        }
    }

    /** Spring adds the headers of a ResponseEntity; a Cache-Control of its own has to replace ours, not join it. */
    private static final class Headed extends HttpServletResponseWrapper {
        private static final String CACHE_CONTROL = "Cache-Control";
        private boolean cacheUnsaid = true;

        Headed(HttpServletResponse response) {
            super(response);
        }

        void begin(String contentSecurityPolicy, boolean secure) {
            super.setHeader("Content-Security-Policy", contentSecurityPolicy);
            super.setHeader("X-Content-Type-Options", "nosniff");
            super.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
            super.setHeader("Permissions-Policy", PERMISSIONS_POLICY);
            super.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            super.setHeader(CACHE_CONTROL, REVALIDATE);
            if (secure) {
                super.setHeader("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (cacheUnsaid && name.equalsIgnoreCase(CACHE_CONTROL)) {
                cacheUnsaid = false;
                super.setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
