package dev.kinora.captions;

import static dev.kinora.schema.Tables.CAPTIONS;
import static dev.kinora.schema.Tables.TRANSCRIPT_SEGMENTS;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.CaptionOrigin;
import dev.kinora.schema.enums.VideoStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What is said when, one row a caption. */
final class TranscriptStore {
    /**
     * Which captions are the transcript, the first of these: those in the language of the film, then those of one of its
     * dialects, then those that players show unasked, then what people wrote before what a machine wrote, then what was there
     * first. Captions that are only begun say nothing and are none.
     */
    private static final List<Field<?>> RULE = List.of(
            DSL.coalesce(DSL.field(CAPTIONS.LANGUAGE.eq(VIDEOS.LANGUAGE)), DSL.inline(false)),
            DSL.coalesce(DSL.field(main(CAPTIONS.LANGUAGE).eq(main(VIDEOS.LANGUAGE))), DSL.inline(false)),
            CAPTIONS.SHOWN_UNASKED,
            DSL.field(CAPTIONS.ORIGIN.ne(CaptionOrigin.generated)));

    private final Db db;

    TranscriptStore(Db db) {
        this.db = db;
    }

    private static Field<String> main(Field<String> language) {
        return DSL.lower(DSL.splitPart(language, "-", 1));
    }

    Optional<Transcript> find(UUID video) {
        var segments = DSL.multiset(DSL.select(
                                TRANSCRIPT_SEGMENTS.START_TIME_SECONDS,
                                TRANSCRIPT_SEGMENTS.END_TIME_SECONDS,
                                TRANSCRIPT_SEGMENTS.TEXT)
                        .from(TRANSCRIPT_SEGMENTS)
                        .where(TRANSCRIPT_SEGMENTS.CAPTION_ID.eq(CAPTIONS.ID), TRANSCRIPT_SEGMENTS.VIDEO_ID.eq(video))
                        .orderBy(TRANSCRIPT_SEGMENTS.POSITION))
                .convertFrom(rows -> rows.map(row -> new Transcript.Segment(
                        row.value1().doubleValue(), row.value2().doubleValue(), row.value3())));
        return db.read(sql -> sql.select(CAPTIONS.LANGUAGE, CAPTIONS.LABEL, segments)
                .from(CAPTIONS)
                .where(isCut(video))
                .orderBy(CAPTIONS.CREATED_AT)
                .limit(1)
                .fetchOptional(row -> new Transcript(row.value1(), row.value2(), row.value3())));
    }

    Optional<String> language(UUID video) {
        return db.read(sql -> sql.select(CAPTIONS.LANGUAGE)
                .from(CAPTIONS)
                .where(isCut(video))
                .orderBy(CAPTIONS.CREATED_AT)
                .limit(1)
                .fetchOptional(CAPTIONS.LANGUAGE));
    }

    private static Condition isCut(UUID video) {
        return DSL.and(
                CAPTIONS.VIDEO_ID.eq(video),
                CAPTIONS.STATUS.eq(VideoStatus.ready),
                DSL.exists(DSL.selectOne()
                        .from(TRANSCRIPT_SEGMENTS)
                        .where(
                                TRANSCRIPT_SEGMENTS.CAPTION_ID.eq(CAPTIONS.ID),
                                TRANSCRIPT_SEGMENTS.VIDEO_ID.eq(video))));
    }

    /** Captions of whichever language, read as if they were the transcript. */
    Optional<Transcript> find(UUID video, String language) {
        return db.read(sql -> sql.select(CAPTIONS.LANGUAGE, CAPTIONS.LABEL, CAPTIONS.VTT)
                .from(CAPTIONS)
                .where(
                        CAPTIONS.VIDEO_ID.eq(video),
                        CAPTIONS.LANGUAGE.eq(language),
                        CAPTIONS.STATUS.eq(VideoStatus.ready),
                        CAPTIONS.HAS_CUES.isTrue())
                .fetchOptional(row -> new Transcript(
                        row.value1(),
                        row.value2(),
                        CaptionFile.kept(row.value3()).stream()
                                .map(TranscriptStore::segment)
                                .toList())));
    }

    private static Transcript.Segment segment(Cue cue) {
        return new Transcript.Segment(
                seconds(cue.start()).doubleValue(), seconds(cue.end()).doubleValue(), cue.words());
    }

    private record Chosen(UUID video, UUID caption) {}

