package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.RunningKinora;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
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
        var mapped = Objects.requireNonNull(kinora.bean(DispatcherServlet.class).getHandlerMappings()).stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(OpenApiTest::routes)
                .filter(route -> route.contains(" /api/"))
                .filter(route -> !route.contains(" /api/openapi.json"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described()).isEqualTo(mapped).contains("GET /api/v1/instance");
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
