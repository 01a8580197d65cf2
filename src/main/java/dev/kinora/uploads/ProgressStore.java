package dev.kinora.uploads;

import static dev.kinora.schema.Tables.UPLOADS;
import static dev.kinora.uploads.UploadStore.at;

import dev.kinora.platform.Db;
import dev.kinora.storage.Growth;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes down how far uploads have come; one request at a time has the say about each. */
final class ProgressStore {
    private static final String PART = "uploads";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Db db;
    private final JsonMapper json;

    ProgressStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** Where the bytes of an upload go, and how far they have come. */
    record Place(String store, String key, Growth growth) {}

    /** From now on only who knows the token writes down how far it is. */
    Optional<Place> claim(UUID id, UUID token) {
        return db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.WRITER, token)
                        .where(UPLOADS.ID.eq(id), UPLOADS.COMPLETED_AT.isNull(), UPLOADS.TERMINATED_AT.isNull())
                        .returning(UPLOADS.STORE, UPLOADS.STORAGE_KEY, UPLOADS.RECEIVED, UPLOADS.PARTS)
                        .fetchOptional(row -> new Place(
                                row.get(UPLOADS.STORE),
                                row.get(UPLOADS.STORAGE_KEY),
                                new Growth(row.get(UPLOADS.RECEIVED), read(row.get(UPLOADS.PARTS))))));
    }

    /** @return whether the token still holds */
    boolean checkpoint(UUID id, UUID token, Growth growth, Instant expires) {
        return db.system(
                        PART,
                        sql -> sql.update(UPLOADS)
                                .set(UPLOADS.RECEIVED, growth.durable())
                                .set(UPLOADS.PARTS, written(growth.parts()))
                                .set(UPLOADS.EXPIRES_AT, at(expires))
                                .where(UPLOADS.ID.eq(id), UPLOADS.WRITER.eq(token), UPLOADS.COMPLETED_AT.isNull())
                                .execute())
                > 0;
    }

    boolean complete(UUID id, UUID token, long length, Instant now, Instant expires) {
        return db.system(
                        PART,
                        sql -> sql.update(UPLOADS)
                                .set(UPLOADS.RECEIVED, length)
                                .set(UPLOADS.LENGTH, length)
                                .set(UPLOADS.PARTS, JSONB.valueOf("{}"))
                                .set(UPLOADS.COMPLETED_AT, at(now))
                                .set(UPLOADS.EXPIRES_AT, at(expires))
                                .where(UPLOADS.ID.eq(id), UPLOADS.WRITER.eq(token), UPLOADS.COMPLETED_AT.isNull())
                                .execute())
                > 0;
    }

    /** The length may be another one next time. */
    void restart(UUID id) {
        db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.RECEIVED, 0L)
                        .setNull(UPLOADS.LENGTH)
                        .setNull(UPLOADS.VALIDATOR)
                        .set(UPLOADS.PARTS, JSONB.valueOf("{}"))
                        .where(UPLOADS.ID.eq(id), UPLOADS.COMPLETED_AT.isNull())
                        .execute());
    }

    /** By what a server tells one version of a film from another. */
    Optional<String> validator(UUID id) {
        return db.system(
                PART,
                sql -> sql.select(UPLOADS.VALIDATOR)
                        .from(UPLOADS)
                        .where(UPLOADS.ID.eq(id))
                        .fetchOptional(UPLOADS.VALIDATOR));
    }

    void remember(UUID id, Optional<String> validator) {
        db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.VALIDATOR, validator.orElse(null))
                        .where(UPLOADS.ID.eq(id))
                        .execute());
    }

    /** Does what only whoever has the say may do; nobody else takes it over meanwhile. */
    boolean holding(UUID id, UUID token, Runnable act) {
        return db.system(PART, sql -> {
            var holds = sql.select(UPLOADS.ID)
                    .from(UPLOADS)
                    .where(UPLOADS.ID.eq(id), UPLOADS.WRITER.eq(token), UPLOADS.COMPLETED_AT.isNull())
                    .forUpdate()
                    .fetchOptional()
                    .isPresent();
            if (holds) {
                act.run();
            }
            return holds;
        });
    }

    /** With its reservation and its bytes, unless they are a video's by now. */
    void delete(UUID id) {
        db.system(PART, sql -> sql.deleteFrom(UPLOADS).where(UPLOADS.ID.eq(id)).execute());
    }

    private Map<String, Object> read(JSONB stored) {
        return json.readValue(stored.data(), OBJECT);
    }

    private JSONB written(Object value) {
        return JSONB.valueOf(json.writeValueAsString(value));
    }
}