    /**
     * @param changed whose text is another one now; null where only the choice may be another
     * @return of which films it is another one now
     */
    static Set<UUID> cut(DSLContext sql, Collection<UUID> videos, @Nullable UUID changed) {
        var chosen = chosen(sql, videos);
        var cut = sql.selectDistinct(TRANSCRIPT_SEGMENTS.CAPTION_ID)
                .from(TRANSCRIPT_SEGMENTS)
                .where(TRANSCRIPT_SEGMENTS.VIDEO_ID.in(videos))
                .fetchSet(TRANSCRIPT_SEGMENTS.CAPTION_ID);
        var same = chosen.stream()
                .filter(each -> cut.contains(each.caption()) && !each.caption().equals(changed))
                .map(Chosen::caption)
                .toList();
        var others =
                removed(sql, TRANSCRIPT_SEGMENTS.VIDEO_ID.in(videos).and(TRANSCRIPT_SEGMENTS.CAPTION_ID.notIn(same)));
        others.addAll(inserted(sql, chosen.stream().filter(each -> !same.contains(each.caption()))));
        return others;
    }

    /** @return of which films it was */
    private static Set<UUID> removed(DSLContext sql, Condition which) {
        return new HashSet<>(sql.deleteFrom(TRANSCRIPT_SEGMENTS)
                .where(which)
                .returning(TRANSCRIPT_SEGMENTS.VIDEO_ID)
                .fetchSet(TRANSCRIPT_SEGMENTS.VIDEO_ID));
    }

    /** Nobody says any more what these captions say. */
    static Set<UUID> remove(DSLContext sql, UUID video, String language) {
        return removed(
                sql,
                TRANSCRIPT_SEGMENTS
                        .VIDEO_ID
                        .eq(video)
                        .and(TRANSCRIPT_SEGMENTS.CAPTION_ID.eq(DSL.select(CAPTIONS.ID)
                                .from(CAPTIONS)
                                .where(CAPTIONS.VIDEO_ID.eq(video), CAPTIONS.LANGUAGE.eq(language)))));
    }

    static Set<UUID> cutAnew(DSLContext sql, UUID video) {
        var others = removed(sql, TRANSCRIPT_SEGMENTS.VIDEO_ID.eq(video));
        others.addAll(inserted(sql, chosen(sql, List.of(video)).stream()));
        return others;
    }

    private static Set<UUID> inserted(DSLContext sql, Stream<Chosen> chosen) {
        return chosen.filter(each -> insert(sql, each) > 0).map(Chosen::video).collect(Collectors.toSet());
    }

    private static List<Chosen> chosen(DSLContext sql, Collection<UUID> videos) {
        return sql.select(CAPTIONS.VIDEO_ID, CAPTIONS.ID)
                .distinctOn(CAPTIONS.VIDEO_ID)
                .from(CAPTIONS)
                .join(VIDEOS)
                .on(VIDEOS.ID.eq(CAPTIONS.VIDEO_ID))
                .where(CAPTIONS.VIDEO_ID.in(videos), CAPTIONS.STATUS.eq(VideoStatus.ready), CAPTIONS.HAS_CUES.isTrue())
                .orderBy(order())
                .fetch(row -> new Chosen(row.value1(), row.value2()));
    }

    private static List<OrderField<?>> order() {
        var order = new ArrayList<OrderField<?>>(List.of(CAPTIONS.VIDEO_ID));
        RULE.forEach(each -> order.add(each.desc()));
        order.addAll(List.of(CAPTIONS.CREATED_AT, CAPTIONS.ID));
        return order;
    }

    /** One film's text at a time: it may have megabytes. */
    private static int insert(DSLContext sql, Chosen chosen) {
        var cues = sql.select(CAPTIONS.VTT)
                .from(CAPTIONS)
                .where(CAPTIONS.ID.eq(chosen.caption()))
                .fetchSingle(row -> CaptionFile.kept(row.value1()));
        return sql.execute(
                """
                insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text)
                select {0}, {1}, place, begins, ends, said
                from unnest({2}, {3}, {4}) with ordinality as each (begins, ends, said, place)""",
                DSL.val(chosen.caption()),
                DSL.val(chosen.video()),
                DSL.val(cues.stream().map(cue -> seconds(cue.start())).toArray(BigDecimal[]::new)),
                DSL.val(cues.stream().map(cue -> seconds(cue.end())).toArray(BigDecimal[]::new)),
                DSL.val(cues.stream().map(Cue::words).toArray(String[]::new)));
    }

    private static BigDecimal seconds(long milliseconds) {
        return BigDecimal.valueOf(milliseconds, 3);
    }
}
