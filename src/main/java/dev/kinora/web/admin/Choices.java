package dev.kinora.web.admin;

import dev.kinora.jobs.JobState;
import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.schema.enums.UserStatus;
import dev.kinora.web.JobLook;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the selects of the admin pages offer. */
public final class Choices {
    public static final Map<String, String> ROLES = all(UserRole.values());
    public static final Map<String, String> TIERS = all(SubscriptionTier.values());
    public static final Map<String, String> ANY_ROLE = any("Any role", UserRole.values());
    public static final Map<String, String> ANY_TIER = any("Any tier", SubscriptionTier.values());
    public static final Map<String, String> ANY_STATUS = any("Any status", UserStatus.values());

    private static final Map<String, String> ANY_ACTION = actions();

    private Choices() {}

    /** One that came by a link stays chosen. */
    public static Map<String, String> actionsWith(String chosen) {
        if (ANY_ACTION.containsKey(chosen)) {
            return ANY_ACTION;
        }
        var options = new LinkedHashMap<>(ANY_ACTION);
        options.put(chosen, chosen);
        return options;
    }

    public static Map<String, String> anyJobState() {
        var options = new LinkedHashMap<String, String>();
        options.put("", "Any state");
        for (var state : JobState.values()) {
            options.put(state.name(), JobLook.of(state).label());
        }
        return options;
    }

    /** One that came by a link stays chosen. */
    public static Map<String, String> anyOf(String label, Collection<String> known, String chosen) {
        var options = new LinkedHashMap<String, String>();
        options.put("", label);
        known.stream().sorted().forEach(each -> options.put(each, each));
        if (!chosen.isBlank()) {
            options.putIfAbsent(chosen, chosen);
        }
        return options;
    }

    /** In which order a list of jobs comes. */
    public static String jobOrder(String state) {
        return switch (state) {
            case "failed" -> "Jobs, the last to fail first";
            case "scheduled" -> "Jobs, the next first";
            case "ready", "gated" -> "Jobs, in their order";
            default -> "Jobs, newest first";
        };
    }

    private static Map<String, String> any(String label, Enum<?>[] values) {
        var options = new LinkedHashMap<String, String>();
        options.put("", label);
        options.putAll(all(values));
        return options;
    }

    private static Map<String, String> all(Enum<?>[] values) {
        var options = new LinkedHashMap<String, String>();
        Arrays.stream(values).forEach(value -> options.put(value.name(), titled(value.name())));
        return options;
    }

    static String titled(String word) {
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }

    private static Map<String, String> actions() {
        var options = new LinkedHashMap<String, String>();
        options.put("", "Anything");
        options.put("user.", "Accounts");
        options.put("user.updated", "Accounts changed");
        options.put("session.created", "Sign-ins");
        options.put("session.", "Sessions");
        options.put("api_key.", "API keys");
        options.put("password_reset.", "Password resets");
        options.put("video.", "Videos");
        options.put("course.", "Courses");
        options.put("comment.", "Comments");
        options.put("order.", "Orders");
        options.put("tier.", "Tiers");
        options.put("job.", "Jobs");
        return options;
    }
}
