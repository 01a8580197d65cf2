package dev.kinora.chaptering;

import static dev.kinora.schema.Tables.CHAPTERS;
import static dev.kinora.schema.Tables.CHAPTER_LISTS;
import static dev.kinora.schema.Tables.CHAPTER_OUTLINES;
import static dev.kinora.schema.Tables.VIDEOS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Chapters as rows. Whatever changes them holds their video until its transaction ends. */
final class ChapterStore {
    private static final Field<Boolean> GENERATED =
            DSL.field(CHAPTERS.GENERATED_AT.isNotNull().and(CHAPTERS.EDITED_AT.isNull()));

    private static final Field<List<Chapter>> CHAPTERS_OF_IT = DSL.multiset(DSL.select(
                            CHAPTERS.ID,
                            CHAPTERS.CHAPTER_ORDER,
                            CHAPTERS.TITLE,
                            CHAPTERS.DESCRIPTION,
                            CHAPTERS.START_TIME_SECONDS,
                            CHAPTERS.END_TIME_SECONDS,
                            GENERATED,
                            CHAPTERS.CONFIDENCE_SCORE)
                    .from(CHAPTERS)
                    .where(CHAPTERS.VIDEO_ID.eq(VIDEOS.ID))
                    .orderBy(CHAPTERS.CHAPTER_ORDER))
            .convertFrom(rows -> rows.map(row -> new Chapter(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    Boolean.TRUE.equals(row.value7()),
                    row.value8())));

    /** As many as the usual density makes. */
    private static final Field<Integer> PROPOSALS = DSL.field("""
            (select case jsonb_array_length(each.value -> 'chapters') when 1 then 0 else jsonb_array_length(each.value -> 'chapters') end
             from chapter_outlines o, jsonb_array_elements(o.divisions) with ordinality each (value, place)
             where o.video_id = {0} and (each.value ->> 'upTo')::numeric >= 1 order by each.place limit 1)""", Integer.class, VIDEOS.ID);

    private final Db db;

    ChapterStore(Db db) {
        this.db = db;
    }

    /** Empty where there is no such film, or it is not the viewer's to see. */
    Optional<ChapterList> find(UUID video) {
        return db.read(sql -> sql.select(
                        VIDEOS.ID,
                        VIDEOS.DURATION,
                        CHAPTER_LISTS.MADE_FROM,
                        CHAPTER_LISTS.EDITED_AT,
                        CHAPTER_LISTS.UPDATED_AT,
                        CHAPTERS_OF_IT,
                        PROPOSALS)
                .from(VIDEOS)
                .leftJoin(CHAPTER_LISTS)
                .on(CHAPTER_LISTS.VIDEO_ID.eq(VIDEOS.ID))
                .where(VIDEOS.ID.eq(video))
                .fetchOptional(ChapterStore::list));
    }

    private static ChapterList list(Record row) {
        return new ChapterList(
                row.get(VIDEOS.ID),
                row.get(VIDEOS.DURATION),
                row.get(CHAPTERS_OF_IT),
                instant(row.get(CHAPTER_LISTS.EDITED_AT)),
                row.get(CHAPTER_LISTS.MADE_FROM),
                Objects.requireNonNullElse(instant(row.get(CHAPTER_LISTS.UPDATED_AT)), Instant.EPOCH),
                Objects.requireNonNullElse(row.get(PROPOSALS), 0));
    }

    List<Revision.Row> rows(UUID video) {
        return db.read(sql -> sql.selectFrom(CHAPTERS)
                .where(CHAPTERS.VIDEO_ID.eq(video))
                .orderBy(CHAPTERS.CHAPTER_ORDER)
                .fetch(row -> new Revision.Row(
                        row.get(CHAPTERS.ID),
                        row.get(CHAPTERS.TITLE),
                        row.get(CHAPTERS.DESCRIPTION),
                        row.get(CHAPTERS.START_TIME_SECONDS),
                        row.get(CHAPTERS.END_TIME_SECONDS),
                        instant(row.get(CHAPTERS.GENERATED_AT)),
                        instant(row.get(CHAPTERS.EDITED_AT)),
                        row.get(CHAPTERS.CONFIDENCE_SCORE))));
    }

    /** Until the transaction ends nobody else changes chapters of this video. */
    void hold(UUID video) {
        db.write(sql ->
                sql.execute("select pg_advisory_xact_lock(hashtextextended('chapters ' || ?, 0))", video.toString()));
    }

