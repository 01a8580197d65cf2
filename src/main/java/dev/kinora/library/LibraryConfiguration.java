package dev.kinora.library;

import dev.kinora.platform.Db;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LibraryConfiguration {
    @Bean
    Arrivals arrivals(Db db) {
        return new Arrivals(db);
    }
}
