package dev.kinora.audit;

import dev.kinora.schema.enums.AuditActor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One line of the trail: who did what to what, and what it said before and after. */
public record Entry(
        UUID id,
        Instant createdAt,
        Actor actor,
        String action,
        Resource resource,
        List<Change> changes,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        @Nullable String requestId) {

    public Entry {
        changes = List.copyOf(changes);
    }

    /**
     * @param id the person's id, or the name of the part of the system
     * @param name the person's name now; null for the system, for people who are gone and for those the viewer may not see
     */
    public record Actor(
            AuditActor type, String id, @Nullable String name) {
        public boolean isPerson() {
            return type == AuditActor.user || type == AuditActor.api;
        }
    }

    /** @param name what it is called, where that is known */
    public record Resource(
            String type, @Nullable UUID id, @Nullable String name) {}

    /**
     * One field; a secret reads {@link #SECRET} on both sides.
     *
     * @param before as JSON: text, number, boolean, list or object; null also where there was nothing
     */
    @Schema(name = "AuditedChange")
    public record Change(
            String field, @Nullable Object before, @Nullable Object after) {
        public static final String SECRET = "***";

        public boolean isSecret() {
            return SECRET.equals(before) || SECRET.equals(after);
        }

        /** Text as it is, anything else as JSON; empty for nothing. */
        public static String text(@Nullable Object value) {
            return switch (value) {
                case null -> "";
                case String text -> text;
                default -> JsonMapper.shared().writeValueAsString(value);
            };
        }
    }

    public boolean touches(String field) {
        return changes.stream().anyMatch(change -> change.field().equals(field));
    }

    /** What a field says now; null where it was not changed or is empty. */
    public @Nullable Object now(String field) {
        return changes.stream()
                .filter(change -> change.field().equals(field))
                .findFirst()
                .map(Change::after)
                .orElse(null);
    }

    /** What was done, as the end of a sentence that begins with who did it. */
    public String words() {
        return Deeds.inWords(this);
    }
}
