package dev.kinora.uploads;

import static dev.kinora.schema.Tables.REMAKES;
import static dev.kinora.schema.Tables.UPLOADS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.UploadMeans;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Uploads: read with the rights of whoever asks, written by the system alone. */
final class UploadStore {
    private static final String PART = "uploads";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final List<SelectField<?>> COLUMNS = List.of(
            UPLOADS.ID,
            UPLOADS.VIDEO_ID,
            UPLOADS.LENGTH,
            UPLOADS.RECEIVED,
            UPLOADS.MEANS,
            UPLOADS.FILENAME,
            UPLOADS.METADATA,
            UPLOADS.METADATA_SENT,
            UPLOADS.CONCATENATION,
            UPLOADS.CREATED_AT,
            UPLOADS.UPDATED_AT,
            UPLOADS.EXPIRES_AT,
            UPLOADS.COMPLETED_AT,
            UPLOADS.TERMINATED_AT);

    private final Db db;
    private final JsonMapper json;

    UploadStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    Optional<Upload> find(UUID id) {
        return db.read(sql ->
                sql.select(COLUMNS).from(UPLOADS).where(UPLOADS.ID.eq(id)).fetchOptional(this::upload));
    }

    /** Those of a person that are not complete, the latest first. */
    List<Upload> unfinished(int most) {
        return db.read(sql -> sql.select(COLUMNS)
                .from(UPLOADS)
                .where(
                        UPLOADS.USER_ID.eq(DSL.field("(select current_user_id())", UUID.class)),
                        UPLOADS.COMPLETED_AT.isNull(),
                        UPLOADS.TERMINATED_AT.isNull())
                .orderBy(UPLOADS.CREATED_AT.desc())
                .limit(most)
                .fetch(this::upload));
    }

    record Begun(UUID id, UUID video) {}

    /** Of some videos, what their owners still send: not what is fetched, nor what is only to be joined. Nobody ends it meanwhile. */
    void eachUnfinished(Collection<UUID> videos, Consumer<Begun> work) {
        db.system(PART, sql -> {
            sql.select(UPLOADS.ID, UPLOADS.VIDEO_ID)
                    .from(UPLOADS)
                    .where(
                            UPLOADS.VIDEO_ID.in(videos),
                            UPLOADS.MEANS.ne(UploadMeans.url),
                            UPLOADS.COMPLETED_AT.isNull(),
                            UPLOADS.TERMINATED_AT.isNull(),
                            UPLOADS.RECEIVED.isDistinctFrom(UPLOADS.LENGTH),
                            DSL.condition("not coalesce(jsonb_exists({0}, 'parts'), false)", UPLOADS.CONCATENATION))
                    .orderBy(UPLOADS.ID)
                    .forUpdate()
                    .fetch(row -> new Begun(row.value1(), row.value2()))
                    .forEach(work);
            return null;
        });
    }

    void add(UUID id, UUID owner, @Nullable UUID video, NewUpload wish, String store, String key, Instant expires) {
        var concatenation = new LinkedHashMap<String, Object>();
        if (wish.partial()) {
            concatenation.put("partial", true);
        }
        if (!wish.parts().isEmpty()) {
            concatenation.put("parts", wish.parts());
        }
        db.system(
                PART,
                sql -> sql.insertInto(UPLOADS)
                        .set(UPLOADS.ID, id)
                        .set(UPLOADS.USER_ID, owner)
                        .set(UPLOADS.VIDEO_ID, video)
                        .set(UPLOADS.LENGTH, wish.length())
                        .set(UPLOADS.MEANS, wish.means())
                        .set(UPLOADS.FILENAME, wish.filename().isEmpty() ? null : shortened(wish.filename()))
                        .set(UPLOADS.METADATA, written(wish.metadata()))
                        .set(UPLOADS.METADATA_SENT, wish.metadataSent())
                        .set(UPLOADS.CONCATENATION, concatenation.isEmpty() ? null : written(concatenation))
                        .set(UPLOADS.STORE, store)
                        .set(UPLOADS.STORAGE_KEY, key)
                        .set(UPLOADS.EXPIRES_AT, at(expires))
                        .execute());
    }

