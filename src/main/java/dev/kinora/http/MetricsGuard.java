package dev.kinora.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.apache.catalina.AccessLog;

/** Metrics are for whoever has the token or, when none is set, for this machine; to anybody else there is nothing here. */
final class MetricsGuard implements Filter {
    private static final List<String> SIGNS_OF_A_PROXY =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via");

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final ProblemResponses problems;
    private final String token;

    MetricsGuard(ProblemResponses problems, String token) {
        this.problems = problems;
        this.token = token;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            if (token.isBlank() ? isFromHere(http) : hasToken(http)) {
                chain.doFilter(request, response);
            } else {
                problems.answer(http, answer, HttpProblems.ofStatus(404));
            }
        }
    }

    private boolean hasToken(HttpServletRequest request) {
        var given = request.getHeader("Authorization");
        return given != null && MessageDigest.isEqual(bytes(given), bytes("Bearer " + token));
    }

    /** A proxy on this machine asks from here too, but not for itself; a plain one shows only by the host asked for. */
    private static boolean isFromHere(HttpServletRequest request) throws IOException {
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                && HERE.contains(request.getServerName())
                && request.getAttribute(AccessLog.REMOTE_ADDR_ATTRIBUTE) == null
                && SIGNS_OF_A_PROXY.stream().allMatch(name -> request.getHeader(name) == null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
