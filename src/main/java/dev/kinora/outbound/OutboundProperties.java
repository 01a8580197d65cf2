package dev.kinora.outbound;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allow networks that may be called although they are not public, such as 10.1.0.0/16; the machine's own secrets in a
 *     cloud only where an entry names that one address
 * @param ports such as 443 or 8000-8999; empty for all that are not known for something else than the web
 * @param connectTimeout the longest to wait for a connection
 * @param readTimeout the longest silence while reading
 * @param answerTimeout the longest until an answer begins, redirects included
 */
@ConfigurationProperties(prefix = "kinora.outbound", ignoreUnknownFields = false)
record OutboundProperties(
        @DefaultValue List<String> allow,
        @DefaultValue List<String> ports,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("30s") Duration answerTimeout) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    OutboundProperties {
        allow.forEach(OutboundProperties::network);
        ports.forEach(OutboundProperties::range);
        require("connect-timeout", connectTimeout);
        require("read-timeout", readTimeout);
        require("answer-timeout", answerTimeout);
    }

    Guard guard() {
        return new Guard(
                allow.stream().map(OutboundProperties::network).toList(),
                ports.stream().map(OutboundProperties::range).toList());
    }

    private static Network network(String text) {
        try {
            return Network.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kinora.outbound.allow: " + text + " is not a network such as 10.1.0.0/16", e);
        }
    }

    private static Ports.Range range(String text) {
        try {
            return Ports.Range.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kinora.outbound.ports: " + text + " is not a port or a range such as 8000-8999", e);
        }
    }

    private static void require(String name, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("kinora.outbound." + name + " must be more than 0 and at most 10m");
        }
    }
}
