package dev.kinora.watching;

import static dev.kinora.schema.Tables.CAPTIONS;
import static dev.kinora.schema.Tables.CHAPTERS;
import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.TRANSCRIPT_SEGMENTS;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_COUNTERS;
import static dev.kinora.schema.Tables.VIDEO_METADATA;
import static dev.kinora.schema.Tables.VIDEO_VIEWS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.VideoStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The page of a film in one statement. Only the film varies in it: with another parameter the server makes a new plan each time,
 * which takes ten times as long as running it.
 */
final class WatchPageStore {
    static final Field<UUID> VIEWER = DSL.field("(select current_user_id())", UUID.class);

    private static final Field<Long> VIEWS = DSL.field(
            DSL.select(VIDEO_COUNTERS.VIEWS).from(VIDEO_COUNTERS).where(VIDEO_COUNTERS.VIDEO_ID.eq(VIDEOS.ID)));

    /** Where it was seen to its end, as far as it goes now, it begins anew. */
    private static final Field<BigDecimal> POSITION = DSL.field(DSL.select(VIDEO_VIEWS.LAST_POSITION)
            .from(VIDEO_VIEWS)
            .where(
                    VIDEO_VIEWS.VIDEO_ID.eq(VIDEOS.ID),
                    VIDEO_VIEWS.USER_ID.eq(VIEWER),
                    VIDEO_VIEWS.LAST_POSITION.lt(VIDEOS.DURATION.mul(DSL.inline(new BigDecimal("0.95"))))));

    private static final Field<List<Film.Chapter>> CHAPTERS_OF_IT = DSL.multiset(
                    DSL.select(CHAPTERS.TITLE, CHAPTERS.START_TIME_SECONDS, CHAPTERS.END_TIME_SECONDS)
                            .from(CHAPTERS)
                            .where(CHAPTERS.VIDEO_ID.eq(VIDEOS.ID))
                            .orderBy(CHAPTERS.START_TIME_SECONDS))
            .convertFrom(rows -> rows.map(row -> new Film.Chapter(
                    row.value1(), row.value2().doubleValue(), row.value3().doubleValue())));

    private static final Field<List<Film.Captions>> CAPTIONS_OF_IT = DSL.multiset(
                    DSL.select(CAPTIONS.LANGUAGE, CAPTIONS.LABEL, CAPTIONS.SHOWN_UNASKED)
                            .from(CAPTIONS)
                            .where(
                                    CAPTIONS.VIDEO_ID.eq(VIDEOS.ID),
                                    CAPTIONS.STATUS.eq(DSL.inline(VideoStatus.ready)),
                                    CAPTIONS.HAS_CUES.isTrue())
                            .orderBy(CAPTIONS.LABEL, CAPTIONS.LANGUAGE))
            .convertFrom(rows -> rows.map(row -> new Film.Captions(row.value1(), row.value2(), row.value3())));

    private static final Field<Boolean> TRANSCRIBED = DSL.field(
            DSL.exists(DSL.selectOne().from(TRANSCRIPT_SEGMENTS).where(TRANSCRIPT_SEGMENTS.VIDEO_ID.eq(VIDEOS.ID))));

    private static final Field<Boolean> MINE = DSL.field(VIDEOS.USER_ID.eq(VIEWER));

    private static final List<SelectField<?>> COLUMNS = List.of(
            VIDEOS.ID,
            VIDEOS.PROVIDER_UID,
            VIDEOS.TITLE,
            VIDEOS.DESCRIPTION,
            VIDEOS.TAGS,
            VIDEOS.HASHTAGS,
            VIDEOS.LANGUAGE,
            VIDEOS.LICENCE,
            VIDEOS.VISIBILITY,
            VIDEOS.STATUS,
            VIDEOS.PROCESSING_PROGRESS,
            VIDEOS.READY_BY,
            VIDEOS.ERROR_CODE,
            VIDEOS.ERROR_MESSAGE,
            VIDEOS.DURATION,
            VIDEO_METADATA.WIDTH,
            VIDEO_METADATA.HEIGHT,
            VIDEO_METADATA.ROTATION,
            VIDEOS.THUMBNAIL_URL,
            VIDEOS.EDITION_ID,
            VIDEOS.DOWNLOAD_ALLOWED_AT,
            VIDEOS.ALLOWED_ORIGINS,
            VIDEOS.PUBLISHED_AT,
            VIDEOS.CREATED_AT,
            VIDEOS.TAKEN_DOWN_AT,
            VIDEOS.USER_ID,
            PROFILES.USERNAME,
            PROFILES.DISPLAY_NAME,
            PROFILES.AVATAR_URL,
            PROFILES.VERIFIED_AT,
            VIEWS,
            POSITION,
            MINE,
            CHAPTERS_OF_IT,
            CAPTIONS_OF_IT,
            TRANSCRIBED);

