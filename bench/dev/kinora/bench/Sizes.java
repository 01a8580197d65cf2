package dev.kinora.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many of everything there are at a scale; at 1 a platform with a million videos. */
final class Sizes {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    Sizes(double scale) {
        var atOne = new LinkedHashMap<String, Integer>();
        atOne.put("users", 200_000);
        atOne.put("sessions", 200_000);
        atOne.put("keys", 20_000);
        atOne.put("videos", 1_000_000);
        atOne.put("chapters", 1_000_000);
        atOne.put("captions", 250_000);
        atOne.put("segments", 1_000_000);
        atOne.put("editions", 200_000);
        atOne.put("renditions", 600_000);
        atOne.put("uploads", 50_000);
        atOne.put("playlists", 50_000);
        atOne.put("items", 500_000);
        atOne.put("courses", 5_000);
        atOne.put("lessons", 60_000);
        atOne.put("quizzes", 20_000);
        atOne.put("enrollments", 500_000);
        // Ten million activities: views, likes, attempts, reflections, notes, beats.
        atOne.put("views", 5_000_000);
        atOne.put("likes", 3_000_000);
        atOne.put("attempts", 800_000);
        atOne.put("reflections", 500_000);
        atOne.put("notes", 200_000);
        atOne.put("beats", 500_000);
        atOne.put("products", 2_000);
        atOne.put("orders", 150_000);
        atOne.put("downloads", 100_000);
        atOne.put("comments", 5_000_000);
        atOne.put("follows", 2_000_000);
        atOne.put("subscriptions", 100_000);
        atOne.put("notifications", 2_000_000);
        atOne.put("reports", 20_000);
        atOne.put("accounts", 60_000);
        atOne.put("posts", 400_000);
        atOne.put("metrics", 800_000);
        atOne.put("snapshots", 2_000_000);
        atOne.put("jobs", 2_000_000);
        atOne.put("audits", 5_000_000);
        atOne.forEach((name, count) -> counts.put(name, Math.round(count * scale)));
        counts.put("phrases", 20_000L);
        counts.put("workers", 20L);
    }

    /** The statement with numbers where the names in braces were. */
    String in(String sql) {
        var filled = sql;
        for (var each : counts.entrySet()) {
            filled = filled.replace("{" + each.getKey() + "}", each.getValue().toString());
        }
        return filled;
    }
}
