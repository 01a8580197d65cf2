package dev.kinora.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives every request its id and its caller, before anything else sees it. Who the person is comes later:
 * {@link Requests#goOnAs} binds the caller again, inside. The error page and an asynchronous continuation of a request are still that request.
 */
final class RequestFilter implements Filter {
    static final String HEADER = "X-Request-Id";
    static final String LOGGED_AS = "requestId";

    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final Pattern ZONE = Pattern.compile("%.*$");
    private static final Pattern BRACKETS = Pattern.compile("^\\[(.*)](:\\d+)?$");
    private static final int LONGEST_USER_AGENT = 400;

    private final @Nullable AccessLog accessLog;

    RequestFilter(@Nullable AccessLog accessLog) {
        this.accessLog = accessLog;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var known = Requests.remembered(request);
        if (known != null) {
            within(known, request, response, chain);
            return;
        }
        var caller = caller(request);
        Requests.remember(request, caller);
        response.setHeader(HEADER, caller.requestId());
        if (accessLog == null) {
            within(caller, request, response, chain);
        } else {
            accessLog.around(caller, request, response, () -> within(caller, request, response, chain));
        }
    }

    private static void within(
            Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (var _ = MDC.putCloseable(LOGGED_AS, caller.requestId())) {
            Requests.within(caller, request, response, chain);
        }
    }

    private static Caller caller(HttpServletRequest request) {
        // Behind a trusted proxy the container has put the client's address here already.
        return new Caller(
                Viewer.ANONYMOUS, id(request.getHeader(HEADER)), address(request.getRemoteAddr()), userAgent(request));
    }

    /** As the trail can keep it. A proxy may add a port, a local network a zone, and either may say anything at all. */
    private static @Nullable String address(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var zoneless = ZONE.matcher(given).replaceFirst("");
        var bare = BRACKETS.matcher(zoneless).replaceFirst("$1");
        var colon = bare.indexOf(':');
        var withoutPort = colon >= 0 && colon == bare.lastIndexOf(':') ? bare.substring(0, colon) : bare;
        try {
            return InetAddress.ofLiteral(withoutPort).getHostAddress();
        } catch (IllegalArgumentException _) {
            // No address: better none than one that nothing can read.
            return null;
        }
    }

    private static String id(@Nullable String offered) {
        return offered != null && ACCEPTABLE.matcher(offered).matches()
                ? offered
                : Ids.next().toString();
    }

    private static @Nullable String userAgent(HttpServletRequest request) {
        var agent = request.getHeader("User-Agent");
        return agent == null || agent.length() <= LONGEST_USER_AGENT ? agent : agent.substring(0, LONGEST_USER_AGENT);
    }
}