    private static final int MOST_BESIDE = 8;

    private final Db db;

    WatchPageStore(Db db) {
        this.db = db;
    }

    Optional<Film> find(String uid) {
        return db.read(sql -> select(sql, COLUMNS, uid).fetchOptional(WatchPageStore::film));
    }

    Optional<String> uid(UUID id) {
        return db.read(sql -> sql.select(VIDEOS.PROVIDER_UID)
                .from(VIDEOS)
                .where(VIDEOS.ID.eq(id), VIDEOS.DELETED_AT.isNull())
                .fetchOptional(VIDEOS.PROVIDER_UID));
    }

    Optional<WatchPage> page(String uid) {
        var beside = CardStore.newestBut(VIDEOS.ID, MOST_BESIDE);
        var columns = new ArrayList<SelectField<?>>(COLUMNS);
        columns.add(beside);
        return db.read(
                sql -> select(sql, columns, uid).fetchOptional(row -> new WatchPage(film(row), row.get(beside))));
    }

    /** Whoever has put it into the bin watches it no more either. */
    private static ResultQuery<Record> select(DSLContext sql, List<SelectField<?>> columns, String uid) {
        return sql.select(columns)
                .from(VIDEOS)
                .leftJoin(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .leftJoin(VIDEO_METADATA)
                .on(VIDEO_METADATA.VIDEO_ID.eq(VIDEOS.ID))
                .where(VIDEOS.PROVIDER_UID.eq(uid), VIDEOS.DELETED_AT.isNull())
                .limit(DSL.inline(1));
    }

    private static Film film(Record row) {
        var rotation = row.get(VIDEO_METADATA.ROTATION);
        var isTurned = rotation != null && rotation % 180 != 0;
        var position = row.get(POSITION);
        return new Film(
                row.get(VIDEOS.ID),
                row.get(VIDEOS.PROVIDER_UID),
                row.get(VIDEOS.TITLE),
                row.get(VIDEOS.DESCRIPTION),
                List.of(row.get(VIDEOS.TAGS)),
                List.of(row.get(VIDEOS.HASHTAGS)),
                row.get(VIDEOS.LANGUAGE),
                row.get(VIDEOS.LICENCE),
                row.get(VIDEOS.VISIBILITY),
                row.get(VIDEOS.STATUS),
                row.get(VIDEOS.PROCESSING_PROGRESS),
                instant(row.get(VIDEOS.READY_BY)),
                row.get(VIDEOS.ERROR_CODE),
                row.get(VIDEOS.ERROR_MESSAGE),
                length(row.get(VIDEOS.DURATION)),
                row.get(isTurned ? VIDEO_METADATA.HEIGHT : VIDEO_METADATA.WIDTH),
                row.get(isTurned ? VIDEO_METADATA.WIDTH : VIDEO_METADATA.HEIGHT),
                row.get(VIDEOS.THUMBNAIL_URL),
                row.get(VIDEOS.EDITION_ID) != null,
                row.get(VIDEOS.DOWNLOAD_ALLOWED_AT) != null,
                List.of(row.get(VIDEOS.ALLOWED_ORIGINS)),
                Objects.requireNonNullElse(row.get(VIEWS), 0L),
                instant(row.get(VIDEOS.PUBLISHED_AT)),
                row.get(VIDEOS.CREATED_AT).toInstant(),
                row.get(VIDEOS.TAKEN_DOWN_AT) != null,
                Boolean.TRUE.equals(row.get(MINE)),
                channel(row),
                row.get(CHAPTERS_OF_IT),
                row.get(CAPTIONS_OF_IT),
                Boolean.TRUE.equals(row.get(TRANSCRIBED)),
                position == null ? 0 : position.doubleValue());
    }

    private static Channel channel(Record row) {
        var username = row.get(PROFILES.USERNAME);
        return new Channel(
                row.get(VIDEOS.USER_ID),
                Objects.requireNonNullElse(username, ""),
                name(row),
                row.get(PROFILES.AVATAR_URL),
                row.get(PROFILES.VERIFIED_AT) != null);
    }

    /** Of people who are gone or suspended a profile says nothing. */
    static String name(Record row) {
        var name = row.get(PROFILES.DISPLAY_NAME);
        return name != null ? name : Objects.requireNonNullElse(row.get(PROFILES.USERNAME), "Somebody who is gone");
    }

    static @Nullable Duration length(@Nullable BigDecimal seconds) {
        return seconds == null
                ? null
                : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
