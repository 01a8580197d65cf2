package dev.kinora.captions;

import static dev.kinora.schema.Tables.CAPTIONS;
import static dev.kinora.schema.Tables.TRANSCRIPT_SEGMENTS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.captions.MadeCaptions.Replacing;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.CaptionOrigin;
import dev.kinora.schema.enums.VideoStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Captions that a machine writes, from when somebody asks for them; a row whose text comes later. */
final class MadeCaptionStore {
    static final String PART = "captions";
    /** Something is said in them, or is being written. */
    private static final Condition OCCUPIED = CAPTIONS.HAS_CUES.isTrue().or(CAPTIONS.STATUS.eq(VideoStatus.inprogress));

    private final Db db;
    private final CaptionStore captions;

    MadeCaptionStore(Db db, CaptionStore captions) {
        this.db = db;
        this.captions = captions;
    }

    void begin(UUID video, String language) {
        db.write(sql -> sql.insertInto(CAPTIONS)
                .set(CAPTIONS.VIDEO_ID, video)
                .set(CAPTIONS.LANGUAGE, language)
                .set(CAPTIONS.LABEL, Languages.made(language))
                .set(CAPTIONS.ORIGIN, CaptionOrigin.generated)
                .set(CAPTIONS.STATUS, VideoStatus.inprogress)
                .execute());
    }

    /** What failed before is tried once more. */
    void beginAgain(UUID caption) {
        db.write(sql -> sql.update(CAPTIONS)
                .set(CAPTIONS.STATUS, VideoStatus.inprogress)
                .where(CAPTIONS.ID.eq(caption), CAPTIONS.STATUS.eq(VideoStatus.error))
                .execute());
    }

    /** In place of those in which nothing is said. */
    void beginInPlace(Caption empty) {
        var language = empty.language();
        db.write(sql -> sql.update(CAPTIONS)
                .set(
                        CAPTIONS.LABEL,
                        empty.label().equals(Languages.named(language)) ? Languages.made(language) : empty.label())
                .set(CAPTIONS.ORIGIN, CaptionOrigin.generated)
                .set(CAPTIONS.STATUS, VideoStatus.inprogress)
                .where(CAPTIONS.ID.eq(empty.id()))
                .execute());
    }

    /** As the system: whether nobody has put another in its place, or deleted it. */
    boolean isWanted(UUID caption) {
        return db.system(
                PART,
                sql -> sql.fetchExists(
                        CAPTIONS,
                        CAPTIONS.ID.eq(caption),
                        CAPTIONS.ORIGIN.eq(CaptionOrigin.generated),
                        CAPTIONS.STATUS.in(VideoStatus.inprogress, VideoStatus.ready)));
    }

    /** As the system; what played meanwhile plays on. */
    void failed(UUID caption) {
        db.system(
                PART,
                sql -> sql.update(CAPTIONS)
                        .set(CAPTIONS.STATUS, VideoStatus.error)
                        .where(CAPTIONS.ID.eq(caption), CAPTIONS.STATUS.eq(VideoStatus.inprogress))
                        .execute());
    }

    /** As the system; also those that are being written. */
    void forget(UUID video) {
        db.system(PART, sql -> {
            captions.hold(video);
            sql.select(CAPTIONS.LANGUAGE)
                    .from(CAPTIONS)
                    .where(CAPTIONS.VIDEO_ID.eq(video), CAPTIONS.ORIGIN.eq(CaptionOrigin.generated))
                    .fetch(CAPTIONS.LANGUAGE)
                    .forEach(language -> captions.remove(video, language));
            return null;
        });
    }

    /** What becomes of something that was made. */
    enum Kept {
        KEPT,
        /** Somebody deleted it, or wrote something in its place. */
        UNWANTED,
        /** There are others in that language. */
        TAKEN
    }

