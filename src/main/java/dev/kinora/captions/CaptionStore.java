package dev.kinora.captions;

import static dev.kinora.schema.Tables.CAPTIONS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.CaptionOrigin;
import dev.kinora.schema.enums.VideoStatus;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Captions as rows. Whatever changes them holds their video until its transaction ends, and cuts the transcript anew. */
final class CaptionStore {
    private static final String PART = "captions";
    private static final List<Field<?>> COLUMNS = List.of(
            CAPTIONS.ID,
            CAPTIONS.VIDEO_ID,
            CAPTIONS.LANGUAGE,
            CAPTIONS.LABEL,
            CAPTIONS.ORIGIN,
            CAPTIONS.STATUS,
            CAPTIONS.SHOWN_UNASKED,
            CAPTIONS.UPDATED_AT);

    private static final Condition ONLY_BEGUN =
            CAPTIONS.STATUS.eq(VideoStatus.ready).and(CAPTIONS.HAS_CUES.isFalse());

    /** What a machine wrote is labelled so; not what people put in its place. */
    private static Field<String> kept(String language) {
        return DSL.when(CAPTIONS.ORIGIN.ne(CaptionOrigin.generated), CAPTIONS.LABEL)
                .otherwise(Languages.named(language));
    }

    private final Db db;
    private final Consumer<Set<UUID>> transcribed;

    /** @param transcribed is told, in the transaction, of which films the transcript is another one */
    CaptionStore(Db db, Consumer<Set<UUID>> transcribed) {
        this.db = db;
        this.transcribed = transcribed;
    }

    List<Caption> of(UUID video) {
        return db.read(sql -> sql.select(COLUMNS)
                .from(CAPTIONS)
                .where(CAPTIONS.VIDEO_ID.eq(video))
                .orderBy(CAPTIONS.LABEL, CAPTIONS.LANGUAGE)
                .fetch(CaptionStore::caption));
    }

    Optional<Caption> find(UUID video, String language) {
        return db.read(sql -> find(sql, video, language));
    }

    private static Optional<Caption> find(DSLContext sql, UUID video, String language) {
        return sql.select(COLUMNS).from(CAPTIONS).where(its(video, language)).fetchOptional(CaptionStore::caption);
    }

    Optional<String> vtt(UUID video, String language) {
        return db.read(sql -> sql.select(CAPTIONS.VTT)
                .from(CAPTIONS)
                .where(its(video, language), CAPTIONS.STATUS.eq(VideoStatus.ready))
                .fetchOptional(CAPTIONS.VTT));
    }

    /** Those that are only begun have none. */
    boolean hasCues(UUID video, String language) {
        return db.read(sql -> sql.fetchExists(
                CAPTIONS,
                its(video, language).and(CAPTIONS.STATUS.eq(VideoStatus.ready)).and(CAPTIONS.HAS_CUES.isTrue())));
    }

    /** As their owner. Until the transaction ends nobody else changes captions of this video. */
    void hold(UUID video) {
        db.write(sql ->
                sql.execute("select pg_advisory_xact_lock(hashtextextended('captions ' || ?, 0))", video.toString()));
    }

    /** In one order whoever holds them, so that two never wait for each other. */
    private static void hold(DSLContext sql, Collection<UUID> videos) {
        sql.execute("""
                select pg_advisory_xact_lock(hashtextextended('captions ' || video, 0))
                from (select distinct video from unnest({0}) video order by video) videos""", DSL.val(videos.toArray(UUID[]::new)));
    }

    /**
     * In place of what was there in that language.
     *
     * @param label null to keep the one they have
     */
    Caption put(UUID video, String language, @Nullable String label, CaptionOrigin origin, String vtt) {
        return db.write(sql -> {
            // Of what a machine is still writing nothing is kept.
            sql.deleteFrom(CAPTIONS)
                    .where(its(video, language), CAPTIONS.STATUS.ne(VideoStatus.ready))
                    .execute();
            sql.insertInto(CAPTIONS)
                    .set(CAPTIONS.VIDEO_ID, video)
                    .set(CAPTIONS.LANGUAGE, language)
                    .set(CAPTIONS.LABEL, label == null ? Languages.named(language) : label)
                    .set(CAPTIONS.ORIGIN, origin)
                    .set(CAPTIONS.VTT, vtt)
                    .onConflict(CAPTIONS.VIDEO_ID, CAPTIONS.LANGUAGE)
                    .doUpdate()
                    .set(CAPTIONS.LABEL, label == null ? kept(language) : DSL.val(label))
                    .set(CAPTIONS.ORIGIN, origin)
                    .set(CAPTIONS.VTT, vtt)
                    .execute();
            var kept = find(sql, video, language).orElseThrow();
            transcribed.accept(TranscriptStore.cut(sql, List.of(video), kept.id()));
            return kept;
        });
    }

