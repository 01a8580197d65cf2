package dev.kinora.uploads;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The body of a PUT is a film, whatever type its sender claims: curl --data-binary says that it is a form, and whoever asks for a
 * parameter would have it read as one.
 */
final class RawBodies extends OncePerRequestFilter {
    private static final Pattern FILES = Pattern.compile("/api/v1/(?:uploads/[^/]+|videos/[^/]+/file)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("PUT")
                || !FILES.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new QueryAlone(request), response);
    }

    private static final class QueryAlone extends HttpServletRequestWrapper {
        private final Map<String, String[]> parameters;

        QueryAlone(HttpServletRequest request) {
            super(request);
            this.parameters = parse(request.getQueryString());
        }

        private static Map<String, String[]> parse(@Nullable String query) {
            var found = new LinkedHashMap<String, List<String>>();
            for (var pair : query == null ? new String[0] : query.split("&", -1)) {
                var parts = pair.split("=", 2);
                if (!parts[0].isEmpty()) {
                    found.computeIfAbsent(decoded(parts[0]), _ -> new ArrayList<>())
                            .add(parts.length < 2 ? "" : decoded(parts[1]));
                }
            }
            var parameters = new LinkedHashMap<String, String[]>();
            found.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
            return parameters;
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                return text;
            }
        }

        @Override
        public @Nullable String getParameter(String name) {
            var values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(parameters);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return parameters.get(name);
        }
    }
}
