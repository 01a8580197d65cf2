package dev.kinora.processing;

import static dev.kinora.schema.Tables.PROCESSING_WISHES;
import static dev.kinora.schema.Tables.WATERMARK_PROFILES;

import dev.kinora.platform.Db;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What owners want done to their films, and the pictures they lay over them. */
final class WishStore {
    private static final String PART = "processing";
    private static final String NAME = "Watermark";

    private final Db db;

    WishStore(Db db) {
        this.db = db;
    }

    /** To its owner; to anybody else there are none. */
    Wishes of(UUID video) {
        return db.read(sql -> sql.select(PROCESSING_WISHES.EVEN_LOUDNESS_AT, PROCESSING_WISHES.WATERMARK_ID)
                .from(PROCESSING_WISHES)
                .where(PROCESSING_WISHES.VIDEO_ID.eq(video))
                .fetchOptional(row -> new Wishes(row.value1() != null, row.value2() != null))
                .orElse(Wishes.NONE));
    }

    /** @param mark the picture that is to be laid over it; null for none */
    void keep(UUID video, boolean evenLoudness, @Nullable UUID mark, OffsetDateTime now) {
        db.write(sql -> sql.insertInto(PROCESSING_WISHES)
                .set(PROCESSING_WISHES.VIDEO_ID, video)
                .set(PROCESSING_WISHES.EVEN_LOUDNESS_AT, evenLoudness ? now : null)
                .set(PROCESSING_WISHES.WATERMARK_ID, mark)
                .onConflict(PROCESSING_WISHES.VIDEO_ID)
                .doUpdate()
                .set(
                        PROCESSING_WISHES.EVEN_LOUDNESS_AT,
                        evenLoudness
                                ? DSL.coalesce(PROCESSING_WISHES.EVEN_LOUDNESS_AT, DSL.val(now))
                                : DSL.castNull(PROCESSING_WISHES.EVEN_LOUDNESS_AT))
                .set(PROCESSING_WISHES.WATERMARK_ID, mark)
                .execute());
    }

    /** @param picture PNG; null where no picture is wanted */
    record Wanted(boolean evenLoudness, Plan.@Nullable Mark mark, byte @Nullable [] picture) {
        static final Wanted NOTHING = new Wanted(false, null, null);
    }

    /** To whoever makes the film. */
    Wanted wanted(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(
                                PROCESSING_WISHES.EVEN_LOUDNESS_AT,
                                WATERMARK_PROFILES.PICTURE,
                                WATERMARK_PROFILES.OPACITY,
                                WATERMARK_PROFILES.PADDING,
                                WATERMARK_PROFILES.SCALE,
                                WATERMARK_PROFILES.POSITION)
                        .from(PROCESSING_WISHES)
                        .leftJoin(WATERMARK_PROFILES)
                        .on(WATERMARK_PROFILES.ID.eq(PROCESSING_WISHES.WATERMARK_ID))
                        .where(PROCESSING_WISHES.VIDEO_ID.eq(video))
                        .fetchOptional(row -> {
                            var picture = row.get(WATERMARK_PROFILES.PICTURE);
                            return new Wanted(
                                    row.get(PROCESSING_WISHES.EVEN_LOUDNESS_AT) != null,
                                    picture == null ? null : mark(row),
                                    picture);
                        })
                        .orElse(Wanted.NOTHING));
    }

    private static Plan.Mark mark(Record row) {
        return new Plan.Mark(
                row.get(WATERMARK_PROFILES.OPACITY).doubleValue(),
                row.get(WATERMARK_PROFILES.PADDING).doubleValue(),
                row.get(WATERMARK_PROFILES.SCALE).doubleValue(),
                row.get(WATERMARK_PROFILES.POSITION));
    }

    /** The viewer's own, the first where another program made several. */
    Optional<Watermark> watermark(UUID owner) {
        return db.read(sql -> sql.select(
                        WATERMARK_PROFILES.ID,
                        WATERMARK_PROFILES.WIDTH,
                        WATERMARK_PROFILES.HEIGHT,
                        WATERMARK_PROFILES.OPACITY,
                        WATERMARK_PROFILES.PADDING,
                        WATERMARK_PROFILES.SCALE,
                        WATERMARK_PROFILES.POSITION)
                .from(WATERMARK_PROFILES)
                .where(WATERMARK_PROFILES.USER_ID.eq(owner), WATERMARK_PROFILES.PICTURE.isNotNull())
                .orderBy(WATERMARK_PROFILES.CREATED_AT, WATERMARK_PROFILES.ID)
                .limit(1)
                .fetchOptional(row -> new Watermark(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        Watermark.Position.of(row.value7()))));
    }

    Optional<byte[]> picture(UUID mark) {
        return db.read(sql -> sql.select(WATERMARK_PROFILES.PICTURE)
                .from(WATERMARK_PROFILES)
                .where(WATERMARK_PROFILES.ID.eq(mark))
                .fetchOptional(WATERMARK_PROFILES.PICTURE));
    }

    void add(UUID owner, byte[] picture, Watermark.Size size) {
        db.write(sql -> sql.insertInto(WATERMARK_PROFILES)
                .set(WATERMARK_PROFILES.USER_ID, owner)
                .set(WATERMARK_PROFILES.NAME, NAME)
                .set(WATERMARK_PROFILES.PICTURE, picture)
                .set(WATERMARK_PROFILES.WIDTH, size.width())
                .set(WATERMARK_PROFILES.HEIGHT, size.height())
                .execute());
    }

    void replace(UUID mark, byte[] picture, Watermark.Size size) {
        db.write(sql -> sql.update(WATERMARK_PROFILES)
                .set(WATERMARK_PROFILES.PICTURE, picture)
                .set(WATERMARK_PROFILES.WIDTH, size.width())
                .set(WATERMARK_PROFILES.HEIGHT, size.height())
                .where(WATERMARK_PROFILES.ID.eq(mark))
                .execute());
    }

    void place(UUID mark, Watermark.Placing placing) {
        db.write(sql -> sql.update(WATERMARK_PROFILES)
                .set(WATERMARK_PROFILES.POSITION, placing.position().stored())
                .set(WATERMARK_PROFILES.SCALE, BigDecimal.valueOf(placing.scale()))
                .set(WATERMARK_PROFILES.OPACITY, BigDecimal.valueOf(placing.opacity()))
                .set(WATERMARK_PROFILES.PADDING, BigDecimal.valueOf(placing.padding()))
                .where(WATERMARK_PROFILES.ID.eq(mark))
                .execute());
    }

    void delete(UUID mark) {
        db.write(sql -> sql.deleteFrom(WATERMARK_PROFILES)
                .where(WATERMARK_PROFILES.ID.eq(mark))
                .execute());
    }
}
