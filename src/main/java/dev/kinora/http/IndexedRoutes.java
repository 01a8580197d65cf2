package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds a route by what its path begins with. Spring compares a path that has something variable with every route there is,
 * which took a third of what a request costs; whatever is not plain, and whatever is not found, still goes that way.
 */
final class IndexedRoutes extends RequestMappingHandlerMapping {
    /** So many segments tell routes apart well enough: {@code /api/v1/videos}. */
    private static final int DEEPEST = 3;

    private volatile Map<String, List<Route>> byBeginning = Map.of();

    private record Route(RequestMappingInfo mapping, HandlerMethod method) {}

    @Override
    protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> methods) {
        var index = new HashMap<String, List<Route>>();
        methods.forEach((mapping, method) -> beginnings(mapping)
                .forEach(beginning ->
                        index.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(new Route(mapping, method))));
        byBeginning = index;
        super.handlerMethodsInitialized(methods);
    }

    private static Set<String> beginnings(RequestMappingInfo mapping) {
        var paths = mapping.getPathPatternsCondition();
        return paths == null
                ? Set.of("")
                : paths.getPatterns().stream()
                        .map(PathPattern::getPatternString)
                        .map(IndexedRoutes::beginning)
                        .collect(Collectors.toSet());
    }

    private static String beginning(String pattern) {
        var end = 0;
        for (var depth = 0; depth < DEEPEST && end < pattern.length(); depth++) {
            var next = endOfSegment(pattern, end);
            if (pattern.substring(end, next).chars().anyMatch(c -> "{*?".indexOf(c) >= 0)) {
                break;
            }
            end = next;
        }
        return pattern.substring(0, end);
    }

    private static int endOfSegment(String path, int slash) {
        var next = path.indexOf('/', slash + 1);
        return next < 0 ? path.length() : next;
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        var found = isPlain(path) && !CorsUtils.isPreFlightRequest(request) ? find(path, request) : null;
        if (found == null) {
            return super.lookupHandlerMethod(path, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, found.method());
        handleMatch(found.mapping(), path, request);
        return found.method();
    }

    private static boolean isPlain(String path) {
        return path.startsWith("/") && path.indexOf('%') < 0 && path.indexOf(';') < 0;
    }

    /** @return null where there is none, or more than one that is as good */
    private @Nullable Route find(String path, HttpServletRequest request) {
        var order = getMappingComparator(request);
        Route best = null;
        var rivals = false;
        var end = 0;
        for (var depth = 0; depth <= DEEPEST; depth++) {
            for (var route : byBeginning.getOrDefault(path.substring(0, end), List.of())) {
                var match = getMatchingMapping(route.mapping(), request);
                var compared = match == null ? 1 : best == null ? -1 : order.compare(match, best.mapping());
                if (match != null && compared <= 0) {
                    rivals = compared == 0;
                    best = new Route(match, route.method());
                }
            }
            if (end == path.length()) {
                break;
            }
            end = endOfSegment(path, end);
        }
        return rivals ? null : best;
    }
}
