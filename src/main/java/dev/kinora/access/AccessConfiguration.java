package dev.kinora.access;

import dev.kinora.platform.Db;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    @Bean
    Sessions sessions(Db db, Clock clock) {
        return new Sessions(db, clock);
    }

    @Bean
    ApiKeys apiKeys(Db db, Clock clock) {
        return new ApiKeys(db, clock);
    }

    @Bean
    Throttle throttle(Db db, Clock clock) {
        return new Throttle(db, clock);
    }

    /** Only where requests come in is there anybody to recognise. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Serving {
        @Bean
        Usage usage(Db db, Clock clock) {
            return new Usage(db, clock, new Continuations());
        }

        @Bean
        Recognition recognition(Db db, Usage usage, Clock clock) {
            return new Recognition(db, usage, clock);
        }
    }
}
