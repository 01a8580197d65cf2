package dev.kinora.editions;

import static dev.kinora.schema.Tables.EDITIONS;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.EditionState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** How far editions are, and what was heard of them on the way. */
final class ProgressStore {
    private static final String PART = "editions";
    private static final double MILLIS = 1000;

    private final Db db;

    ProgressStore(Db db) {
        this.db = db;
    }

    /** Empty when it is not being made any more. What stands before it are the films that were planned before. */
    Optional<Pace> advanced(UUID edition, int piece, double seconds) {
        return db.system(
                PART,
                sql -> sql.resultQuery("""
                        update editions e set done = done || jsonb_build_object({1}::text, {2}::numeric),
                            plan = case when encoding_at is null
                                then plan || jsonb_build_object('before', case when chunks = 0 then 0 else queue.seconds end) else plan end,
                            encoding_at = coalesce(encoding_at, clock_timestamp())
                        from (select coalesce(sum(greatest(0, (o.plan ->> 'seconds')::double precision
                                  - (select coalesce(sum(each.value::numeric), 0) from jsonb_each_text(o.done) each)::double precision)), 0) as seconds
                              from editions o where o.state = 'making' and o.chunks > 0 and o.id < {0}) queue
                        where e.id = {0} and e.state = 'making'
                        returning (select sum(each.value::numeric) from jsonb_each_text(e.done) each)::double precision,
                            greatest(0, extract(epoch from clock_timestamp() - e.encoding_at))::double precision,
                            (case when e.chunks = 0 then 0 else queue.seconds end)::double precision,
                            coalesce((e.plan ->> 'before')::double precision, 0)""", DSL.val(edition), DSL.val(piece), DSL.val(seconds))
                        .fetchOptional(row -> new Pace(
                                row.get(0, Double.class),
                                Duration.ofMillis((long) (row.get(1, Double.class) * MILLIS)),
                                row.get(2, Double.class),
                                row.get(3, Double.class))));
    }

    /** Of those that were planned before, and of which nobody has taken up a piece either. */
    Optional<Integer> before(UUID video) {
        return db.system(
                PART, sql -> sql.resultQuery("""
                        select (select count(*)::integer from editions o
                                where o.state = 'making' and o.chunks > 0 and o.encoding_at is null and o.id < e.id)
                        from editions e
                        where e.video_id = {0} and e.state = 'making' and e.chunks > 0 and e.encoding_at is null""", DSL.val(video)).fetchOptional(row -> row.get(0, Integer.class)));
    }

    /** Whoever is first says it for all who come after. */
    Optional<String> encodedWith(UUID edition, String own) {
        return db.system(
                PART,
                sql -> saidBefore(sql, edition)
                        .or(() -> sql.resultQuery("""
                        update editions set plan = plan || jsonb_build_object('encodedWith', {1}::text)
                        where id = {0} and state = 'making' and plan ->> 'encodedWith' is null
                        returning plan ->> 'encodedWith'""", DSL.val(edition), DSL.val(own))
                                .fetchOptional(row -> row.get(0, String.class)))
                        // Somebody else said it between the two.
                        .or(() -> saidBefore(sql, edition)));
    }

    /** Every piece asks, and a plan is large: it is written once. */
    private static Optional<String> saidBefore(DSLContext sql, UUID edition) {
        return sql.resultQuery("""
                        select plan ->> 'encodedWith' from editions where id = {0} and state = 'making'""", DSL.val(edition)).fetchOptional(row -> row.get(0, String.class));
    }

    void heard(UUID edition, Hearing hearing) {
        var silences = hearing.silences().stream()
                .map(each ->
                        "[" + each.start().toPlainString() + "," + each.end().toPlainString() + ")")
                .collect(Collectors.joining(",", "{", "}"));
        db.system(
                PART,
                sql -> sql.execute(
                        "update editions set loudness = {1}, loudness_range = {2}, true_peak = {3}, silences = {4}::nummultirange where id = {0}",
                        DSL.val(edition),
                        DSL.val(hearing.loudness()),
                        DSL.val(hearing.range()),
                        DSL.val(hearing.truePeak()),
                        DSL.val(silences)));
    }

    void unreadSubtitles(UUID edition, int count) {
        db.system(
                PART,
                sql -> sql.update(EDITIONS)
                        .set(EDITIONS.UNREAD_SUBTITLES, (short) Math.min(count, Short.MAX_VALUE))
                        .where(EDITIONS.ID.eq(edition))
                        .execute());
    }

    int unreadSubtitles(UUID edition) {
        return db.system(
                PART,
                sql -> sql.select(EDITIONS.UNREAD_SUBTITLES)
                        .from(EDITIONS)
                        .where(EDITIONS.ID.eq(edition))
                        .fetchOptional(row -> row.value1().intValue())
                        .orElse(0));
    }

    boolean wasMadeOf(UUID video, String sourceKey) {
        return db.system(
                PART,
                sql -> sql.fetchExists(
                        EDITIONS,
                        EDITIONS.VIDEO_ID
                                .eq(video)
                                .and(EDITIONS.SOURCE_KEY.eq(sourceKey))
                                .and(EDITIONS.STATE.in(EditionState.ready, EditionState.retired))));
    }

    Optional<Hearing> hearing(UUID edition) {
        return db.system(
                PART,
                sql -> sql.select(
                                EDITIONS.LOUDNESS,
                                EDITIONS.LOUDNESS_RANGE,
                                EDITIONS.TRUE_PEAK,
                                DSL.field(
                                        "array(select array[lower(each), upper(each)] from unnest({0}) each)",
                                        BigDecimal[][].class, EDITIONS.SILENCES))
                        .from(EDITIONS)
                        .where(EDITIONS.ID.eq(edition))
                        .fetchOptional(
                                row -> new Hearing(row.value1(), row.value2(), row.value3(), silences(row.value4()))));
    }

    private static List<Hearing.Silence> silences(BigDecimal[][] pairs) {
        return java.util.Arrays.stream(pairs)
                .map(pair -> new Hearing.Silence(pair[0], pair[1]))
                .toList();
    }
}
