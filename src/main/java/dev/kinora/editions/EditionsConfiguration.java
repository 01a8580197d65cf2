package dev.kinora.editions;

import dev.kinora.platform.Db;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EditionsConfiguration {
    @Bean
    Editions editions(Db db) {
        return new Editions(db);
    }
}
