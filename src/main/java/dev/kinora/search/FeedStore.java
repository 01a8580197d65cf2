package dev.kinora.search;

import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_METADATA;

import dev.kinora.platform.Db;
import dev.kinora.schema.Routines;
import dev.kinora.schema.enums.VideoVisibility;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class FeedStore {
    private static final Condition WATCHABLE = DSL.condition(Routines.isWatchable(VIDEOS.STATUS));
    private static final List<Field<?>> COLUMNS = List.of(
            VIDEOS.PROVIDER_UID,
            VIDEOS.TITLE,
            VIDEOS.DESCRIPTION,
            PROFILES.USERNAME,
            PROFILES.DISPLAY_NAME,
            VIDEOS.DURATION,
            VIDEOS.THUMBNAIL_URL,
            VIDEOS.PLAYBACK_HLS_URL,
            VIDEOS.LANGUAGE,
            VIDEOS.PUBLISHED_AT,
            VIDEOS.UPDATED_AT);

    private final Db db;

    FeedStore(Db db) {
        this.db = db;
    }

    private static Condition isPublic() {
        return VIDEOS.VISIBILITY
                .eq(VideoVisibility.public_)
                .and(VIDEOS.PUBLISHED_AT.isNotNull())
                .and(VIDEOS.DELETED_AT.isNull())
                .and(VIDEOS.TAKEN_DOWN_AT.isNull())
                .and(WATCHABLE);
    }

    boolean isHere(String username) {
        return db.read(sql -> sql.fetchExists(PROFILES, PROFILES.USERNAME.eq(username)));
    }

    List<Feeds.Told> latest(@Nullable String username, int most) {
        return db.read(sql -> sql.select(COLUMNS)
                .from(VIDEOS)
                .join(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .where(isPublic(), username == null ? DSL.noCondition() : PROFILES.USERNAME.eq(username))
                .orderBy(VIDEOS.PUBLISHED_AT.desc(), VIDEOS.ID.desc())
                .limit(most)
                .fetch(FeedStore::told));
    }

    /** Where one stretch of all public videos ended. */
    record End(OffsetDateTime publishedAt, UUID id) {}

    /** @param end null when nothing follows */
    record Stretch(List<Feeds.Told> videos, @Nullable End end) {}

    /** Where each so many of all public videos end after which there are more. */
    List<End> ends(int every) {
        var order = List.of(VIDEOS.PUBLISHED_AT, VIDEOS.ID);
        var place = DSL.rowNumber().over().orderBy(order);
        var next = DSL.lead(VIDEOS.ID).over().orderBy(order);
        return db.read(sql -> {
            var all = sql.select(VIDEOS.PUBLISHED_AT, VIDEOS.ID, place, next)
                    .from(VIDEOS)
                    .where(isPublic())
                    .asTable("every", "published_at", "id", "place", "next");
            var moment = DSL.field(DSL.name("every", "published_at"), OffsetDateTime.class);
            var id = DSL.field(DSL.name("every", "id"), UUID.class);
            return sql.select(moment, id)
                    .from(all)
                    .where(
                            DSL.field(DSL.name("every", "place"), Integer.class)
                                    .mod(every)
                                    .eq(0),
                            DSL.field(DSL.name("every", "next")).isNotNull())
                    .orderBy(moment, id)
                    .fetch(row -> new End(row.value1(), row.value2()));
        });
    }

    /** In the order they were published, so that a full file changes only where a video goes. */
    Stretch following(@Nullable End end, int most) {
        var after = end == null
                ? DSL.noCondition()
                : DSL.row(VIDEOS.PUBLISHED_AT, VIDEOS.ID).gt(end.publishedAt(), end.id());
        var columns = new ArrayList<>(COLUMNS);
        columns.add(VIDEOS.ID);
        var rows = db.read(sql -> sql.select(columns)
                .from(VIDEOS)
                .join(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .where(isPublic(), after)
                .orderBy(VIDEOS.PUBLISHED_AT, VIDEOS.ID)
                .limit(most)
                .fetch());
        var last = rows.size() < most ? null : rows.getLast();
        return new Stretch(
                rows.map(FeedStore::told),
                last == null ? null : new End(last.get(VIDEOS.PUBLISHED_AT), last.get(VIDEOS.ID)));
    }

    Optional<Feeds.Embeddable> embeddable(String uid) {
        var all = new ArrayList<>(COLUMNS);
        all.add(VIDEO_METADATA.WIDTH);
        all.add(VIDEO_METADATA.HEIGHT);
        all.add(VIDEO_METADATA.ROTATION);
        return db.read(sql -> sql.select(all)
                .from(VIDEOS)
                .join(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .leftJoin(VIDEO_METADATA)
                .on(VIDEO_METADATA.VIDEO_ID.eq(VIDEOS.ID))
                .where(
                        VIDEOS.PROVIDER_UID.eq(uid),
                        VIDEOS.VISIBILITY.in(VideoVisibility.public_, VideoVisibility.unlisted),
                        VIDEOS.PUBLISHED_AT.isNotNull(),
                        VIDEOS.DELETED_AT.isNull(),
                        VIDEOS.TAKEN_DOWN_AT.isNull(),
                        WATCHABLE)
                .limit(1)
                .fetchOptional(FeedStore::embeddable));
    }

    private static Feeds.Embeddable embeddable(Record row) {
        var rotation = row.get(VIDEO_METADATA.ROTATION);
        var isTurned = rotation != null && rotation % 180 != 0;
        var width = row.get(VIDEO_METADATA.WIDTH);
        var height = row.get(VIDEO_METADATA.HEIGHT);
        return new Feeds.Embeddable(told(row), isTurned ? height : width, isTurned ? width : height);
    }

    private static Feeds.Told told(Record row) {
        var duration = row.get(VIDEOS.DURATION);
        var name = row.get(PROFILES.DISPLAY_NAME);
        return new Feeds.Told(
                row.get(VIDEOS.PROVIDER_UID),
                row.get(VIDEOS.TITLE),
                row.get(VIDEOS.DESCRIPTION),
                row.get(PROFILES.USERNAME),
                name == null ? row.get(PROFILES.USERNAME) : name,
                duration == null
                        ? null
                        : Duration.ofMillis(duration.movePointRight(3).longValue()),
                row.get(VIDEOS.THUMBNAIL_URL),
                row.get(VIDEOS.PLAYBACK_HLS_URL),
                row.get(VIDEOS.LANGUAGE),
                row.get(VIDEOS.PUBLISHED_AT).toInstant(),
                row.get(VIDEOS.UPDATED_AT).toInstant());
    }
}
