package dev.kinora.uploads;

import static dev.kinora.schema.Tables.UPLOADS;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.uploads.UploadStore.at;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Uploads whose bytes are all there. */
final class ArrivalQueueStore {
    private static final String PART = "uploads";

    private final Db db;

    ArrivalQueueStore(Db db) {
        this.db = db;
    }

    record Arrival(UUID video, String store, String key, long bytes, boolean settled) {}

    Optional<Arrival> find(UUID id) {
        return db.system(
                PART,
                sql -> sql.select(
                                UPLOADS.VIDEO_ID,
                                UPLOADS.STORE,
                                UPLOADS.STORAGE_KEY,
                                UPLOADS.RECEIVED,
                                UPLOADS.SETTLED_AT)
                        .from(UPLOADS)
                        .where(UPLOADS.ID.eq(id), UPLOADS.COMPLETED_AT.isNotNull(), UPLOADS.VIDEO_ID.isNotNull())
                        .fetchOptional(row -> new Arrival(
                                row.value1(), row.value2(), row.value3(), row.value4(), row.value5() != null)));
    }

    /** @param parts the keys of what it is made of, in their order */
    record Whole(String store, String key, long length, List<String> parts) {}

    /** An upload that is made of others and has not been made yet. */
    Optional<Whole> whole(UUID id) {
        return db.system(
                PART,
                sql -> sql.resultQuery("""
                        select u.store, u.storage_key, u.length, coalesce(array_agg(part.storage_key order by named.place) filter (where part.received > 0), '{}')
                        from uploads u
                        cross join lateral jsonb_array_elements_text(u.concatenation -> 'parts') with ordinality named (id, place)
                        join uploads part on part.id = named.id::uuid
                        where u.id = ? and u.completed_at is null and jsonb_exists(u.concatenation, 'parts')
                        group by u.id
                        having count(*) = jsonb_array_length(u.concatenation -> 'parts')""", id)
                        .fetchOptional(row -> new Whole(
                                row.get(0, String.class),
                                row.get(1, String.class),
                                row.get(2, Long.class),
                                List.of(row.get(3, String[].class)))));
    }

    @Nullable
    UUID videoOf(UUID id) {
        return db.system(
                PART,
                sql -> sql.select(UPLOADS.VIDEO_ID)
                        .from(UPLOADS)
                        .where(UPLOADS.ID.eq(id))
                        .fetchOne(UPLOADS.VIDEO_ID));
    }

    void concatenated(UUID id, Instant expires) {
        db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.RECEIVED, UPLOADS.LENGTH)
                        .set(UPLOADS.COMPLETED_AT, DSL.currentOffsetDateTime())
                        .set(UPLOADS.EXPIRES_AT, at(expires))
                        .where(UPLOADS.ID.eq(id), UPLOADS.COMPLETED_AT.isNull())
                        .execute());
    }

    /** What was reserved becomes what the video counts; once. */
    Optional<Surplus> settle(UUID id) {
        return db.system(
                PART,
                sql -> sql.update(UPLOADS)
                        .set(UPLOADS.SETTLED_AT, DSL.currentOffsetDateTime())
                        .where(UPLOADS.ID.eq(id), UPLOADS.SETTLED_AT.isNull())
                        .returning(UPLOADS.USER_ID, UPLOADS.RESERVED_BYTES, UPLOADS.RECEIVED, UPLOADS.CREDIT_BYTES)
                        .fetchOptional(row -> {
                            var counts = Math.max(0, row.get(UPLOADS.RECEIVED) - row.get(UPLOADS.CREDIT_BYTES));
                            return new Surplus(
                                    row.get(UPLOADS.USER_ID), row.get(UPLOADS.RESERVED_BYTES) - counts, counts);
                        }));
    }

    /**
     * @param bytes reserved and not needed, as when a film was fetched anew and was smaller
     * @param counts reserved and needed
     */
    record Surplus(UUID owner, long bytes, long counts) {}

    /** The upload of a video that has all its bytes, or parts, and could not be looked into; of whoever has the rights. */
    Optional<UUID> unsettled(UUID video) {
        return db.read(sql -> sql.select(UPLOADS.ID)
                .from(UPLOADS)
                .join(VIDEOS)
                .on(VIDEOS.ID.eq(UPLOADS.VIDEO_ID))
                .where(
                        UPLOADS.VIDEO_ID.eq(video),
                        UPLOADS.USER_ID.eq(DSL.field("(select current_user_id())", UUID.class)),
                        UPLOADS.SETTLED_AT.isNull(),
                        VIDEOS.STATUS.eq(VideoStatus.error),
                        UPLOADS.COMPLETED_AT
                                .isNotNull()
                                .or(DSL.condition("jsonb_exists({0}, 'parts')", UPLOADS.CONCATENATION)))
                .fetchOptional(UPLOADS.ID));
    }

    /** Whether it was to be made of parts, some of which are gone. */
    boolean lacksParts(UUID id) {
        return db.system(
                PART,
                sql -> sql.fetchExists(sql.selectOne()
                        .from(UPLOADS)
                        .where(
                                UPLOADS.ID.eq(id),
                                UPLOADS.COMPLETED_AT.isNull(),
                                DSL.condition("jsonb_exists({0}, 'parts')", UPLOADS.CONCATENATION))));
    }

    /** All bytes are there and nobody has said so for a while; those that follow this one. */
    List<Stranded> stranded(Instant before, UUID after, int most) {
        return db.system(
                PART,
                sql -> sql.select(UPLOADS.ID, UPLOADS.USER_ID)
                        .from(UPLOADS)
                        .where(
                                UPLOADS.COMPLETED_AT.isNull(),
                                UPLOADS.TERMINATED_AT.isNull(),
                                UPLOADS.RECEIVED.eq(UPLOADS.LENGTH),
                                UPLOADS.LENGTH.gt(0L),
                                UPLOADS.UPDATED_AT.lt(at(before)),
                                UPLOADS.ID.gt(after))
                        .orderBy(UPLOADS.ID)
                        .limit(most)
                        .fetch(row -> new Stranded(row.value1(), row.value2())));
    }

    record Stranded(UUID id, UUID owner) {}

    /**
     * Uploads without a byte for too long, and those that are over and were asked for for the last time.
     *
     * @param grace what is whole and only not said to be so stays so much longer
     */
    List<Expired> expired(Instant now, Duration grace, int most) {
        return db.system(
                PART,
                sql -> sql.select(UPLOADS.ID, UPLOADS.VIDEO_ID)
                        .from(UPLOADS)
                        .where(
                                UPLOADS.EXPIRES_AT.lt(at(now)),
                                UPLOADS.COMPLETED_AT
                                        .isNotNull()
                                        .or(UPLOADS.EXPIRES_AT.lt(at(now.minus(grace))))
                                        .or(UPLOADS.LENGTH.isNull())
                                        .or(UPLOADS.RECEIVED.lt(UPLOADS.LENGTH)),
                                UPLOADS.COMPLETED_AT
                                        .isNull()
                                        .or(UPLOADS.SETTLED_AT.isNotNull())
                                        .or(UPLOADS.VIDEO_ID.isNull()))
                        .orderBy(UPLOADS.EXPIRES_AT)
                        .limit(most)
                        .forUpdate()
                        .skipLocked()
                        .fetch(row -> new Expired(row.value1(), row.value2())));
    }

    record Expired(UUID id, @Nullable UUID video) {}
}
