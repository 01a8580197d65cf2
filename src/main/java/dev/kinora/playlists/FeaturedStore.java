package dev.kinora.playlists;

import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_COUNTERS;

import dev.kinora.platform.Db;
import dev.kinora.schema.Routines;
import dev.kinora.schema.enums.VideoVisibility;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class FeaturedStore {
    private static final Condition WATCHABLE = DSL.condition(Routines.isWatchable(VIDEOS.STATUS));

    private final Db db;

    FeaturedStore(Db db) {
        this.db = db;
    }

    List<FeaturedVideo> list(int most) {
        return db.read(sql -> sql.select(List.<Field<?>>of(
                        VIDEOS.ID,
                        VIDEOS.PROVIDER_UID,
                        VIDEOS.TITLE,
                        VIDEOS.DURATION,
                        VIDEOS.THUMBNAIL_URL,
                        VIDEOS.PUBLISHED_AT,
                        VIDEOS.FEATURED_AT,
                        PROFILES.USERNAME,
                        PROFILES.DISPLAY_NAME,
                        VIDEO_COUNTERS.VIEWS))
                .from(VIDEOS)
                .join(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .leftJoin(VIDEO_COUNTERS)
                .on(VIDEO_COUNTERS.VIDEO_ID.eq(VIDEOS.ID))
                .where(
                        VIDEOS.FEATURED_AT.isNotNull(),
                        VIDEOS.VISIBILITY.eq(VideoVisibility.public_),
                        VIDEOS.PUBLISHED_AT.isNotNull(),
                        VIDEOS.DELETED_AT.isNull(),
                        VIDEOS.TAKEN_DOWN_AT.isNull(),
                        WATCHABLE)
                .orderBy(VIDEOS.FEATURED_AT.desc(), VIDEOS.ID.desc())
                .limit(most)
                .fetch(FeaturedStore::video));
    }

    /** Says whether there is such a video for everybody; what is hidden cannot be put forward, but it can be taken back. */
    boolean set(UUID video, @Nullable Instant when) {
        var shown = when == null
                ? DSL.noCondition()
                : VIDEOS.VISIBILITY
                        .eq(VideoVisibility.public_)
                        .and(VIDEOS.PUBLISHED_AT.isNotNull())
                        .and(VIDEOS.DELETED_AT.isNull())
                        .and(VIDEOS.TAKEN_DOWN_AT.isNull())
                        .and(WATCHABLE);
        return db.write(sql -> sql.update(VIDEOS)
                        .set(VIDEOS.FEATURED_AT, when == null ? null : when.atOffset(ZoneOffset.UTC))
                        .where(VIDEOS.ID.eq(video), shown)
                        .execute())
                == 1;
    }

    private static FeaturedVideo video(Record row) {
        var duration = row.get(VIDEOS.DURATION);
        var name = row.get(PROFILES.DISPLAY_NAME);
        return new FeaturedVideo(
                row.get(VIDEOS.ID),
                row.get(VIDEOS.PROVIDER_UID),
                row.get(VIDEOS.TITLE),
                name == null ? row.get(PROFILES.USERNAME) : name,
                duration == null
                        ? null
                        : Duration.ofMillis(duration.movePointRight(3).longValue()),
                row.get(VIDEOS.THUMBNAIL_URL),
                Objects.requireNonNullElse(row.get(VIDEO_COUNTERS.VIEWS), 0L),
                row.get(VIDEOS.PUBLISHED_AT).toInstant(),
                row.get(VIDEOS.FEATURED_AT).toInstant());
    }
}
