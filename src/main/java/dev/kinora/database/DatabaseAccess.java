package dev.kinora.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The three roles of one database: the owner migrates, {@code kinora_app} serves people, {@code kinora_worker} does the
 * system's work. The two passwords are derived from the owner's unless given, so that every node of an installation
 * arrives at the same ones without sharing another secret.
 */
public record DatabaseAccess(DatabaseAddress owner, DatabaseAddress app, DatabaseAddress worker) {
    public static final String APP_ROLE = "kinora_app";
    public static final String WORKER_ROLE = "kinora_worker";

    public static DatabaseAccess of(DatabaseAddress owner, Map<String, String> environment) {
        return new DatabaseAccess(
                owner,
                role(owner, APP_ROLE, environment.getOrDefault("KINORA_DATABASE_APP_PASSWORD", "")),
                role(owner, WORKER_ROLE, environment.getOrDefault("KINORA_DATABASE_WORKER_PASSWORD", "")));
    }

    private static DatabaseAddress role(DatabaseAddress owner, String role, String given) {
        if (!given.isBlank()) {
            return owner.as(role, given);
        }
        if (owner.password().isBlank()) {
            // Derived from nothing they would be the same everywhere, and known to everybody.
            throw new Refusal(
                    "The database's owner '" + owner.user()
                            + "' signs in without a password, so that none can be derived from it.",
                    "Set KINORA_DATABASE_APP_PASSWORD and KINORA_DATABASE_WORKER_PASSWORD for the two serving roles.");
        }
        return owner.as(role, derived(owner.password(), role));
    }

    private static String derived(String secret, String role) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(("kinora:" + secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var bytes = mac.doFinal(role.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
