package dev.kinora.outbound;

import java.net.InetAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {
    @Bean
    Outbound outbound(OutboundProperties properties, ObjectProvider<BuildProperties> build) {
        var known = build.getIfAvailable();
        var version = known == null ? null : known.getVersion();
        return new Outbound(properties, InetAddress::getAllByName, version == null ? "unreleased" : version);
    }
}