    /**
     * What was taken from its owner's quota for it.
     *
     * @param credit what the file counts that it replaces
     */
    void reserved(UUID id, long bytes, long credit, @Nullable LocalDate until) {
        db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.RESERVED_BYTES, bytes)
                        .set(UPLOADS.CREDIT_BYTES, credit)
                        .set(UPLOADS.RESERVED_UNTIL, until)
                        .where(UPLOADS.ID.eq(id))
                        .execute());
    }

    record Reservation(long bytes, long credit) {
        /** How much more so many bytes need; below zero what they do not need. */
        long lacking(long wanted) {
            return Math.max(0, wanted - credit) - bytes;
        }
    }

    /** Locked until the transaction ends; empty when it is gone. */
    Optional<Reservation> reservation(UUID id) {
        return db.system(
                PART,
                sql -> sql.select(UPLOADS.RESERVED_BYTES, UPLOADS.CREDIT_BYTES)
                        .from(UPLOADS)
                        .where(UPLOADS.ID.eq(id))
                        .forUpdate()
                        .fetchOptional(row -> new Reservation(row.value1(), row.value2())));
    }

    /** Those whose video has a file already, and that are not settled. */
    List<UUID> replacing(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(UPLOADS.ID)
                        .from(UPLOADS)
                        .join(REMAKES)
                        .on(REMAKES.UPLOAD_ID.eq(UPLOADS.ID))
                        .where(UPLOADS.VIDEO_ID.eq(video), UPLOADS.SETTLED_AT.isNull())
                        .fetch(UPLOADS.ID));
    }

    void reserveMore(UUID id, long more) {
        db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.RESERVED_BYTES, UPLOADS.RESERVED_BYTES.plus(more))
                        .where(UPLOADS.ID.eq(id))
                        .execute());
    }

    /** Parts that are the owner's, complete, and locked until the transaction ends. */
    List<Part> parts(UUID owner, Collection<UUID> ids) {
        return db.system(
                PART,
                sql -> sql.select(
                                UPLOADS.ID,
                                UPLOADS.RECEIVED,
                                UPLOADS.RESERVED_BYTES,
                                UPLOADS.STORE,
                                UPLOADS.STORAGE_KEY)
                        .from(UPLOADS)
                        .where(
                                UPLOADS.ID.in(ids),
                                UPLOADS.USER_ID.eq(owner),
                                UPLOADS.COMPLETED_AT.isNotNull(),
                                DSL.condition("{0} ->> 'partial' = 'true'", UPLOADS.CONCATENATION))
                        .orderBy(UPLOADS.ID)
                        .forUpdate()
                        .fetch(row -> new Part(row.value1(), row.value2(), row.value3(), row.value4(), row.value5())));
    }

    record Part(UUID id, long bytes, long reserved, String store, String key) {}

    /** Their reservation is that of the whole from now on. */
    void releaseParts(Collection<UUID> ids) {
        db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.RESERVED_BYTES, 0L)
                        .where(UPLOADS.ID.in(ids))
                        .execute());
    }

    /** Parts stay when the whole made of them comes to nothing, and so does what they take up. */
    void giveBackToParts(UUID whole) {
        db.system(PART, sql -> sql.execute("""
                        with named as (
                            select each.id::uuid as id from uploads w
                            cross join lateral jsonb_array_elements_text(w.concatenation -> 'parts') each (id)
                            where w.id = ? and w.settled_at is null),
                        parts as (
                            update uploads p set reserved_bytes = p.received from named
                            where p.id = named.id and p.reserved_bytes = 0 and p.terminated_at is null returning p.received)
                        update uploads set reserved_bytes = greatest(0, reserved_bytes - (select sum(received) from parts))
                        where id = ? and exists (select from parts)""", whole, whole));
    }

    /** The length becomes known, once. */
    boolean setLength(UUID id, long length) {
        return db.system(
                        PART,
                        sql -> sql.update(UPLOADS)
                                .set(UPLOADS.LENGTH, length)
                                .where(UPLOADS.ID.eq(id), UPLOADS.LENGTH.isNull(), UPLOADS.RECEIVED.le(length))
                                .execute())
                > 0;
    }

    private Upload upload(Record row) {
        var concatenation = row.get(UPLOADS.CONCATENATION) == null
                ? Map.<String, Object>of()
                : read(row.get(UPLOADS.CONCATENATION));
        var metadata = new LinkedHashMap<String, String>();
        read(row.get(UPLOADS.METADATA)).forEach((key, value) -> metadata.put(key, String.valueOf(value)));
        return new Upload(
                row.get(UPLOADS.ID),
                row.get(UPLOADS.VIDEO_ID),
                row.get(UPLOADS.LENGTH),
                row.get(UPLOADS.RECEIVED),
                row.get(UPLOADS.MEANS),
                row.get(UPLOADS.FILENAME),
                metadata,
                row.get(UPLOADS.METADATA_SENT),
                concatenation.containsKey("partial"),
                concatenation.get("parts") instanceof List<?> parts
                        ? parts.stream()
                                .map(part -> UUID.fromString(part.toString()))
                                .toList()
                        : List.of(),
                row.get(UPLOADS.CREATED_AT).toInstant(),
                row.get(UPLOADS.UPDATED_AT).toInstant(),
                row.get(UPLOADS.EXPIRES_AT).toInstant(),
                row.get(UPLOADS.COMPLETED_AT) == null
                        ? null
                        : row.get(UPLOADS.COMPLETED_AT).toInstant(),
                row.get(UPLOADS.TERMINATED_AT) != null);
    }

    private Map<String, Object> read(JSONB stored) {
        return json.readValue(stored.data(), OBJECT);
    }

    private JSONB written(Object value) {
        return JSONB.valueOf(json.writeValueAsString(value));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= 255 ? name : name.substring(0, name.offsetByCodePoints(0, 255));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
