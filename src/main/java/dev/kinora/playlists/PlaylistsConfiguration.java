package dev.kinora.playlists;

import dev.kinora.platform.Db;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlaylistsConfiguration {
    @Bean
    Playlists playlists(Db db, Clock clock) {
        return new Playlists(db, clock);
    }

    @Bean
    Featured featured(Db db, Clock clock) {
        return new Featured(db, clock);
    }
}
