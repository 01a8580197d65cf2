package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.PageRequest;
import dev.kinora.testing.RunningKinora;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import routes.PagedRoutes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
    private static RunningKinora kinora;
    private static JsonNode description;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(PagedRoutes.class));
        description =
                JsonMapper.shared().readTree(kinora.get("/api/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void it_says_what_it_describes() {
        assertThat(description.get("openapi").asString()).startsWith("3.1");
        assertThat(description.at("/info/title").asString()).isEqualTo("Kinora");
        assertThat(description.at("/info/version").asString()).isNotBlank();
        assertThat(description.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
        assertThat(description.at("/components/securitySchemes/session/in").asString())
                .isEqualTo("cookie");
        assertThat(description.at("/components/securitySchemes/apiKey/scheme").asString())
                .isEqualTo("bearer");
        assertThat(description.at("/components/schemas/Problem/properties").propertyNames())
                .contains("type", "title", "status", "detail", "code", "instance", "requestId");
        assertThat(description.has("servers")).isFalse();
    }

    @Test
    void it_has_every_route_under_api_and_nothing_else() {
        var mapped = mappings()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(OpenApiTest::routes)
                .filter(OpenApiTest::isDescribed)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described()).isEqualTo(mapped).contains("GET /api/v1/instance");
    }

    private static Stream<RequestMappingHandlerMapping> mappings() {
        return Objects.requireNonNull(kinora.bean(DispatcherServlet.class).getHandlerMappings()).stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast);
    }

    private static boolean isDescribed(String route) {
        return route.contains(" /api/") && !route.contains(" /api/openapi.json");
    }

    private static Stream<String> routes(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return info.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? Stream.of("ANY " + path)
                        : methods.stream().map(method -> method + " " + path));
    }

    private static Set<String> described() {
        var routes = new TreeSet<String>();
        for (var path : description.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                routes.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        return routes;
    }

    @Test
    void every_route_has_a_name_a_summary_a_success_and_the_problem() {
        var names = new TreeSet<String>();
        for (var path : description.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var what = operation.getKey() + " " + path.getKey();
                var body = operation.getValue();
                assertThat(names.add(body.path("operationId").asString("")))
                        .as("a name of its own for %s", what)
                        .isTrue();
                assertThat(body.path("operationId").asString("")).as(what).isNotBlank();
                assertThat(body.path("summary").asString("")).as(what).isNotBlank();
                assertThat(body.get("responses").propertyNames()).as(what).anyMatch(status -> status.startsWith("2"));
                assertThat(body.at("/responses/default/content/application~1problem+json/schema/$ref")
                                .asString())
                        .as(what)
                        .isEqualTo("#/components/schemas/Problem");
            }
        }
    }

    @Test
    void answers_are_what_is_sent_and_not_what_carries_it() {
        assertThat(description.at("/components/schemas").propertyNames())
                .noneMatch(name -> name.contains("ResponseEntity") || name.contains("HttpHeaders"));
    }

    @Test
    void no_two_things_have_one_name() {
        var names = new TreeMap<String, Set<Class<?>>>();
        var seen = new HashSet<Class<?>>();
        mappings()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(each -> routes(each.getKey()).anyMatch(OpenApiTest::isDescribed))
                .map(each -> each.getValue().getMethod())
                .flatMap(method -> Stream.concat(
                        Stream.of(method.getGenericReturnType()), Stream.of(method.getGenericParameterTypes())))
                .forEach(type -> name(type, names, seen));

        assertThat(names.values()).filteredOn(types -> types.size() > 1).isEmpty();
        assertThat(names).containsKeys("Video", "Chapters");
    }

    /** What is sent or answered, down to what it is made of. */
    private static void name(Type type, Map<String, Set<Class<?>>> names, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType of) {
            Stream.of(of.getActualTypeArguments()).forEach(each -> name(each, names, seen));
        } else if (type instanceof Class<?> it && it.isRecord() && it != PageRequest.class && seen.add(it)) {
            var schema = it.getAnnotation(Schema.class);
            var name = schema == null || schema.name().isEmpty() ? it.getSimpleName() : schema.name();
            names.computeIfAbsent(name, _ -> new HashSet<>()).add(it);
            Stream.of(it.getRecordComponents()).forEach(part -> name(part.getGenericType(), names, seen));
        }
    }

    @Test
    void files_that_are_sent_and_what_is_asked_for_with_them_are_described() {
        var sent = description.at("/paths/~1api~1v1~1videos~1{id}~1captions~1{language}/put/requestBody/content");
        assertThat(sent.propertyNames())
                .containsExactlyInAnyOrder("multipart/form-data", "text/vtt", "application/x-subrip");
        assertThat(sent.at("/text~1vtt/schema/format").asString()).isEqualTo("binary");

        assertThat(description
                        .at("/paths/~1api~1v1~1videos~1{id}~1chapters/put/parameters")
                        .values())
                .filteredOn(each -> each.get("name").asString().equals("If-Match"))
                .allMatch(each -> each.get("required").asBoolean())
                .hasSize(1);
    }

    @Test
    void a_list_is_asked_for_with_a_limit_and_a_cursor() {
        var parameters = description
                .at("/paths/~1api~1test~1shelves~1{shelf}~1books/get/parameters")
                .values();
        assertThat(parameters)
                .extracting(each -> each.get("in").asString() + " "
                        + each.get("name").asString() + " "
                        + each.at("/schema/type").asString()
                        + (each.path("required").asBoolean(false) ? " required" : ""))
                .containsExactlyInAnyOrder(
                        "path shelf string required",
                        "query author string",
                        "query limit integer",
                        "query cursor string");
        assertThat(parameters)
                .filteredOn(each -> each.get("name").asString().equals("limit"))
                .extracting(each -> each.get("schema"))
                .satisfiesExactly(limit -> {
                    assertThat(limit.get("minimum").asInt()).isEqualTo(1);
                    assertThat(limit.get("maximum").asInt()).isEqualTo(100);
                    assertThat(limit.get("default").asInt()).isEqualTo(25);
                });
        assertThat(description.at("/components/schemas").propertyNames()).doesNotContain("PageRequest", "Cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/v3/api-docs/swagger-config",
                "/api/openapi.json.yaml",
                "/api/openapi.yaml",
                "/swagger-ui.html",
                "/swagger-ui/index.html"
            })
    void there_is_one_description_at_one_address(String path) {
        assertThat(kinora.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void the_instance_introduces_itself_and_its_links_lead_somewhere() {
        var instance =
                JsonMapper.shared().readTree(kinora.get("/api/v1/instance").body());

        assertThat(instance.get("name").asString()).isEqualTo("Kinora");
        assertThat(instance.get("version").asString()).isNotBlank();
        assertThat(instance.get("capabilities").isArray()).isTrue();
        for (var link : instance.get("links").values()) {
            assertThat(kinora.get(link.asString()).statusCode()).isEqualTo(200);
        }
    }
}
