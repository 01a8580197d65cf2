package dev.kinora.mail;

import dev.kinora.platform.Db;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MailConfiguration {
    @Bean
    Mails mails(Db db, MailProperties properties, Clock clock) {
        return new Mails(db, properties, clock);
    }

    @Bean
    Letters letters() {
        return new Letters();
    }
}
