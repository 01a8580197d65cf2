package dev.kinora.library;

import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_COUNTERS;
import static dev.kinora.schema.Tables.VIDEO_METADATA;
import static dev.kinora.schema.Tables.VIDEO_ORIGINS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.VideoStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads videos, with the rights of whoever reads. */
final class VideoStore {
    static final Field<UUID> VIEWER = DSL.field("(select current_user_id())", UUID.class);

    private static final Field<Boolean> IS_WATCHABLE =
            DSL.field(PublishingStore.WATCHABLE).as("is_watchable");

    /** What was expected to be over by now takes longer, and nobody knows how much. */
    private static final Field<OffsetDateTime> READY_BY = DSL.when(
                    VIDEOS.STATUS.eq(VideoStatus.inprogress).and(VIDEOS.READY_BY.gt(DSL.currentOffsetDateTime())),
                    VIDEOS.READY_BY)
            .as("expected_by");

    static final Field<Long> VIEWS = DSL.coalesce(VIDEO_COUNTERS.VIEWS, DSL.inline(0L));

    private static final List<SelectField<?>> COLUMNS = List.of(
            VIDEOS.ID,
            VIDEOS.PROVIDER_UID,
            VIDEOS.USER_ID,
            PROFILES.USERNAME,
            PROFILES.DISPLAY_NAME,
            VIDEOS.TITLE,
            VIDEOS.DESCRIPTION,
            VIDEOS.TAGS,
            VIDEOS.HASHTAGS,
            VIDEOS.MENTIONS,
            VIDEOS.LANGUAGE,
            VIDEOS.VISIBILITY,
            VIDEOS.STATUS,
            IS_WATCHABLE,
            VIDEOS.PROCESSING_PROGRESS,
            READY_BY,
            VIDEOS.ERROR_CODE,
            VIDEOS.ERROR_MESSAGE,
            VIDEOS.ORIGINAL_SIZE,
            VIDEOS.DURATION,
            VIDEO_METADATA.WIDTH,
            VIDEO_METADATA.HEIGHT,
            VIDEO_METADATA.ROTATION,
            VIDEOS.THUMBNAIL_URL,
            VIDEOS.THUMBNAIL_AT,
            VIDEOS.LICENCE,
            VIDEOS.DOWNLOAD_ALLOWED_AT,
            VIDEOS.ALLOWED_ORIGINS,
            VIDEOS.FEATURED_AT,
            VIEWS,
            VIDEOS.PUBLISHED_AT,
            VIDEOS.SCHEDULED_FOR,
            VIDEOS.CREATED_AT,
            VIDEOS.VERSION_AT,
            VIDEOS.DELETED_AT,
            VIDEOS.TAKEN_DOWN_AT,
            VIDEOS.TAKEN_DOWN_REASON);

    private final Db db;

    VideoStore(Db db) {
        this.db = db;
    }

    Optional<Video> find(UUID id) {
        return db.read(sql -> select(sql).where(VIDEOS.ID.eq(id)).fetchOptional(VideoStore::video));
    }

    /** Public and unlisted ones by their name in addresses, to whoever may see them. */
    Optional<Video> find(String uid) {
        return db.read(sql -> select(sql).where(VIDEOS.PROVIDER_UID.eq(uid)).fetchOptional(VideoStore::video));
    }

