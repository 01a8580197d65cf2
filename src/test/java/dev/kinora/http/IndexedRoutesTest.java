package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import routes.Rooms;

/** Against Spring's own way of finding a route. */
class IndexedRoutesTest {
    private final RequestMappingHandlerMapping ours = registered(new IndexedRoutes());
    private final RequestMappingHandlerMapping springs = registered(new RequestMappingHandlerMapping());

    private static RequestMappingHandlerMapping registered(RequestMappingHandlerMapping routes) {
        var context = new StaticWebApplicationContext();
        context.registerSingleton("rooms", Rooms.class);
        context.refresh();
        routes.setApplicationContext(context);
        routes.afterPropertiesSet();
        return routes;
    }

    /** What was found, and what is then known of it. */
    private static String found(RequestMappingHandlerMapping routes, String method, String path) {
        var request = new MockHttpServletRequest(method, path);
        ServletRequestPathUtils.parseAndCache(request);
        try {
            var chain = routes.getHandler(request);
            return chain == null
                    ? "none"
                    : ((HandlerMethod) chain.getHandler()).getMethod().getName() + " "
                            + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) + " "
                            + (request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) != null) + " "
                            + new TreeMap<>(
                                    (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, root",
        "GET, /rooms, all",
        "GET, /elsewhere, anything",
        "GET, /rooms/7, one",
        "HEAD, /rooms/7, one",
        "POST, /rooms/7, change",
        "GET, /rooms/new, fresh",
        "GET, /halls/seven, named",
        "GET, /halls/7, IllegalStateException",
        "GET, /api/v1/rooms/7/doors, doors",
        "GET, /api/v1/halls/7/doors, doors",
        "GET, /api/v1/rooms/7/windows, windows",
        "GET, /files/a/b/c, files",
        "GET, /files, anything",
        "GET, /rooms/7/none, none",
        "GET, /api/v1/rooms, none",
        "GET, /rooms/, none",
        "GET, //rooms, none",
        "GET, /rooms/sev%65n, one",
        "GET, /r%6foms, all",
        "GET, /rooms/seven;a=b, one",
        "DELETE, /rooms/7, HttpRequestMethodNotSupportedException",
        "POST, /rooms/new, change",
        "DELETE, /api/v1/rooms/7/doors, HttpRequestMethodNotSupportedException"
    })
    void a_route_is_found_as_spring_finds_it(String method, String path, String expected) {
        assertThat(found(springs, method, path)).startsWith(expected);

        assertThat(found(ours, method, path)).isEqualTo(found(springs, method, path));
    }
}
