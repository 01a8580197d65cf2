package dev.kinora.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param signUp who may make an account by themselves */
@ConfigurationProperties(prefix = "kinora.identity", ignoreUnknownFields = false)
record IdentityProperties(@DefaultValue("open") SignUp signUp) {
    /** Closed: accounts are made by the operator alone. */
    enum SignUp {
        OPEN,
        CLOSED
    }
}
