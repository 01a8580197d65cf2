package dev.kinora.http;

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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The body is a file, whatever type its sender claims: curl --data-binary says that it is a form, and whoever asks for a parameter
 * would have it read as one.
 */
public final class RawBodies extends OncePerRequestFilter {
    private final Predicate<HttpServletRequest> isFile;

    private RawBodies(Predicate<HttpServletRequest> isFile) {
        this.isFile = isFile;
    }

    /** @param name of the filter, of which there are several */
    public static FilterRegistrationBean<RawBodies> of(String name, Predicate<HttpServletRequest> isFile) {
        var registration = new FilterRegistrationBean<>(new RawBodies(isFile));
        registration.setName(name);
        registration.addUrlPatterns("/api/v1/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 40);
        return registration;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isFile.test(request);
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