    /** As their owner; nothing of them is another film's. */
    Caption change(Caption caption, String language, String label, boolean shown) {
        return db.write(sql -> {
            if (shown) {
                sql.update(CAPTIONS)
                        .set(CAPTIONS.SHOWN_UNASKED, false)
                        .where(
                                CAPTIONS.VIDEO_ID.eq(caption.video()),
                                CAPTIONS.SHOWN_UNASKED.isTrue(),
                                CAPTIONS.ID.ne(caption.id()))
                        .execute();
            }
            sql.update(CAPTIONS)
                    .set(CAPTIONS.LANGUAGE, language)
                    .set(CAPTIONS.LABEL, label)
                    .set(CAPTIONS.SHOWN_UNASKED, shown)
                    .where(CAPTIONS.ID.eq(caption.id()))
                    .execute();
            transcribed.accept(TranscriptStore.cut(sql, List.of(caption.video()), null));
            return find(sql, caption.video(), language).orElseThrow();
        });
    }

    void remove(UUID video, String language) {
        db.write(sql -> {
            var told = TranscriptStore.remove(sql, video, language);
            sql.deleteFrom(CAPTIONS).where(its(video, language)).execute();
            told.addAll(TranscriptStore.cut(sql, List.of(video), null));
            transcribed.accept(told);
            return null;
        });
    }

    /** What is said in them is cut anew where another of their captions is the transcript now. */
    void cut(Collection<UUID> videos) {
        db.write(sql -> {
            hold(sql, videos);
            transcribed.accept(TranscriptStore.cut(sql, videos, null));
            return null;
        });
    }

    /** The text of these captions is another one now. */
    void cut(UUID video, UUID changed) {
        db.write(sql -> {
            transcribed.accept(TranscriptStore.cut(sql, List.of(video), changed));
            return null;
        });
    }

    /** As the system: in place of those of the former file and of what is only begun; what people wrote stays. */
    void takeOver(UUID video, List<Captions.Embedded> taken) {
        db.system(PART, sql -> {
            hold(video);
            sql.deleteFrom(CAPTIONS)
                    .where(
                            CAPTIONS.VIDEO_ID.eq(video),
                            CAPTIONS.ORIGIN.eq(CaptionOrigin.embedded),
                            CAPTIONS.LANGUAGE.notIn(taken.stream()
                                    .map(Captions.Embedded::language)
                                    .toList()))
                    .execute();
            sql.batch(taken.stream()
                            .map(each -> sql.insertInto(CAPTIONS)
                                    .set(CAPTIONS.VIDEO_ID, video)
                                    .set(CAPTIONS.LANGUAGE, each.language())
                                    .set(CAPTIONS.LABEL, each.label())
                                    .set(CAPTIONS.ORIGIN, CaptionOrigin.embedded)
                                    .set(CAPTIONS.VTT, each.vtt())
                                    .onConflict(CAPTIONS.VIDEO_ID, CAPTIONS.LANGUAGE)
                                    .doUpdate()
                                    .set(CAPTIONS.LABEL, each.label())
                                    .set(CAPTIONS.ORIGIN, CaptionOrigin.embedded)
                                    .set(CAPTIONS.VTT, each.vtt())
                                    .where(CAPTIONS.ORIGIN
                                            .eq(CaptionOrigin.embedded)
                                            .or(ONLY_BEGUN)))
                            .toList())
                    .execute();
            transcribed.accept(TranscriptStore.cutAnew(sql, video));
            return null;
        });
    }

    private static Condition its(UUID video, String language) {
        return CAPTIONS.VIDEO_ID.eq(video).and(CAPTIONS.LANGUAGE.eq(language));
    }

    private static Caption caption(Record row) {
        return new Caption(
                row.get(CAPTIONS.ID),
                row.get(CAPTIONS.VIDEO_ID),
                row.get(CAPTIONS.LANGUAGE),
                row.get(CAPTIONS.LABEL),
                row.get(CAPTIONS.ORIGIN) == CaptionOrigin.generated,
                status(row.get(CAPTIONS.STATUS)),
                Objects.requireNonNull(row.get(CAPTIONS.SHOWN_UNASKED)),
                row.get(CAPTIONS.UPDATED_AT).toInstant());
    }

    /** As Cloudflare Stream says it. */
    private static String status(VideoStatus status) {
        return switch (status) {
            case ready -> "ready";
            case error -> "error";
            case pendingupload, downloading, queued, inprogress -> "inprogress";
        };
    }
}
