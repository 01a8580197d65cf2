package dev.kinora.uploads;

import dev.kinora.http.Continuation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * What holds for every request of tus, before it is known who asks: the version, the method that counts, and which pages of other
 * sites may ask.
 */
final class TusFilter extends OncePerRequestFilter {
    static final String PATH = "/api/v1/uploads";
    private static final Set<String> METHODS = Set.of("PATCH", "DELETE", "HEAD", "POST");
    private static final Set<String> CONTINUING = Set.of("PATCH", "HEAD");
    private static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination,concatenation";

    private final long largest;
    private final Supplier<HandlerExceptionResolver> problems;

    /** @param problems asked when there is one */
    TusFilter(long largest, Supplier<HandlerExceptionResolver> problems) {
        this.largest = largest;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        allowOthers(request, response);
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader(TusHeaders.RESUMABLE, TusHeaders.VERSION);
            announce(response);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        if (!isTus(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(TusHeaders.RESUMABLE, TusHeaders.VERSION);
        if (!TusHeaders.VERSION.equals(request.getHeader(TusHeaders.RESUMABLE))) {
            response.setHeader("Tus-Version", TusHeaders.VERSION);
            problems.get().resolveException(request, response, null, UploadProblem.version(TusHeaders.VERSION));
            return;
        }
        var asked = overridden(request);
        if (CONTINUING.contains(asked.getMethod()) && request.getRequestURI().startsWith(PATH + "/")) {
            Continuation.mark(asked);
        }
        chain.doFilter(asked, response);
    }

    private void announce(HttpServletResponse response) {
        response.setHeader("Tus-Version", TusHeaders.VERSION);
        response.setHeader("Tus-Extension", EXTENSIONS);
        response.setHeader("Tus-Max-Size", Long.toString(largest));
        response.setHeader("Tus-Checksum-Algorithm", String.join(",", Checksum.ALGORITHMS));
    }

    /** Forms, files sent whole and questions about uploads share the address and are no tus. */
    private static boolean isTus(HttpServletRequest request) {
        if (request.getHeader(TusHeaders.RESUMABLE) != null) {
            return true;
        }
        var type = request.getContentType();
        return switch (request.getMethod()) {
            case "PATCH", "HEAD", "DELETE" -> true;
            case "POST" -> type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
            default -> false;
        };
    }

    /** A key goes in a header, which no page of another site has; so any may ask, and cookies are not sent along. */
    private static void allowOthers(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("Origin") == null) {
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader(
                "Access-Control-Expose-Headers",
                "Location, stream-media-id, Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm,"
                        + " Upload-Offset, Upload-Length, Upload-Expires, Upload-Metadata, Upload-Defer-Length, Upload-Concat,"
                        + " Kinora-Video, Retry-After, X-Request-Id");
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Access-Control-Allow-Methods", "POST, GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata, Upload-Creator,"
                            + " Upload-Defer-Length, Upload-Concat, Upload-Checksum, X-HTTP-Method-Override, X-Requested-With, X-Request-ID,"
                            + " Idempotency-Key");
            response.setHeader("Access-Control-Max-Age", "86400");
        }
    }

    private static HttpServletRequest overridden(HttpServletRequest request) {
        var method = request.getHeader(TusHeaders.OVERRIDE);
        if (method == null || !METHODS.contains(method.toUpperCase(Locale.ROOT))) {
            return request;
        }
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getMethod() {
                return method.toUpperCase(Locale.ROOT);
            }
        };
    }
}
