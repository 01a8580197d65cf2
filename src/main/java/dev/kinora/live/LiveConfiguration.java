package dev.kinora.live;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.platform.Db;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
    @Bean
    LiveEvents liveEvents(DatabaseAccess access, Db db) {
        return new LiveEvents(access.worker(), db);
    }

    @Bean
    MeterBinder liveSubscribers(LiveEvents events) {
        return registry -> Gauge.builder("kinora.live.subscribers", events, LiveEvents::subscribers)
                .description("Pages that listen for live events on this node")
                .register(registry);
    }
}
