package dev.kinora.library;

import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Db;
import dev.kinora.storage.MediaStores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MovingConfiguration {
    @Bean
    Moving moving(Db db, MediaStores stores, Jobs jobs) {
        return new Moving(db, new MovingStore(db), stores, jobs);
    }

    @Bean
    Holdings holdings(Db db, MediaStores stores) {
        return new Holdings(new HoldingStore(db), stores);
    }

    @Bean
    MoveVideo moveVideo(Db db, MediaStores stores) {
        return new MoveVideo(new MovingStore(db), stores);
    }
}