    /** In place of those that are there; what stays as it is, is not written again. */
    void replace(UUID video, List<Revision.Row> rows) {
        db.write(sql -> {
            sql.deleteFrom(CHAPTERS)
                    .where(
                            CHAPTERS.VIDEO_ID.eq(video),
                            CHAPTERS.ID.ne(DSL.all(DSL.val(column(rows, Revision.Row::id, new UUID[0])))))
                    .execute();
            return sql.execute(
                    """
                    insert into chapters (id, video_id, chapter_order, title, description, start_time_seconds, end_time_seconds,
                                          generated_at, edited_at, confidence_score)
                    select key, {0}, place, name, about, begins, ends, generated, edited, sure
                    from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8})
                        with ordinality as each (key, name, about, begins, ends, generated, edited, sure, place)
                    on conflict (id) do update set chapter_order = excluded.chapter_order, title = excluded.title,
                        description = excluded.description, start_time_seconds = excluded.start_time_seconds,
                        end_time_seconds = excluded.end_time_seconds, generated_at = excluded.generated_at,
                        edited_at = excluded.edited_at, confidence_score = excluded.confidence_score
                    where (chapters.chapter_order, chapters.title, chapters.description, chapters.start_time_seconds, chapters.end_time_seconds,
                           chapters.generated_at, chapters.edited_at, chapters.confidence_score)
                        is distinct from (excluded.chapter_order, excluded.title, excluded.description, excluded.start_time_seconds,
                           excluded.end_time_seconds, excluded.generated_at, excluded.edited_at, excluded.confidence_score)""",
                    DSL.val(video),
                    DSL.val(column(rows, Revision.Row::id, new UUID[0])),
                    DSL.val(column(rows, Revision.Row::title, new String[0])),
                    DSL.val(column(rows, Revision.Row::description, new String[0])),
                    DSL.val(column(rows, Revision.Row::start, new BigDecimal[0])),
                    DSL.val(column(rows, Revision.Row::end, new BigDecimal[0])),
                    DSL.val(column(rows, row -> at(row.generatedAt()), new OffsetDateTime[0])),
                    DSL.val(column(rows, row -> at(row.editedAt()), new OffsetDateTime[0])),
                    DSL.val(column(rows, Revision.Row::confidence, new BigDecimal[0])));
        });
    }

    private static <T> T[] column(List<Revision.Row> rows, Function<Revision.Row, @Nullable T> value, T[] kind) {
        return rows.stream().map(value).toList().toArray(kind);
    }

    /** @param source null where there are none any more */
    void edited(UUID video, @Nullable ChapterSource source, Instant now) {
        db.write(sql -> sql.insertInto(CHAPTER_LISTS)
                .set(CHAPTER_LISTS.VIDEO_ID, video)
                .set(CHAPTER_LISTS.MADE_FROM, source)
                .set(CHAPTER_LISTS.EDITED_AT, at(now))
                .onConflict(CHAPTER_LISTS.VIDEO_ID)
                .doUpdate()
                .set(CHAPTER_LISTS.MADE_FROM, source)
                .set(CHAPTER_LISTS.EDITED_AT, at(now))
                .execute());
    }

    /** As the system. */
    void made(UUID video, @Nullable ChapterSource source, Instant now) {
        db.write(sql -> sql.insertInto(CHAPTER_LISTS)
                .set(CHAPTER_LISTS.VIDEO_ID, video)
                .set(CHAPTER_LISTS.MADE_FROM, source)
                .set(CHAPTER_LISTS.MADE_AT, at(now))
                .onConflict(CHAPTER_LISTS.VIDEO_ID)
                .doUpdate()
                .set(CHAPTER_LISTS.MADE_FROM, source)
                .set(CHAPTER_LISTS.MADE_AT, at(now))
                .execute());
    }

    /** A film that chapters can be made for, and whose it is. */
    record Subject(UUID video, UUID owner, @Nullable BigDecimal duration, boolean transcribed) {}

    Optional<Subject> subject(UUID video) {
        return db.read(sql -> sql.select(
                        VIDEOS.ID,
                        VIDEOS.USER_ID,
                        VIDEOS.DURATION,
                        DSL.field(
                                "exists (select from transcript_segments t where t.video_id = {0})",
                                Boolean.class, VIDEOS.ID))
                .from(VIDEOS)
                .where(VIDEOS.ID.eq(video), VIDEOS.DELETED_AT.isNull())
                .fetchOptional(row ->
                        new Subject(row.value1(), row.value2(), row.value3(), Boolean.TRUE.equals(row.value4()))));
    }

    boolean isProposed(UUID video) {
        return db.read(sql -> sql.fetchExists(CHAPTER_OUTLINES, CHAPTER_OUTLINES.VIDEO_ID.eq(video)));
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