    /**
     * As the system.
     *
     * @param found the language that was found out; counts where none was asked for
     * @param replace whether it takes the place of another one that a machine wrote
     */
    Kept keep(UUID video, UUID caption, String found, String vtt, Replacing replace) {
        return db.system(PART, sql -> {
            captions.hold(video);
            var mine = sql.select(CAPTIONS.LANGUAGE, CAPTIONS.LABEL, CAPTIONS.SHOWN_UNASKED)
                    .from(CAPTIONS)
                    .where(CAPTIONS.ID.eq(caption), CAPTIONS.ORIGIN.eq(CaptionOrigin.generated))
                    .fetchOptional();
            if (mine.isEmpty()) {
                return Kept.UNWANTED;
            }
            var before = mine.get().value1();
            var language = before.equals(Languages.UNKNOWN) ? found : before;
            var other = other(sql, video, caption, language);
            if (other.filter(it -> !mayGo(it, replace)).isPresent()) {
                return Kept.TAKEN;
            }
            other.ifPresent(it ->
                    sql.deleteFrom(CAPTIONS).where(CAPTIONS.ID.eq(it.id())).execute());
            var label = mine.get().value2();
            sql.update(CAPTIONS)
                    .set(CAPTIONS.LANGUAGE, language)
                    .set(CAPTIONS.LABEL, label.equals(Languages.made(before)) ? label(other, language) : label)
                    .set(
                            CAPTIONS.SHOWN_UNASKED,
                            mine.get().value3() || other.filter(Other::shown).isPresent())
                    .set(CAPTIONS.VTT, vtt)
                    .set(CAPTIONS.STATUS, VideoStatus.ready)
                    .where(CAPTIONS.ID.eq(caption))
                    .execute();
            captions.cut(video, caption);
            return Kept.KEPT;
        });
    }

    /** As the system: whether captions may be kept in that language; they may where somebody has named another one meanwhile. */
    boolean hasRoom(UUID video, UUID caption, String found, Replacing replace) {
        return db.system(
                PART,
                sql -> !sql.fetchExists(CAPTIONS, CAPTIONS.ID.eq(caption), CAPTIONS.LANGUAGE.eq(Languages.UNKNOWN))
                        || other(sql, video, caption, found)
                                .filter(it -> !mayGo(it, replace))
                                .isEmpty());
    }

    private record Other(UUID id, String label, CaptionOrigin origin, boolean shown, boolean occupied) {}

    private static Optional<Other> other(DSLContext sql, UUID video, UUID caption, String language) {
        return sql.select(CAPTIONS.ID, CAPTIONS.LABEL, CAPTIONS.ORIGIN, CAPTIONS.SHOWN_UNASKED, DSL.field(OCCUPIED))
                .from(CAPTIONS)
                .where(CAPTIONS.VIDEO_ID.eq(video), CAPTIONS.LANGUAGE.eq(language), CAPTIONS.ID.ne(caption))
                .fetchOptional(row -> new Other(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    private static boolean mayGo(Other other, Replacing replace) {
        return !other.occupied() || replace == Replacing.MADE && other.origin() == CaptionOrigin.generated;
    }

    /** As somebody called those whose place they take. */
    private static String label(Optional<Other> other, String language) {
        return other.map(Other::label)
                .filter(label -> !label.equals(Languages.named(language)))
                .orElseGet(() -> Languages.made(language));
    }

    /** @param language as its owner said it, else {@link Languages#UNKNOWN} */
    record Wordless(UUID owner, String language) {}

    /** As the system: a film in whose captions nothing is said. */
    Optional<Wordless> wordless(UUID video) {
        return db.system(
                PART,
                sql -> sql.select(VIDEOS.USER_ID, VIDEOS.LANGUAGE)
                        .from(VIDEOS)
                        .where(
                                VIDEOS.ID.eq(video),
                                VIDEOS.DELETED_AT.isNull(),
                                DSL.notExists(DSL.selectOne()
                                        .from(CAPTIONS)
                                        .where(CAPTIONS.VIDEO_ID.eq(VIDEOS.ID), OCCUPIED)))
                        .fetchOptional(row -> new Wordless(
                                row.value1(), Objects.requireNonNullElse(row.value2(), Languages.UNKNOWN))));
    }

    /** As the system: films with captions of which nothing was cut, as those have that came by other ways than this. */
    int cutMissing(int most) {
        return db.system(PART, sql -> {
            var videos = sql.selectDistinct(CAPTIONS.VIDEO_ID)
                    .from(CAPTIONS)
                    .where(
                            CAPTIONS.STATUS.eq(VideoStatus.ready),
                            CAPTIONS.HAS_CUES.isTrue(),
                            DSL.notExists(DSL.selectOne()
                                    .from(TRANSCRIPT_SEGMENTS)
                                    .where(TRANSCRIPT_SEGMENTS.VIDEO_ID.eq(CAPTIONS.VIDEO_ID))))
                    .limit(most)
                    .fetch(CAPTIONS.VIDEO_ID);
            captions.cut(videos);
            return videos.size();
        });
    }
}
