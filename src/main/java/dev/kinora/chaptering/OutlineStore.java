package dev.kinora.chaptering;

import static dev.kinora.schema.Tables.CAPTIONS;
import static dev.kinora.schema.Tables.CHAPTER_OUTLINES;
import static dev.kinora.schema.Tables.TRANSCRIPT_SEGMENTS;

import dev.kinora.platform.Db;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What machines propose, one outline a film. */
final class OutlineStore {
    private static final TypeReference<List<Division>> DIVISIONS = new TypeReference<>() {};

    private final Db db;
    private final JsonMapper json;

    OutlineStore(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** Its owner's, or the system's. */
    Optional<Outlined> find(UUID video) {
        return db.read(sql -> sql.selectFrom(CHAPTER_OUTLINES)
                .where(CHAPTER_OUTLINES.VIDEO_ID.eq(video))
                .fetchOptional(this::outlined));
    }

    private Outlined outlined(Record row) {
        var caption = row.get(CHAPTER_OUTLINES.CAPTION_ID);
        var version = ChapterStore.instant(row.get(CHAPTER_OUTLINES.CAPTION_VERSION));
        return new Outlined(
                row.get(CHAPTER_OUTLINES.SOURCE),
                caption == null || version == null ? null : new Outlined.Words(caption, version),
                row.get(CHAPTER_OUTLINES.DURATION),
                json.readValue(row.get(CHAPTER_OUTLINES.DIVISIONS).data(), DIVISIONS),
                model(row),
                row.get(CHAPTER_OUTLINES.SUMMARY),
                row.get(CHAPTER_OUTLINES.REMARK),
                Duration.ofMillis(row.get(CHAPTER_OUTLINES.TOOK_MS)),
                row.get(CHAPTER_OUTLINES.MADE_AT).toInstant());
    }

    private static Outlined.@Nullable Model model(Record row) {
        var model = row.get(CHAPTER_OUTLINES.MODEL);
        return model == null
                ? null
                : new Outlined.Model(
                        model,
                        Objects.requireNonNullElse(row.get(CHAPTER_OUTLINES.INPUT_TOKENS), 0),
                        Objects.requireNonNullElse(row.get(CHAPTER_OUTLINES.OUTPUT_TOKENS), 0),
                        row.get(CHAPTER_OUTLINES.COST_MICROS));
    }

    /** As the system. */
    void put(UUID video, Outlined outlined) {
        var words = outlined.words();
        var model = outlined.model();
        db.write(sql -> sql.execute(
                """
                insert into chapter_outlines (video_id, source, caption_id, caption_version, duration, divisions, model, input_tokens,
                                              output_tokens, cost_micros, summary, remark, took_ms, made_at)
                values ({0}, {1}, (select c.id from captions c where c.id = {2}), {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13})
                on conflict (video_id) do update set source = excluded.source, caption_id = excluded.caption_id,
                    caption_version = excluded.caption_version, duration = excluded.duration, divisions = excluded.divisions,
                    model = excluded.model, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
                    cost_micros = excluded.cost_micros, summary = excluded.summary, remark = excluded.remark, took_ms = excluded.took_ms, made_at = excluded.made_at""",
                DSL.val(video),
                DSL.val(outlined.source()),
                typed(words == null ? null : words.caption(), CHAPTER_OUTLINES.CAPTION_ID),
                typed(ChapterStore.at(words == null ? null : words.version()), CHAPTER_OUTLINES.CAPTION_VERSION),
                DSL.val(outlined.film()),
                DSL.val(JSONB.valueOf(json.writeValueAsString(outlined.divisions()))),
                typed(model == null ? null : model.model(), CHAPTER_OUTLINES.MODEL),
                typed(model == null ? null : model.inputTokens(), CHAPTER_OUTLINES.INPUT_TOKENS),
                typed(model == null ? null : model.outputTokens(), CHAPTER_OUTLINES.OUTPUT_TOKENS),
                typed(model == null ? null : model.costMicros(), CHAPTER_OUTLINES.COST_MICROS),
                typed(outlined.summary(), CHAPTER_OUTLINES.SUMMARY),
                typed(outlined.remark(), CHAPTER_OUTLINES.REMARK),
                DSL.val((int) Math.min(outlined.took().toMillis(), Integer.MAX_VALUE)),
                DSL.val(ChapterStore.at(outlined.madeAt()), CHAPTER_OUTLINES.MADE_AT)));
    }

    private static <T> Field<T> typed(@Nullable T value, Field<T> column) {
        return DSL.val(value, column);
    }

    /** Of which captions the transcript of a film is; empty where it has none. */
    Optional<Outlined.Words> words(UUID video) {
        return db.read(sql -> sql.select(CAPTIONS.ID, CAPTIONS.UPDATED_AT)
                .from(CAPTIONS)
                .where(CAPTIONS.ID.eq(DSL.select(TRANSCRIPT_SEGMENTS.CAPTION_ID)
                        .from(TRANSCRIPT_SEGMENTS)
                        .where(TRANSCRIPT_SEGMENTS.VIDEO_ID.eq(video))
                        .limit(1)))
                .fetchOptional(
                        row -> new Outlined.Words(row.value1(), row.value2().toInstant())));
    }
}
