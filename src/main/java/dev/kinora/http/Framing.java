package dev.kinora.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lets a page stand in frames of others, which no page may otherwise. */
public final class Framing {
    private static final String POLICY = "Content-Security-Policy";
    private static final String OURS = "frame-ancestors 'self'";
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:(\\d{1,5}|\\*))?");

    private Framing() {}

    /**
     * Ours may always.
     *
     * @param hosts whose pages may, such as example.org or *.example.org; empty means all
     */
    public static void allow(HttpServletResponse response, List<String> hosts) {
        var policy = Objects.requireNonNull(response.getHeader(POLICY));
        // A word that is no host would end the directive, or widen it.
        var known = hosts.stream()
                .filter(host -> HOST.matcher(host).matches())
                .map(Framing::atAnyPort)
                .collect(Collectors.joining(" "));
        var allowed = hosts.isEmpty() ? "frame-ancestors *" : (OURS + " " + known).strip();
        response.setHeader(POLICY, policy.replace(OURS, allowed));
    }

    /** Without a port the policy would mean that of the web alone. */
    private static String atAnyPort(String host) {
        return host.contains(":") ? host : host + ":*";
    }
}
