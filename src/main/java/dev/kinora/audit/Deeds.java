package dev.kinora.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Says in words what an entry records; the one place that knows how. */
final class Deeds {
    private static final Map<String, String> BY_ACTION = Map.ofEntries(
            Map.entry("user.created", "made the account"),
            Map.entry("user.binned", "asked to delete the account"),
            Map.entry("user.restored", "kept the account"),
            Map.entry("user.deleted", "deleted the account for good"),
            Map.entry("session.created", "signed in"),
            Map.entry("session.deleted", "ended a session"),
            Map.entry("api_key.created", "made an API key"),
            Map.entry("api_key.deleted", "deleted an API key"),
            Map.entry("api_key.binned", "removed an API key"),
            Map.entry("password_reset.created", "asked for a new password by mail"),
            Map.entry("password_reset.updated", "used a link for a new password"),
            Map.entry("tier.updated", "changed what a tier allows"),
            Map.entry("video.binned", "put a video into the bin"),
            Map.entry("video.taken_down", "took a video down"),
            Map.entry("comment.taken_down", "took a comment down"),
            Map.entry("comment.binned", "took a comment back"),
            Map.entry("enrollment.created", "enrolled"),
            Map.entry("order.created", "placed an order"),
            Map.entry("report.created", "reported something"),
            Map.entry("job.cancelled", "cancelled the job"),
            Map.entry("job.cancel_requested", "stopped the running job"),
            Map.entry("job.revived", "revived the job"),
            Map.entry("job.hurried", "brought forward the job"),
            Map.entry("job_schedule.created", "declared the schedule"),
            Map.entry("job_schedule.deleted", "removed the schedule"));

    /** Of an updated account, by the first of these fields that changed. */
    private static final Map<String, Function<Entry, String>> OF_ACCOUNT = new LinkedHashMap<>();

    static {
        OF_ACCOUNT.put("status", Deeds::status);
        OF_ACCOUNT.put("role", entry -> "made the role " + entry.now("role"));
        OF_ACCOUNT.put("password_hash", _ -> "changed the password");
        OF_ACCOUNT.put("email", _ -> "changed the e-mail address");
        OF_ACCOUNT.put("email_verified_at", _ -> "confirmed the e-mail address");
        OF_ACCOUNT.put("subscription_tier", entry -> "changed the tier to " + entry.now("subscription_tier"));
        OF_ACCOUNT.put("monthly_quota", _ -> "changed the monthly quota");
        OF_ACCOUNT.put(
                "verified_at", entry -> entry.now("verified_at") == null ? "took the mark away" : "gave the mark");
        OF_ACCOUNT.put("trial_ends_at", _ -> "moved the end of the trial");
        OF_ACCOUNT.put("username", _ -> "changed the username");
        OF_ACCOUNT.put("avatar_url", _ -> "changed the picture");
        OF_ACCOUNT.put("display_name", _ -> "changed the profile");
        OF_ACCOUNT.put("bio", _ -> "changed the profile");
        OF_ACCOUNT.put("time_zone", _ -> "changed the time zone");
        OF_ACCOUNT.put("last_login_at", _ -> "was let in");
        OF_ACCOUNT.put("quota_reset_date", _ -> "began a new month of the quota");
    }

    private static final Map<String, String> THINGS = Map.of(
            "api_key", "API key",
            "api_credential", "stored credential",
            "course", "course",
            "digital_product", "product",
            "platform_account", "connected account",
            "reflection_response", "reply to a reflection",
            "signing_key", "signing key");

    private Deeds() {}

    static String inWords(Entry entry) {
        return switch (entry.action()) {
            case "user.updated" -> ofAccount(entry);
            case "api_key.updated" -> entry.touches("revoked_at") ? "revoked an API key" : "changed an API key";
            case "job_pause.created" -> "paused " + paused(entry);
            case "job_pause.deleted" -> "resumed " + paused(entry);
            case "job_schedule.updated" -> schedule(entry);
            default -> Objects.requireNonNullElseGet(BY_ACTION.get(entry.action()), () -> fallback(entry));
        };
    }

    private static String paused(Entry entry) {
        return entry.changes().stream()
                .filter(change -> change.field().equals("scope"))
                .map(change -> change.after() == null ? change.before() : change.after())
                .map(scope -> "*".equals(scope) ? "all background work" : "background work of the kind " + scope)
                .findFirst()
                .orElse("background work");
    }

    private static String schedule(Entry entry) {
        if (!entry.touches("paused_at")) {
            return "changed the schedule";
        }
        return entry.now("paused_at") == null ? "resumed the schedule" : "paused the schedule";
    }

    private static String ofAccount(Entry entry) {
        return OF_ACCOUNT.entrySet().stream()
                .filter(known -> entry.touches(known.getKey()))
                .findFirst()
                .map(known -> known.getValue().apply(entry))
                .orElse("changed the account");
    }

    private static String status(Entry entry) {
        return switch (String.valueOf(entry.now("status"))) {
            case "suspended" -> "suspended the account";
            case "cancelled" -> "cancelled the account";
            case "trial" -> "began a trial";
            default -> "reinstated the account";
        };
    }

    private static String fallback(Entry entry) {
        var verb = entry.action().substring(entry.action().indexOf('.') + 1).replace('_', ' ');
        var type = entry.resource().type();
        var thing = THINGS.getOrDefault(type, type.replace('_', ' '));
        return verb + " " + ("aeiouAEIO".indexOf(thing.charAt(0)) >= 0 ? "an " : "a ") + thing;
    }
}
