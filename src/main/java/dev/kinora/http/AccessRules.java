package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds each route to what it declares, {@link Open} or {@link Needs}. */
public final class AccessRules implements HandlerInterceptor {
    private static final String SIGN_IN = "/sign-in";

    /** What they serve by themselves: the description of the API, and which methods an address knows. */
    private static final List<String> FRAMEWORKS = List.of("org.springdoc.", "org.springframework.web.");

    /** What routes declare does not change, and looking for it on every request costs. */
    private final Map<HandlerMethod, Rule> rules = new ConcurrentHashMap<>();

    private record Rule(boolean open, Optional<Needs> needs) {
        static Rule of(HandlerMethod route) {
            return new Rule(isOpen(route), AccessRules.needs(route));
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod route)) {
            return true;
        }
        var rule = rules.computeIfAbsent(route, Rule::of);
        if (rule.open()) {
            return true;
        }
        var needs = rule.needs()
                .orElseThrow(() -> new IllegalStateException(
                        route.getShortLogMessage() + " says neither @Open nor @Needs, so nobody may call it"));
        var grant = Grant.of(request).filter(it -> !it.isKey() || isApi(request));
        if (grant.isPresent()) {
            grant.get().require(needs);
            return true;
        }
        if (ProblemResponses.prefersJson(request)) {
            throw AccessProblem.unknown();
        }
        // What was sent is lost with a redirect; a form that has been open for too long comes back empty either way.
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(
                HttpHeaders.LOCATION, SIGN_IN + "?next=" + URLEncoder.encode(wanted(request), StandardCharsets.UTF_8));
        return false;
    }

    /** Whether a route declares what it needs; a test holds all of them to it. */
    public static boolean isDeclared(HandlerMethod route) {
        return isOpen(route) || needs(route).isPresent();
    }

    static boolean isApi(HttpServletRequest request) {
        var path = request.getServletPath();
        return path.startsWith("/api/") || path.startsWith("/client/");
    }

    private static String wanted(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return "/";
        }
        var query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** The method's own word counts before its class's. */
    private static boolean isOpen(HandlerMethod route) {
        if (FRAMEWORKS.stream().anyMatch(route.getBeanType().getName()::startsWith)) {
            return true;
        }
        return find(route, Open.class) != null && !AnnotatedElementUtils.hasAnnotation(route.getMethod(), Needs.class);
    }

    private static Optional<Needs> needs(HandlerMethod route) {
        return Optional.ofNullable(find(route, Needs.class));
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod route, Class<A> type) {
        var own = AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), type);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), type);
    }
}
