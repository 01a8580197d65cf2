package dev.kinora.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Times requests by route, under the names that Spring's own observation uses. That one serves when traces are wanted;
 * without them it costs several times as much as this.
 */
final class RequestMetrics implements Filter {
    private static final String BEGAN = RequestMetrics.class.getName();
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Routes, methods and statuses are few, whatever clients send. */
    private record Kind(String method, String route, int status) {}

    private final MeterRegistry meters;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var began = request.getDispatcherType() == DispatcherType.ASYNC
                        && request.getAttribute(BEGAN) instanceof Long earlier
                ? earlier
                : System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.isAsyncStarted()) {
                request.setAttribute(BEGAN, began);
            } else if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
                count(http, answer.getStatus(), System.nanoTime() - began);
            }
        }
    }

    private void count(HttpServletRequest request, int status, long nanos) {
        var method = METHODS.contains(request.getMethod()) ? request.getMethod() : "UNKNOWN";
        timers.computeIfAbsent(new Kind(method, route(request, status), status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String route(HttpServletRequest request, int status) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? pattern
                : status == 404 ? "NOT_FOUND" : "UNKNOWN";
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.requests")
                .tag("method", kind.method())
                .tag("uri", kind.route())
                .tag("status", String.valueOf(kind.status()))
                .tag("outcome", outcome(kind.status()))
                .register(meters);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }
}
