package dev.kinora.audit;

import dev.kinora.platform.Db;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    @Bean
    Trail trail(Db db) {
        return new Trail(db);
    }

    @Bean
    Alarms alarms(Db db) {
        return new Alarms(db);
    }
}
