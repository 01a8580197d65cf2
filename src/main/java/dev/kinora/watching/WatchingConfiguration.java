package dev.kinora.watching;

import dev.kinora.platform.Db;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WatchingConfiguration {
    @Bean
    Watching watching(Db db) {
        return new Watching(db);
    }
}
