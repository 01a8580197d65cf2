package dev.kinora.http;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Without somewhere to send traces to, nothing of OpenTelemetry is even loaded. */
public final class TracingOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private boolean wanted;

    @Override
    public void setEnvironment(Environment environment) {
        wanted = isWanted(environment);
    }

    private static boolean isWanted(Environment environment) {
        return !environment.getProperty(ENDPOINT, "").isBlank();
    }

    static final class Unwanted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isWanted(context.getEnvironment());
        }
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
        return Stream.of(
                        "org.springframework.boot.opentelemetry.",
                        "org.springframework.boot.micrometer.tracing.",
                        "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration")
                .anyMatch(name::startsWith);
    }
}