    /** Somebody's public ones, the latest first. */
    Page<Video> published(UUID person, PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                select(sql)
                        .where(
                                VIDEOS.USER_ID.eq(person),
                                VIDEOS.VISIBILITY.eq(Visibility.PUBLIC.stored()),
                                VIDEOS.PUBLISHED_AT.isNotNull(),
                                VIDEOS.DELETED_AT.isNull(),
                                VIDEOS.TAKEN_DOWN_AT.isNull(),
                                PublishingStore.WATCHABLE),
                page,
                VideoStore::video,
                VIDEOS.PUBLISHED_AT.desc(),
                VIDEOS.ID.desc()));
    }

    /** What their owner may know of the bytes. */
    Optional<VideoFile> file(UUID id) {
        return db.read(sql -> sql.select(
                        VIDEO_ORIGINS.ORIGINAL_FILENAME,
                        VIDEO_ORIGINS.ORIGINAL_URL,
                        VIDEOS.ORIGINAL_SIZE,
                        VIDEOS.ORIGINAL_FORMAT,
                        VIDEOS.MIME_TYPE,
                        VIDEO_ORIGINS.STORE,
                        VIDEO_ORIGINS.MOVING_TO,
                        VIDEO_ORIGINS.ORIGINAL_SHA256,
                        VIDEO_METADATA.WIDTH,
                        VIDEO_METADATA.HEIGHT,
                        VIDEO_METADATA.ASPECT_RATIO,
                        VIDEO_METADATA.ROTATION,
                        VIDEO_METADATA.FPS,
                        VIDEO_METADATA.BITRATE,
                        VIDEO_METADATA.VIDEO_CODEC,
                        VIDEO_METADATA.AUDIO_CODEC,
                        VIDEO_METADATA.AUDIO_CHANNELS)
                .from(VIDEO_ORIGINS)
                .join(VIDEOS)
                .on(VIDEOS.ID.eq(VIDEO_ORIGINS.ID))
                .leftJoin(VIDEO_METADATA)
                .on(VIDEO_METADATA.VIDEO_ID.eq(VIDEOS.ID))
                .where(VIDEOS.ID.eq(id))
                .fetchOptional(row -> new VideoFile(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        VideoFile.hex(row.value8()),
                        row.value9(),
                        row.value10(),
                        row.value11(),
                        row.value12() == null ? null : row.value12().intValue(),
                        row.value13(),
                        row.value14(),
                        row.value15(),
                        row.value16(),
                        row.value17() == null ? null : row.value17().intValue())));
    }

    /** The viewer's other videos with the same bytes. */
    List<Video> duplicates(UUID id) {
        return db.read(sql -> {
            var hash = DSL.select(VIDEO_ORIGINS.ORIGINAL_SHA256)
                    .from(VIDEO_ORIGINS)
                    .where(VIDEO_ORIGINS.ID.eq(id));
            return select(sql)
                    .where(
                            VIDEOS.ID.in(DSL.select(VIDEO_ORIGINS.ID)
                                    .from(VIDEO_ORIGINS)
                                    .where(VIDEO_ORIGINS.ORIGINAL_SHA256.eq(DSL.field(hash)))),
                            VIDEOS.ID.ne(id),
                            VIDEOS.DELETED_AT.isNull())
                    .orderBy(VIDEOS.CREATED_AT)
                    .limit(10)
                    .fetch(VideoStore::video);
        });
    }

    boolean has(byte[] sha256) {
        return db.read(sql -> sql.fetchExists(sql.selectOne()
                .from(VIDEO_ORIGINS)
                .join(VIDEOS)
                .on(VIDEOS.ID.eq(VIDEO_ORIGINS.ID))
                .where(VIDEO_ORIGINS.ORIGINAL_SHA256.eq(sha256), VIDEOS.DELETED_AT.isNull())));
    }

    static SelectOnConditionStep<Record> select(DSLContext sql) {
        return sql.select(COLUMNS)
                .from(VIDEOS)
                .leftJoin(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .leftJoin(VIDEO_COUNTERS)
                .on(VIDEO_COUNTERS.VIDEO_ID.eq(VIDEOS.ID))
                .leftJoin(VIDEO_METADATA)
                .on(VIDEO_METADATA.VIDEO_ID.eq(VIDEOS.ID));
    }

    static Video video(Record row) {
        var rotation = row.get(VIDEO_METADATA.ROTATION);
        var isTurned = rotation != null && rotation % 180 != 0;
        return new Video(
                row.get(VIDEOS.ID),
                row.get(VIDEOS.PROVIDER_UID),
                new Video.Owner(
                        row.get(VIDEOS.USER_ID),
                        known(row.get(PROFILES.USERNAME)),
                        known(row.get(PROFILES.DISPLAY_NAME))),
                row.get(VIDEOS.TITLE),
                row.get(VIDEOS.DESCRIPTION),
                List.of(row.get(VIDEOS.TAGS)),
                List.of(row.get(VIDEOS.HASHTAGS)),
                List.of(row.get(VIDEOS.MENTIONS)),
                row.get(VIDEOS.LANGUAGE),
                Visibility.of(row.get(VIDEOS.VISIBILITY)),
                row.get(VIDEOS.STATUS),
                row.get(IS_WATCHABLE),
                row.get(VIDEOS.PROCESSING_PROGRESS),
                instant(row.get(READY_BY)),
                row.get(VIDEOS.ERROR_CODE),
                row.get(VIDEOS.ERROR_MESSAGE),
                row.get(VIDEOS.ORIGINAL_SIZE),
                row.get(VIDEOS.DURATION),
                row.get(isTurned ? VIDEO_METADATA.HEIGHT : VIDEO_METADATA.WIDTH),
                row.get(isTurned ? VIDEO_METADATA.WIDTH : VIDEO_METADATA.HEIGHT),
                row.get(VIDEOS.THUMBNAIL_URL),
                row.get(VIDEOS.THUMBNAIL_AT),
                row.get(VIDEOS.LICENCE),
                row.get(VIDEOS.DOWNLOAD_ALLOWED_AT) != null,
                List.of(row.get(VIDEOS.ALLOWED_ORIGINS)),
                row.get(VIDEOS.FEATURED_AT) != null,
                row.get(VIEWS),
                instant(row.get(VIDEOS.PUBLISHED_AT)),
                instant(row.get(VIDEOS.SCHEDULED_FOR)),
                row.get(VIDEOS.CREATED_AT).toInstant(),
                row.get(VIDEOS.VERSION_AT).toInstant(),
                instant(row.get(VIDEOS.DELETED_AT)),
                instant(row.get(VIDEOS.TAKEN_DOWN_AT)),
                row.get(VIDEOS.TAKEN_DOWN_REASON));
    }

    /** Of people who are gone or suspended a profile says nothing. */
    private static String known(@Nullable Object name) {
        return name == null ? "" : name.toString();
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
