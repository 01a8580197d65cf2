package dev.kinora.editions;

import static dev.kinora.schema.Tables.EDITIONS;
import static dev.kinora.schema.Tables.RENDITIONS;
import static dev.kinora.schema.Tables.RENDITION_CHUNKS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Editions as they are to be played. */
final class PlayingStore {
    private static final String PART = "editions";
    private static final Field<String> FRAMES = DSL.field("{0} ->> 'frames'", String.class, EDITIONS.PLAN);

    private static final Field<String> AHEAD = DSL.field("coalesce({0} ->> 'ahead', '')", String.class, EDITIONS.PLAN);
    private static final Field<Integer> LONGEST =
            DSL.field("coalesce(({0} ->> 'longest')::integer, 0)", Integer.class, EDITIONS.PLAN);

    private static final Field<String> BOARD = EDITIONS.STORYBOARD.cast(String.class);

    private final Db db;

    PlayingStore(Db db) {
        this.db = db;
    }

    Optional<UUID> playing(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.EDITION_ID)
                        .from(VIDEOS)
                        .where(VIDEOS.ID.eq(video), VIDEOS.EDITION_ID.isNotNull())
                        .fetchOptional(VIDEOS.EDITION_ID));
    }

    Optional<Edition> find(UUID edition) {
        return db.system(
                PART,
                sql -> sql.select(
                                EDITIONS.ID,
                                EDITIONS.VIDEO_ID,
                                VIDEOS.STORE,
                                EDITIONS.STATE,
                                BOARD,
                                FRAMES,
                                AHEAD,
                                LONGEST)
                        .from(EDITIONS)
                        .join(VIDEOS)
                        .on(VIDEOS.ID.eq(EDITIONS.VIDEO_ID))
                        .where(EDITIONS.ID.eq(edition))
                        .fetchOptional(row -> edition(sql, row)));
    }

    private static Edition edition(DSLContext sql, Record row) {
        var id = row.get(EDITIONS.ID);
        var frames = row.get(FRAMES);
        return new Edition(
                id,
                row.get(EDITIONS.VIDEO_ID),
                row.get(VIDEOS.STORE),
                Edition.State.valueOf(row.get(EDITIONS.STATE).getLiteral().toUpperCase(Locale.ROOT)),
                renditions(sql, id),
                frames == null ? "" : frames,
                row.get(AHEAD),
                row.get(LONGEST),
                Storyboards.read(row.get(BOARD)));
    }

    private static List<Rendition> renditions(DSLContext sql, UUID edition) {
        var written = new HashMap<UUID, List<Rendition.Segment>>();
        sql.select(
                        RENDITION_CHUNKS.RENDITION_ID,
                        RENDITION_CHUNKS.FIRST_SEGMENT,
                        RENDITION_CHUNKS.DURATIONS,
                        RENDITION_CHUNKS.SIZES)
                .from(RENDITION_CHUNKS)
                .join(RENDITIONS)
                .on(RENDITIONS.ID.eq(RENDITION_CHUNKS.RENDITION_ID))
                .where(RENDITIONS.EDITION_ID.eq(edition))
                .orderBy(RENDITION_CHUNKS.RENDITION_ID, RENDITION_CHUNKS.NUMBER)
                .forEach(row -> {
                    var segments = written.computeIfAbsent(row.value1(), _ -> new ArrayList<>());
                    // Pieces are made in any order; what comes after a gap cannot be played yet.
                    if (row.value2() == segments.size()) {
                        for (var i = 0; i < row.value3().length; i++) {
                            segments.add(new Rendition.Segment(row.value3()[i], row.value4()[i]));
                        }
                    }
                });
        return sql
                .select(
                        RENDITIONS.ID,
                        RENDITIONS.NAME,
                        RENDITIONS.WIDTH,
                        RENDITIONS.HEIGHT,
                        RENDITIONS.CODECS,
                        RENDITIONS.BANDWIDTH,
                        RENDITIONS.TIMESCALE,
                        RENDITIONS.COMPLETED_AT)
                .from(RENDITIONS)
                .where(RENDITIONS.EDITION_ID.eq(edition))
                .orderBy(RENDITIONS.WIDTH.isNull(), RENDITIONS.HEIGHT.desc(), RENDITIONS.NAME)
                .fetch()
                .stream()
                .map(row -> new Rendition(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        List.copyOf(written.getOrDefault(row.value1(), List.of())),
                        row.value8() != null))
                // Some recorders write a track in which there is nothing.
                .filter(rendition -> !rendition.whole() || !rendition.segments().isEmpty())
                .toList();
    }
}
