package dev.kinora.http;

import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param metricsToken what a scraper must show to read the metrics; empty lets this machine read them, and no other
 * @param trustedProxies the networks, such as 10.0.0.0/8, whose X-Forwarded headers are believed; none by default
 */
@ConfigurationProperties(prefix = "kinora.http", ignoreUnknownFields = false)
record HttpProperties(
        @DefaultValue("") String metricsToken, @DefaultValue List<String> trustedProxies) {
    HttpProperties {
        for (var network : trustedProxies) {
            requireNetwork(network);
        }
    }

    private static void requireNetwork(String network) {
        try {
            new NetMask(network);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kinora.http.trusted-proxies: " + network + " is not a network such as 10.0.0.0/8", e);
        }
    }
}
