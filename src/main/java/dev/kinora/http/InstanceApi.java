package dev.kinora.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Instance", description = "This installation of Kinora")
final class InstanceApi {
    /** @param capabilities what this installation can do; a client tests for a name before it relies on it */
    record Instance(String name, String version, List<String> capabilities, Links links) {}

    record Links(String self, String openapi, String health) {}

    private final Instance instance;

    InstanceApi(ObjectProvider<BuildProperties> build) {
        var properties = build.getIfAvailable();
        var version = properties == null ? null : properties.getVersion();
        instance = new Instance(
                "Kinora",
                version == null ? "unreleased" : version,
                List.of("problem-details"),
                new Links("/api/v1/instance", OpenApiConfiguration.PATH, "/health"));
    }

    @Open
    @GetMapping(path = "/api/v1/instance", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getInstance",
            summary = "Which Kinora this is and what it can do",
            description = "Public. Links are paths on this host.")
    Instance get() {
        return instance;
    }
}
