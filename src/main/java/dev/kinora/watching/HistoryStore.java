package dev.kinora.watching;

import static dev.kinora.schema.Tables.PROFILES;
import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_COUNTERS;
import static dev.kinora.schema.Tables.VIDEO_VIEWS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Keyset;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/** What the viewer watched. A teacher sees rows of others too, so the viewer is named. */
final class HistoryStore {
    private static final Condition THEIRS = VIDEO_VIEWS.USER_ID.eq(WatchPageStore.VIEWER);
    /** Ten seconds are a look; who saw all but a twentieth has seen it. */
    private static final Condition UNFINISHED = VIDEO_VIEWS
            .LAST_POSITION
            .gt(BigDecimal.TEN)
            .and(VIDEO_VIEWS.LAST_POSITION.lt(VIDEOS.DURATION.mul(new BigDecimal("0.95"))));
    /** What was achieved goes by the file that was watched, a place by the one that plays now. */
    private static final Field<BigDecimal> LENGTH =
            DSL.coalesce(VIDEOS.DURATION, VIDEO_VIEWS.DURATION_SECONDS.cast(VIDEOS.DURATION));

    private final Db db;

    HistoryStore(Db db) {
        this.db = db;
    }

    Page<Watched> page(PageRequest page) {
        return db.read(sql -> Keyset.fetch(
                select(sql), page, HistoryStore::watched, VIDEO_VIEWS.VIEWED_AT.desc(), VIDEO_VIEWS.ID.desc()));
    }

    List<Watched> unfinished(int most) {
        return db.read(sql -> select(sql)
                .and(UNFINISHED)
                .and(VIDEOS.ID.isNotNull())
                .and(VIDEOS.DELETED_AT.isNull())
                .and(VIDEOS.EDITION_ID.isNotNull())
                .orderBy(VIDEO_VIEWS.VIEWED_AT.desc(), VIDEO_VIEWS.ID.desc())
                .limit(most)
                .fetch(HistoryStore::watched));
    }

    boolean isInCourse(UUID video) {
        return db.read(sql -> sql.fetchExists(VIDEO_VIEWS, THEIRS.and(VIDEO_VIEWS.VIDEO_ID.eq(video))));
    }

    boolean forget(UUID video) {
        return db.write(sql -> sql.deleteFrom(VIDEO_VIEWS)
                        .where(THEIRS, VIDEO_VIEWS.VIDEO_ID.eq(video), VIDEO_VIEWS.COURSE_ID.isNull())
                        .execute())
                == 1;
    }

    int forgetAll() {
        return db.write(sql -> sql.deleteFrom(VIDEO_VIEWS)
                .where(THEIRS, VIDEO_VIEWS.COURSE_ID.isNull())
                .execute());
    }

    private static SelectConditionStep<Record> select(DSLContext sql) {
        var columns = new ArrayList<Field<?>>(CardStore.COLUMNS);
        columns.addAll(List.of(
                VIDEO_VIEWS.ID,
                VIDEO_VIEWS.VIDEO_ID,
                VIDEO_VIEWS.LAST_POSITION,
                LENGTH,
                VIDEO_VIEWS.COMPLETED,
                VIDEO_VIEWS.COURSE_ID,
                VIDEO_VIEWS.VIEWED_AT));
        return sql.select(columns)
                .from(VIDEO_VIEWS)
                .leftJoin(VIDEOS)
                .on(VIDEOS.ID.eq(VIDEO_VIEWS.VIDEO_ID), VIDEOS.DELETED_AT.isNull())
                .leftJoin(PROFILES)
                .on(PROFILES.ID.eq(VIDEOS.USER_ID))
                .leftJoin(VIDEO_COUNTERS)
                .on(VIDEO_COUNTERS.VIDEO_ID.eq(VIDEOS.ID))
                .where(THEIRS);
    }

    private static Watched watched(Record row) {
        var position = row.get(VIDEO_VIEWS.LAST_POSITION).doubleValue();
        return new Watched(
                row.get(VIDEO_VIEWS.VIDEO_ID),
                row.get(VIDEOS.ID) == null ? null : CardStore.card(row),
                position,
                (int) Math.clamp(Math.round(100 * position / row.get(LENGTH).doubleValue()), 0, 100),
                Boolean.TRUE.equals(row.get(VIDEO_VIEWS.COMPLETED)),
                row.get(VIDEO_VIEWS.COURSE_ID) != null,
                row.get(VIDEO_VIEWS.VIEWED_AT).toInstant());
    }
}
