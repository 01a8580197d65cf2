package dev.kinora.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param signUp who may make an account by themselves
 * @param exportLimit how large the zip of an account may become; it passes through memory and stands in the database
 */
@ConfigurationProperties(prefix = "kinora.identity", ignoreUnknownFields = false)
record IdentityProperties(
        @DefaultValue("open") SignUp signUp,
        @DefaultValue("64MB") DataSize exportLimit) {
    IdentityProperties {
        if (exportLimit.toMegabytes() < 1 || exportLimit.toBytes() > 256 << 20) {
            throw new IllegalArgumentException("kinora.identity.export-limit must be from 1MB to 256MB");
        }
    }

    /** Closed: accounts are made by the operator alone. */
    enum SignUp {
        OPEN,
        CLOSED
    }
}
