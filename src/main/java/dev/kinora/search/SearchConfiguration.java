package dev.kinora.search;

import dev.kinora.platform.Db;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SearchConfiguration {
    @Bean
    Searches searches(Db db, Clock clock) {
        return new Searches(db, clock);
    }

    @Bean
    Feeds feeds(Db db, Clock clock) {
        return new Feeds(db, clock);
    }
}
