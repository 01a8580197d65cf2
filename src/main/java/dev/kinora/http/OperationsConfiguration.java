package dev.kinora.http;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.kinora.platform.Db;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What operators look at: health and metrics. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class OperationsConfiguration {
    /** Spring asks the endpoints' mapping first, and it looks at every header before it looks at the path. */
    @Bean
    static BeanFactoryPostProcessor endpointsLast() {
        return factory -> factory.getBeanDefinition("webEndpointServletHandlerMapping")
                .getPropertyValues()
                .add("order", 1);
    }

    @Bean("database")
    DatabaseHealth databaseHealth(Db db) {
        return new DatabaseHealth(db, Duration.ofSeconds(2), Duration.ofSeconds(15));
    }

    @Bean
    FilterRegistrationBean<MetricsGuard> metricsGuard(ProblemResponses problems, HttpProperties properties) {
        var registration = new FilterRegistrationBean<>(new MetricsGuard(problems, properties.metricsToken()));
        registration.setUrlPatterns(List.of("/metrics", "/metrics/*"));
        return registration;
    }

    @Bean
    @Conditional(TracingOnDemand.Unwanted.class)
    FilterRegistrationBean<RequestMetrics> requestMetrics(MeterRegistry meters) {
        var registration = new FilterRegistrationBean<>(new RequestMetrics(meters));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        return registration;
    }

    @Bean
    SmartInitializingSingleton poolMetrics(Map<String, HikariDataSource> pools, MeterRegistry meters) {
        return () -> pools.values()
                .forEach(pool -> pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters)));
    }
}
