package dev.kinora.playback;

import static dev.kinora.schema.Tables.VIDEOS;
import static dev.kinora.schema.Tables.VIDEO_VIEWS;

import dev.kinora.platform.Db;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What the viewer has watched, with the viewer's rights. */
final class ViewStore {
    private static final Field<UUID> VIEWER = DSL.field("(select current_user_id())", UUID.class);
    private static final Field<Integer[]> PARTS = DSL.field(
            "array(select bound from unnest({0}) with ordinality part (seconds, place), unnest(array[lower(seconds), upper(seconds)])"
                    + " with ordinality edge (bound, side) order by place, side)",
            Integer[].class, VIDEO_VIEWS.WATCHED);

    private final Db db;

    ViewStore(Db db) {
        this.db = db;
    }

    /** @param duration null while nobody knows */
    record Seen(UUID video, @Nullable BigDecimal duration) {}

    /** The film, to whoever sees it. */
    Optional<Seen> seen(UUID video) {
        return db.read(sql -> sql.select(VIDEOS.ID, VIDEOS.DURATION)
                .from(VIDEOS)
                .where(VIDEOS.ID.eq(video), VIDEOS.DELETED_AT.isNull())
                .fetchOptional(row -> new Seen(row.value1(), row.value2())));
    }

    Optional<Viewing> viewing(UUID video) {
        return db.read(sql -> sql.select(
                        VIDEO_VIEWS.LAST_POSITION,
                        VIDEO_VIEWS.WATCHED_DURATION,
                        VIDEO_VIEWS.PERCENTAGE,
                        VIDEO_VIEWS.COMPLETED_AT,
                        VIDEO_VIEWS.VIEWED_AT,
                        PARTS)
                .from(VIDEO_VIEWS)
                .where(VIDEO_VIEWS.VIDEO_ID.eq(video), VIDEO_VIEWS.USER_ID.eq(VIEWER))
                .fetchOptional(row -> new Viewing(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4() == null ? null : row.value4().toInstant(),
                        row.value5().toInstant(),
                        Viewing.parts(Arrays.asList(row.value6())))));
    }
}
