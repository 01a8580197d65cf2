package dev.kinora.web.watch;

import dev.kinora.playback.Playback;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MediaLinksConfiguration {
    @Bean
    MediaLinks mediaLinks(Playback playback) {
        return film -> playback.linkForSeen(film.uid(), film.isOpen()).base();
    }
}
