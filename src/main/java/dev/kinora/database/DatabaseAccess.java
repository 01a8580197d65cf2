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
                role(owner, APP_ROLE, environment.get("KINORA_DATABASE_APP_PASSWORD")),
                role(owner, WORKER_ROLE, environment.get("KINORA_DATABASE_WORKER_PASSWORD")));
    }

    private static DatabaseAddress role(
            DatabaseAddress owner, String role, @org.jspecify.annotations.Nullable String given) {
        return owner.as(role, given == null || given.isBlank() ? derived(owner.password(), role) : given);
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
