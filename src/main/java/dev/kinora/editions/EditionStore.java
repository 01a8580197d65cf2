package dev.kinora.editions;

import static dev.kinora.schema.Tables.EDITIONS;
import static dev.kinora.schema.Tables.RENDITIONS;
import static dev.kinora.schema.Tables.RENDITION_CHUNKS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.schema.enums.EditionState;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class EditionStore {
    private static final String PART = "editions";
    /** Whoever has opened the film before sees it to its end. */
    private static final String WATCHED_ON = "6 hours";

    private static final Field<String> AHEAD = DSL.field("coalesce({0} ->> 'ahead', '')", String.class, EDITIONS.PLAN);

    /** Every rendition in which there is anything has its first segment, of the pictures only the one that is ahead where there is such. */
    private static final Condition BEGINS = DSL.notExists(DSL.selectOne()
            .from(RENDITIONS)
            .where(
                    RENDITIONS.EDITION_ID.eq(EDITIONS.ID),
                    RENDITIONS.COMPLETED_AT.isNull(),
                    AHEAD.eq("").or(RENDITIONS.WIDTH.isNull()).or(RENDITIONS.NAME.eq(AHEAD)))
            .andNotExists(DSL.selectOne()
                    .from(RENDITION_CHUNKS)
                    .where(
                            RENDITION_CHUNKS.RENDITION_ID.eq(RENDITIONS.ID),
                            RENDITION_CHUNKS.NUMBER.eq(0),
                            DSL.cardinality(RENDITION_CHUNKS.DURATIONS).gt(0))));

    private final Db db;

    EditionStore(Db db) {
        this.db = db;
    }

    List<UUID> all(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(EDITIONS.ID)
                        .from(EDITIONS)
                        .where(EDITIONS.VIDEO_ID.eq(video))
                        .fetch(EDITIONS.ID));
    }

    UUID begin(Making making) {
        var id = Ids.next();
        return db.system(PART, sql -> {
            sql.insertInto(EDITIONS)
                    .set(EDITIONS.ID, id)
                    .set(EDITIONS.VIDEO_ID, making.video())
                    .set(EDITIONS.SOURCE_KEY, making.sourceKey())
                    .set(EDITIONS.CHUNKS, making.chunks())
                    .set(
                            EDITIONS.PLAN,
                            DSL.field(
                                    "{0}::jsonb || jsonb_build_object('frames', {1}::text, 'ahead', {2}::text, 'longest', {3}::integer)",
                                    JSONB.class,
                                    DSL.val(making.plan()),
                                    DSL.val(making.frames()),
                                    DSL.val(making.ahead()),
                                    DSL.val(making.longestSegment())))
                    .execute();
            for (var rung : making.rungs()) {
                sql.insertInto(RENDITIONS)
                        .set(RENDITIONS.EDITION_ID, id)
                        .set(RENDITIONS.VIDEO_ID, making.video())
                        .set(RENDITIONS.NAME, rung.name())
                        .set(RENDITIONS.WIDTH, rung.width())
                        .set(RENDITIONS.HEIGHT, rung.height())
                        .set(RENDITIONS.CODECS, rung.codecs())
                        .set(RENDITIONS.BANDWIDTH, rung.bandwidth())
                        .set(RENDITIONS.TIMESCALE, rung.timescale())
                        .execute();
            }
            return id;
        });
    }

    Optional<String> planOfMaking(UUID edition) {
        return db.system(
                PART,
                sql -> sql.select(EDITIONS.PLAN)
                        .from(EDITIONS)
                        .where(EDITIONS.ID.eq(edition), EDITIONS.STATE.eq(EditionState.making))
                        .fetchOptional(row -> row.value1().data()));
    }

    void written(UUID edition, List<Making.Written> written) {
        db.system(PART, sql -> {
            // One after the other, so that whoever is last sees what the others wrote.
            sql.select(EDITIONS.ID)
                    .from(EDITIONS)
                    .where(EDITIONS.ID.eq(edition))
                    .forUpdate()
                    .execute();
            var ids = sql.select(RENDITIONS.NAME, RENDITIONS.ID)
                    .from(RENDITIONS)
                    .where(RENDITIONS.EDITION_ID.eq(edition))
                    .fetchMap(RENDITIONS.NAME, RENDITIONS.ID);
            for (var each : written) {
                var id = ids.get(each.rendition());
                var durations =
                        each.segments().stream().map(Rendition.Segment::ticks).toArray(Integer[]::new);
                var sizes =
                        each.segments().stream().map(Rendition.Segment::bytes).toArray(Integer[]::new);
                sql.insertInto(RENDITION_CHUNKS)
                        .set(RENDITION_CHUNKS.RENDITION_ID, id)
                        .set(RENDITION_CHUNKS.NUMBER, each.number())
                        .set(RENDITION_CHUNKS.FIRST_SEGMENT, each.firstSegment())
                        .set(RENDITION_CHUNKS.DURATIONS, durations)
                        .set(RENDITION_CHUNKS.SIZES, sizes)
                        .onConflict(RENDITION_CHUNKS.RENDITION_ID, RENDITION_CHUNKS.NUMBER)
                        .doUpdate()
                        .set(Map.of(
                                RENDITION_CHUNKS.FIRST_SEGMENT,
                                each.firstSegment(),
                                RENDITION_CHUNKS.DURATIONS,
                                durations,
                                RENDITION_CHUNKS.SIZES,
                                sizes))
                        .execute();
            }
            return null;
        });
    }

    void cuts(UUID edition, List<BigDecimal> cuts) {
        db.system(
                PART,
                sql -> sql.execute(
                        "update editions set cuts = array(select distinct cut from unnest(cuts || {1}::numeric[]) cut order by cut) where id = {0}",
                        DSL.val(edition), DSL.val(cuts.toArray(BigDecimal[]::new))));
    }

    List<BigDecimal> cuts(UUID edition) {
        return db.system(
                PART,
                sql -> sql.select(EDITIONS.CUTS)
                        .from(EDITIONS)
                        .where(EDITIONS.ID.eq(edition))
                        .fetchOptional(row -> List.of(row.value1()))
                        .orElse(List.of()));
    }

    int segments(UUID edition, String rendition) {
        return db.system(
                PART,
                sql -> sql.fetchSingle("""
                        select coalesce(sum(cardinality(c.durations)), 0)::integer from renditions r
                        join rendition_chunks c on c.rendition_id = r.id where r.edition_id = {0} and r.name = {1}""", DSL.val(edition), DSL.val(rendition))
                        .get(0, Integer.class));
    }

    int pieces(UUID edition, String rendition) {
        return db.system(
                PART,
                sql -> sql.fetchCount(
                        RENDITION_CHUNKS.join(RENDITIONS).on(RENDITIONS.ID.eq(RENDITION_CHUNKS.RENDITION_ID)),
                        RENDITIONS.EDITION_ID.eq(edition),
                        RENDITIONS.NAME.eq(rendition)));
    }

    void codecs(UUID edition, String rendition, String codecs) {
        db.system(
                PART,
                sql -> sql.update(RENDITIONS)
                        .set(RENDITIONS.CODECS, codecs)
                        .where(RENDITIONS.EDITION_ID.eq(edition), RENDITIONS.NAME.eq(rendition))
                        .execute());
    }

    /** Its peak is that of its largest segment, as far as it is longer than a second. */
    void wholeRendition(UUID edition, String rendition) {
        db.system(PART, sql -> sql.execute("""
                        update renditions r set completed_at = coalesce(r.completed_at, now()), segments = s.count, bytes = s.bytes,
                            bandwidth = greatest(coalesce(s.peak, r.bandwidth), 1)
                        from (select count(*) as count, coalesce(sum(size), 0) as bytes,
                                     max(size::bigint * 8 * r2.timescale / duration) filter (where duration >= r2.timescale) as peak
                              from renditions r2 left join rendition_chunks c on c.rendition_id = r2.id
                              left join unnest(c.durations, c.sizes) segment (duration, size) on true
                              where r2.edition_id = {0} and r2.name = {1}) s
                        where r.edition_id = {0} and r.name = {1}""", DSL.val(edition), DSL.val(rendition)));
    }

    void storyboard(UUID edition, String json) {
        db.system(
                PART,
                sql -> sql.update(EDITIONS)
                        .set(EDITIONS.STORYBOARD, JSONB.valueOf(json))
                        .where(EDITIONS.ID.eq(edition))
                        .execute());
    }

    void playable(UUID edition) {
        db.system(PART, sql -> {
            var first = sql.update(EDITIONS)
                    .set(EDITIONS.PLAYABLE_AT, OffsetDateTime.now())
                    .where(EDITIONS.ID.eq(edition), EDITIONS.PLAYABLE_AT.isNull(), BEGINS)
                    .execute();
            if (first == 1) {
                sql.update(VIDEOS)
                        .set(VIDEOS.EDITION_ID, edition)
                        .from(EDITIONS)
                        .where(EDITIONS.ID.eq(edition), EDITIONS.VIDEO_ID.eq(VIDEOS.ID), VIDEOS.EDITION_ID.isNull())
                        .execute();
            }
            return null;
        });
    }

    void ready(UUID edition) {
        db.system(PART, sql -> {
            var video = video(sql, edition);
            var before = sql.update(EDITIONS)
                    .set(EDITIONS.STATE, EditionState.retired)
                    .where(EDITIONS.VIDEO_ID.eq(video), EDITIONS.STATE.eq(EditionState.ready))
                    .returning(EDITIONS.ID)
                    .fetch(EDITIONS.ID);
            sql.update(EDITIONS)
                    .set(EDITIONS.STATE, EditionState.ready)
                    .where(EDITIONS.ID.eq(edition))
                    .execute();
            sql.update(VIDEOS)
                    .set(VIDEOS.EDITION_ID, edition)
                    .where(VIDEOS.ID.eq(video))
                    .execute();
            before.forEach(old -> doom(sql, video, old, WATCHED_ON));
            return null;
        });
    }

    void failed(UUID edition) {
        db.system(PART, sql -> {
            fail(sql, edition);
            return null;
        });
    }

    void failUnfinished(UUID video) {
        db.system(PART, sql -> {
            sql.select(EDITIONS.ID)
                    .from(EDITIONS)
                    .where(EDITIONS.VIDEO_ID.eq(video), EDITIONS.STATE.eq(EditionState.making))
                    .forEach(row -> fail(sql, row.value1()));
            return null;
        });
    }

    private static void fail(DSLContext sql, UUID edition) {
        var failed = sql.update(EDITIONS)
                .set(EDITIONS.STATE, EditionState.failed)
                .where(EDITIONS.ID.eq(edition), EDITIONS.STATE.eq(EditionState.making))
                .execute();
        if (failed == 1) {
            sql.update(VIDEOS)
                    .setNull(VIDEOS.EDITION_ID)
                    .where(VIDEOS.EDITION_ID.eq(edition))
                    .execute();
            doom(sql, video(sql, edition), edition, "0");
        }
    }

    private static @Nullable UUID video(DSLContext sql, UUID edition) {
        return sql.select(EDITIONS.VIDEO_ID)
                .from(EDITIONS)
                .where(EDITIONS.ID.eq(edition))
                .fetchOne(EDITIONS.VIDEO_ID);
    }

    /** In whichever store it lies, or is being copied to. */
    private static void doom(DSLContext sql, @Nullable UUID video, UUID edition, String after) {
        if (video != null) {
            sql.execute("""
                    insert into doomed_media (store, path, due_at)
                    select place, {1}, now() + {2}::interval from videos v, unnest(array[v.store, v.moving_to]) place where v.id = {0} and place is not null""", DSL.val(video), DSL.val(new EditionKeys(video, edition).folder()), DSL.val(after));
        }
    }
}
