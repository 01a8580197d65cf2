package dev.kinora.outbound;

import java.net.InetAddress;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {
    @Bean
    Outbound outbound(OutboundProperties properties, ObjectProvider<BuildProperties> build) {
        return new Outbound(properties, InetAddress::getAllByName, version(build));
    }

    @Bean
    Endpoints endpoints(ObjectProvider<BuildProperties> build, Clock clock) {
        return new Endpoints(version(build), clock);
    }

    private static String version(ObjectProvider<BuildProperties> build) {
        var known = build.getIfAvailable();
        var version = known == null ? null : known.getVersion();
        return version == null ? "unreleased" : version;
    }
}
