package dev.kinora.http;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Without somewhere to send traces to, nothing of OpenTelemetry is even loaded. */
public final class TracingOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private boolean wanted;

    @Override
    public void setEnvironment(Environment environment) {
        wanted = !environment.getProperty(ENDPOINT, "").isBlank();
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        var matches = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            var name = candidates[i];
            matches[i] = name == null || wanted || !isTracing(name);
        }
        return matches;
    }

    private static boolean isTracing(String name) {
        return Stream.of("org.springframework.boot.opentelemetry.", "org.springframework.boot.micrometer.tracing.")
                .anyMatch(name::startsWith);
    }
}
