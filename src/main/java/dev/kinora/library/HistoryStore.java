package dev.kinora.library;

import static dev.kinora.schema.Tables.VIDEO_HISTORY;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.AuditActor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was done to a video, from the trail. */
final class HistoryStore {
    private static final int MOST = 200;
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("title", "the title"),
            Map.entry("description", "the description"),
            Map.entry("tags", "the tags"),
            Map.entry("hashtags", "the hashtags"),
            Map.entry("mentions", "the mentions"),
            Map.entry("language", "the language"),
            Map.entry("thumbnail_url", "the thumbnail"),
            Map.entry("thumbnail_at", "the thumbnail"),
            Map.entry("allowed_origins", "where it may be embedded"),
            Map.entry("metadata", "what others keep with it"),
            Map.entry("store", "where its bytes lie"),
            Map.entry("visibility", "who may see it"),
            Map.entry("status", "its processing"),
            Map.entry("deleted_at", "the bin"),
            Map.entry("published_at", "its publication"),
            Map.entry("scheduled_for", "the schedule"),
            Map.entry("featured_at", "being featured"),
            Map.entry("licence", "the licence"),
            Map.entry("download_allowed_at", "downloads"),
            Map.entry("user_id", "whose it is"),
            Map.entry("taken_down_at", "a take-down"),
            Map.entry("taken_down_reason", "the reason of the take-down"));
    /** What Kinora does to it, in one go with what makes a version. */
    private static final Set<String> NOT_BY_PEOPLE = Set.of("status", "store");

    private final Db db;

    HistoryStore(Db db) {
        this.db = db;
    }

    List<VideoEvent> of(UUID video) {
        return db.read(sql -> sql
                .selectFrom(VIDEO_HISTORY.call(video, MOST, null))
                .fetch(row -> new VideoEvent(
                        row.get(VIDEO_HISTORY.ID),
                        row.get(VIDEO_HISTORY.HAPPENED_AT).toInstant(),
                        row.get(VIDEO_HISTORY.ACTION),
                        row.get(VIDEO_HISTORY.BY_OWNER),
                        actor(row.get(VIDEO_HISTORY.BY_OWNER), row.get(VIDEO_HISTORY.ACTOR_TYPE)),
                        changes(row.get(VIDEO_HISTORY.CHANGES))))
                .stream()
                // How far it is stands in the trail too, and says nothing to people.
                .filter(event -> !event.action().equals("video.updated")
                        || !event.changes().isEmpty())
                .toList());
    }

    private static String actor(boolean owner, AuditActor type) {
        if (owner) {
            return type == AuditActor.api ? "You, by an API key" : "You";
        }
        return type == AuditActor.user || type == AuditActor.api ? "A moderator" : "Kinora";
    }

    /** What is different from that version; each thing once, with what it was then and is now. */
    List<LibraryProblem.Change> since(UUID video, Instant version) {
        var different = new LinkedHashMap<String, LibraryProblem.Change>();
        db.read(sql -> sql.selectFrom(VIDEO_HISTORY.call(video, null, VideoStore.at(version)))
                        .orderBy(VIDEO_HISTORY.VERSION_AT)
                        .fetch(VIDEO_HISTORY.CHANGES))
                .forEach(changes -> changes(changes)
                        .forEach(change -> different.merge(change.field(), change, HistoryStore::together)));
        return different.values().stream()
                .filter(change -> !change.old().equals(change.now()) && !NOT_BY_PEOPLE.contains(change.field()))
                .toList();
    }

    private static LibraryProblem.Change together(LibraryProblem.Change early, LibraryProblem.Change late) {
        return new LibraryProblem.Change(early.field(), early.what(), early.old(), late.now());
    }

    private static List<LibraryProblem.Change> changes(@Nullable JSONB changes) {
        if (changes == null) {
            return List.of();
        }
        var found = new ArrayList<LibraryProblem.Change>();
        JsonMapper.shared().readTree(changes.data()).forEachEntry((field, change) -> {
            if (WORDS.containsKey(field)) {
                found.add(new LibraryProblem.Change(
                        field,
                        WORDS.getOrDefault(field, field),
                        change.path("old").isNull() ? "" : text(change.path("old")),
                        change.path("new").isNull() ? "" : text(change.path("new"))));
            }
        });
        return found;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
