package dev.kinora.http;

import dev.kinora.platform.PageRequest;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;

/** The description of the API, read off the routes when somebody first asks for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class OpenApiConfiguration {
    static final String PATH = "/api/openapi.json";

    private static final String PROBLEM = "Problem";

    /** Nobody waits at the start for what few ever fetch. */
    @Bean
    static BeanFactoryPostProcessor openApiOnDemand() {
        return factory -> {
            for (var name : factory.getBeanDefinitionNames()) {
                var definition = factory.getBeanDefinition(name);
                if (name.startsWith("org.springdoc")
                        || String.valueOf(definition.getFactoryBeanName()).startsWith("org.springdoc")) {
                    definition.setLazyInit(true);
                }
            }
        };
    }

    /** Nothing asks for the registrar, which has to have been there first. */
    @Bean
    @Lazy
    @DependsOn("modelConverterRegistrar")
    OpenAPI description(ObjectProvider<BuildProperties> build) {
        var properties = build.getIfAvailable();
        var version = properties == null ? null : properties.getVersion();
        return new OpenAPI()
                .info(new Info()
                        .title("Kinora")
                        .description("Upload once; Kinora encodes, chapters, teaches, publishes and measures."
                                + " Refusals are RFC 9457 problems with a code that never changes.")
                        .version(version == null ? "unreleased" : version)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSchemas(PROBLEM, problem())
                        .addSecuritySchemes(
                                "session",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name(SecurityConfiguration.SESSION_COOKIE)
                                        .description("The browser's session; what changes something also needs the"
                                                + " header " + SecurityConfiguration.CSRF_HEADER + "."))
                        .addSecuritySchemes(
                                "apiKey",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("kin_…")
                                        .description("An API key, as Authorization: Bearer kin_…")));
    }

    @Bean
    @Lazy
    OpenApiCustomizer everyRouteMayRefuse() {
        return description -> {
            description.setServers(null);
            if (description.getPaths() != null) {
                description.getPaths().values().stream()
                        .flatMap(path -> path.readOperations().stream())
                        .forEach(OpenApiConfiguration::mayRefuse);
            }
        };
    }

    private static void mayRefuse(Operation operation) {
        var schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        operation
                .getResponses()
                .setDefault(new ApiResponse()
                        .description("Refused, or failed")
                        .content(new Content().addMediaType(HttpProblem.MEDIA_TYPE, new MediaType().schema(schema))));
    }

    /** A list is asked for page by page; the record that carries the wish is no parameter of its own. */
    @Bean
    @Lazy
    OperationCustomizer everyListHasALimitAndACursor() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class);
        return (operation, route) -> {
            if (Arrays.stream(route.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == PageRequest.class)) {
                operation.addParametersItem(limit()).addParametersItem(cursor());
            }
            return operation;
        };
    }

    @Bean
    @Lazy
    OperationCustomizer filesAreBodies() {
        return (operation, route) -> {
            var takes = route.getMethodAnnotation(TakesFile.class);
            if (takes != null) {
                var content = new Content();
                for (var type : takes.value()) {
                    var file = new StringSchema().format("binary");
                    var isForm = type.startsWith("multipart/");
                    content.addMediaType(
                            type, new MediaType().schema(isForm ? new ObjectSchema().addProperty("file", file) : file));
                }
                operation.setRequestBody(new RequestBody().required(true).content(content));
            }
            return operation;
        };
    }

    private static Parameter limit() {
        var bounds = new IntegerSchema()
                .minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(PageRequest.MOST))
                ._default(PageRequest.USUAL);
        return new QueryParameter()
                .name("limit")
                .description("The most items on a page")
                .schema(bounds);
    }

    private static Parameter cursor() {
        return new QueryParameter()
                .name("cursor")
                .description("Where the page begins: next of the page before; absent for the first page")
                .schema(new StringSchema());
    }

    private static Schema<?> problem() {
        var field =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("sentence", new StringSchema());
        return new ObjectSchema()
                .description("RFC 9457. Further members depend on the code.")
                .addProperty("type", text("A stable name: /problems/{code}. Nothing can be fetched there."))
                .addProperty("title", text("The kind of refusal, for people"))
                .addProperty("status", new IntegerSchema().description("The HTTP status"))
                .addProperty("detail", text("What happened and what to do next, for people"))
                .addProperty("code", text("The same for ever; what a program should look at"))
                .addProperty("instance", text("The path that was asked for"))
                .addProperty("requestId", text("Find the request in the log by it"))
                .addProperty("incident", text("With status 500: the failure's number in the log"))
                .addProperty("fields", new ArraySchema().items(field).description("With code invalid: what is wrong"))
                .required(List.of("type", "title", "status", "detail", "code", "instance", "requestId"));
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }

    /** springdoc offers a YAML twin that cannot be switched off; one description is enough. */
    @Bean
    FilterRegistrationBean<jakarta.servlet.Filter> noYaml(ProblemResponses problems) {
        var registration = new FilterRegistrationBean<jakarta.servlet.Filter>((request, response, _) -> {
            if (request instanceof jakarta.servlet.http.HttpServletRequest asked
                    && response instanceof jakarta.servlet.http.HttpServletResponse answer) {
                problems.answer(asked, answer, HttpProblems.ofStatus(404));
            }
        });
        registration.setUrlPatterns(List.of(PATH + ".yaml"));
        return registration;
    }
}
