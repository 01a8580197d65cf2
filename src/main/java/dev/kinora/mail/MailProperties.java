package dev.kinora.mail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param host the SMTP server; empty means that mail is kept and logged instead
 * @param port 0 for what is usual with the security: 25, 587 or 465
 * @param username empty to send without signing in
 * @param from the sender's address
 * @param timeout the longest to wait for the server at each step
 * @param attempts after how many failures a mail is given up
 * @param firstPause how long to wait after the first failure; doubled after each further one
 */
@Validated
@ConfigurationProperties(prefix = "kinora.mail", ignoreUnknownFields = false)
record MailProperties(
        @DefaultValue("") String host,
        @DefaultValue("0") @Min(0) @Max(65_535) int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("starttls") Security security,
        @DefaultValue("") String from,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("8") @Min(1) int attempts,
        @DefaultValue("30s") Duration firstPause) {

    /** Neither starttls nor tls ever falls back to an open connection. */
    enum Security {
        NONE(25),
        STARTTLS(587),
        TLS(465);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    MailProperties {
        if (!host.isEmpty()) {
            if (from.isEmpty()) {
                throw new IllegalArgumentException("kinora.mail.from must be set when kinora.mail.host is");
            }
            if (!Mail.isAddress(from)) {
                throw new IllegalArgumentException(
                        "kinora.mail.from must be a bare address such as kinora@example.org");
            }
        }
        if (timeout.compareTo(Duration.ofMinutes(1)) > 0 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("kinora.mail.timeout must be more than 0 and at most 1m");
        }
    }

    boolean configured() {
        return !host.isEmpty();
    }

    int actualPort() {
        return port == 0 ? security.usualPort : port;
    }

    @Override
    public String toString() {
        return "SMTP at " + host + ":" + actualPort() + ", " + security;
    }
}
