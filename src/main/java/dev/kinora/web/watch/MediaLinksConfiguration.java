package dev.kinora.web.watch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MediaLinksConfiguration {
    @Bean
    MediaLinks mediaLinks() {
        return (_, uid) -> "/media/" + uid;
    }
}
