package dev.kinora.webhooks;

import static dev.kinora.schema.Tables.WEBHOOKS;

import dev.kinora.platform.Db;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;

final class WebhookStore {
    private static final List<SelectField<?>> LISTED = List.of(
            WEBHOOKS.ID,
            WEBHOOKS.URL,
            WEBHOOKS.EVENTS,
            WEBHOOKS.PAUSED_AT,
            WEBHOOKS.PAUSED_REASON,
            WEBHOOKS.CREATED_AT,
            WEBHOOKS.UPDATED_AT);

    private final Db db;

    WebhookStore(Db db) {
        this.db = db;
    }

    /** Whoever asks sees their own. */
    List<Webhook> list() {
        return db.read(sql -> sql.select(LISTED)
                .from(WEBHOOKS)
                .orderBy(WEBHOOKS.CREATED_AT.desc(), WEBHOOKS.ID.desc())
                .fetch(WebhookStore::webhook));
    }

    Optional<Webhook> find(UUID id) {
        return db.read(sql ->
                sql.select(LISTED).from(WEBHOOKS).where(WEBHOOKS.ID.eq(id)).fetchOptional(WebhookStore::webhook));
    }

    /** Two at once count one after the other. */
    int countLocked(UUID user) {
        return db.write(sql -> {
            sql.execute("select pg_advisory_xact_lock(hashtextextended('webhooks ' || ?, 0))", user.toString());
            return sql.fetchCount(WEBHOOKS, WEBHOOKS.USER_ID.eq(user));
        });
    }

    void insert(UUID id, UUID user, String url, List<String> events, byte[] secret) {
        db.write(sql -> sql.insertInto(WEBHOOKS)
                .set(WEBHOOKS.ID, id)
                .set(WEBHOOKS.USER_ID, user)
                .set(WEBHOOKS.URL, url)
                .set(WEBHOOKS.EVENTS, events.toArray(String[]::new))
                .set(WEBHOOKS.SECRET_ENCRYPTED, secret)
                .execute());
    }

    /** One of them at least; what is null stays as it is by then. */
    int change(UUID id, @Nullable String url, @Nullable List<String> events) {
        var changes = new HashMap<Field<?>, Object>();
        if (url != null) {
            changes.put(WEBHOOKS.URL, url);
        }
        if (events != null) {
            changes.put(WEBHOOKS.EVENTS, events.toArray(String[]::new));
        }
        return db.write(sql ->
                sql.update(WEBHOOKS).set(changes).where(WEBHOOKS.ID.eq(id)).execute());
    }

    /** What is paused stays so since when it was, and for the reason it was. */
    int pause(UUID id, @Nullable String reason, Instant now) {
        return db.write(sql -> sql.update(WEBHOOKS)
                .set(WEBHOOKS.PAUSED_AT, now.atOffset(ZoneOffset.UTC))
                .set(WEBHOOKS.PAUSED_REASON, reason)
                .where(WEBHOOKS.ID.eq(id), WEBHOOKS.PAUSED_AT.isNull())
                .execute());
    }

    int resume(UUID id) {
        return db.write(sql -> sql.update(WEBHOOKS)
                .setNull(WEBHOOKS.PAUSED_AT)
                .setNull(WEBHOOKS.PAUSED_REASON)
                .where(WEBHOOKS.ID.eq(id))
                .execute());
    }

    int changeSecret(UUID id, byte[] secret) {
        return db.write(sql -> sql.update(WEBHOOKS)
                .set(WEBHOOKS.SECRET_ENCRYPTED, secret)
                .where(WEBHOOKS.ID.eq(id))
                .execute());
    }

    int delete(UUID id) {
        return db.write(
                sql -> sql.deleteFrom(WEBHOOKS).where(WEBHOOKS.ID.eq(id)).execute());
    }

    private static Webhook webhook(Record row) {
        return new Webhook(
                row.get(WEBHOOKS.ID),
                row.get(WEBHOOKS.URL),
                Arrays.asList(row.get(WEBHOOKS.EVENTS)),
                instant(row.get(WEBHOOKS.PAUSED_AT)),
                row.get(WEBHOOKS.PAUSED_REASON),
                row.get(WEBHOOKS.CREATED_AT).toInstant(),
                row.get(WEBHOOKS.UPDATED_AT).toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }
}
