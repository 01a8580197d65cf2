package dev.kinora.playback;

import dev.kinora.platform.Db;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Takes many beats at once, in as many statements as for one. */
final class BeatStore {
    private static final String PART = "playback";
    /** A player begins to tell when it has played for a while, and clocks are not all alike. */
    private static final BigDecimal ADVANCE = BigDecimal.valueOf(15);
    /** Faster is not watched, whatever is claimed. */
    private static final BigDecimal FASTEST = BigDecimal.valueOf(4);

    private static final int VIEW_SECONDS = 30;

    private final Db db;

    BeatStore(Db db) {
        this.db = db;
    }

    /**
     * Each of another play.
     *
     * @return the plays that belong to somebody else or to another film, of which nothing was taken
     */
    Set<UUID> take(List<Beat> beats) {
        return db.system(PART, sql -> {
            begin(sql, beats);
            var others = new HashSet<>(others(sql, beats));
            var credited = credit(sql, beats);
            if (credited.length > 0) {
                remember(sql, beats, credited);
                progress(sql, beats, credited);
                countViews(sql, beats);
            }
            return Set.copyOf(others);
        });
    }

    private static void begin(DSLContext sql, List<Beat> beats) {
        sql.execute("""
                insert into plays (id, video_id, user_id, created_at)
                select play, video, person, at from unnest({0}, {1}, {2}, {3}) beat (play, video, person, at)
                order by play
                on conflict do nothing""", uuids(beats, Beat::play), uuids(beats, Beat::video), uuids(beats, Beat::user), times(beats));
    }

    private static List<UUID> others(DSLContext sql, List<Beat> beats) {
        return sql.fetch("""
                        select p.id from plays p join unnest({0}, {1}, {2}) beat (play, video, person) on p.id = beat.play
                        where p.video_id <> beat.video or p.user_id is distinct from beat.person""", uuids(beats, Beat::play), uuids(beats, Beat::video), uuids(beats, Beat::user))
                .getValues(0, UUID.class);
    }

    /** What a beat is worth: never more than the clock allows since the play began. */
    private record Credit(UUID play, int from, int to) {}

    private static Credit[] credit(DSLContext sql, List<Beat> beats) {
        return sql
                .fetch(
                        """
                        update plays p
                        set sequences = p.sequences + int4multirange(int4range(c.sequence, c.sequence + 1)),
                            spent = p.spent + (c.until - c.since) / c.rate,
                            watched = p.watched + int4multirange(c.seconds)
                        from (
                            select q.id, b.sequence, b.rate, b.since, d.until,
                                   int4range(round(b.since)::integer, greatest(round(b.since), round(d.until))::integer) as seconds
                            from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7})
                                beat (play, video, person, sequence, since, until, rate, at)
                            join plays q on q.id = beat.play and q.video_id = beat.video and q.user_id is not distinct from beat.person
                                and not q.sequences @> beat.sequence
                            cross join lateral (
                                select beat.sequence, beat.since, least(beat.rate, {8}) as rate,
                                       greatest(0, extract(epoch from beat.at - q.created_at) + {9} - q.spent) as left_over) b
                            cross join lateral (
                                select greatest(b.since, least(beat.until, b.since + b.left_over * b.rate)) as until) d
                            order by q.id for no key update of q) c
                        where p.id = c.id
                        returning p.id, lower(c.seconds), upper(c.seconds)""",
                        uuids(beats, Beat::play),
                        uuids(beats, Beat::video),
                        uuids(beats, Beat::user),
                        array(beats, Beat::sequence, Integer[]::new, Integer[].class),
                        numbers(beats, Beat::from),
                        numbers(beats, Beat::to),
                        numbers(beats, Beat::rate),
                        times(beats),
                        DSL.val(FASTEST),
                        DSL.val(ADVANCE))
                .stream()
                .filter(row -> row.get(1) != null)
                .map(row -> new Credit(row.get(0, UUID.class), row.get(1, Integer.class), row.get(2, Integer.class)))
                .toArray(Credit[]::new);
    }

    private static void remember(DSLContext sql, List<Beat> beats, Credit[] credited) {
        sql.execute(
                """
                insert into watch_events (video_id, user_id, session_id, sequence, watched, rate, details, created_at)
                select video, person, play, sequence, int4range(since, until), rate, jsonb_build_object('visible', visible), at
                from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}) beat (play, video, person, sequence, rate, visible, at)
                join unnest({7}, {8}, {9}) credit (play, since, until) using (play)""",
                uuids(beats, Beat::play),
                uuids(beats, Beat::video),
                uuids(beats, Beat::user),
                array(beats, Beat::sequence, Integer[]::new, Integer[].class),
                numbers(beats, Beat::rate),
                array(beats, Beat::visible, Boolean[]::new, Boolean[].class),
                times(beats),
                uuids(List.of(credited), Credit::play),
                array(List.of(credited), Credit::from, Integer[]::new, Integer[].class),
                array(List.of(credited), Credit::to, Integer[]::new, Integer[].class));
    }

    /** Where somebody stopped is where their latest beat of a play left off; an older one that comes late does not take them back. */
    private static void progress(DSLContext sql, List<Beat> beats, Credit[] credited) {
        sql.execute(
                """
                insert into video_views as v (user_id, video_id, watched, duration_seconds, last_position, viewed_at)
                select beat.person, beat.video, range_agg(int4range(credit.since, credit.until)), max(ceil(beat.duration))::integer,
                       coalesce(max(least(beat.until, beat.duration)) filter (where upper(p.sequences) = beat.sequence + 1), 0), max(beat.at)
                from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}) beat (play, video, person, sequence, until, duration, at)
                join unnest({7}, {8}, {9}) credit (play, since, until) using (play)
                join plays p on p.id = beat.play
                where beat.person is not null and beat.duration is not null
                group by beat.person, beat.video
                order by beat.person, beat.video
                on conflict (user_id, video_id) do update
                set watched = v.watched + excluded.watched, viewed_at = greatest(v.viewed_at, excluded.viewed_at),
                    last_position = case when excluded.last_position = 0 then v.last_position else excluded.last_position end""",
                uuids(beats, Beat::play),
                uuids(beats, Beat::video),
                uuids(beats, Beat::user),
                array(beats, Beat::sequence, Integer[]::new, Integer[].class),
                numbers(beats, Beat::to),
                numbers(beats, Beat::duration),
                times(beats),
                uuids(List.of(credited), Credit::play),
                array(List.of(credited), Credit::from, Integer[]::new, Integer[].class),
                array(List.of(credited), Credit::to, Integer[]::new, Integer[].class));
    }

    /** A play becomes a view after half a minute, or after half of a short film; a viewer counts once a day. */
    private static void countViews(DSLContext sql, List<Beat> beats) {
        sql.execute(
                """
                with due as (
                    update plays p set counted_at = beat.at
                    from unnest({0}, {1}, {2}, {3}) beat (play, viewer, duration, at)
                    where p.id = beat.play and p.counted_at is null
                      and covered_seconds(p.watched) >= greatest(1, least({4}, floor(beat.duration / 2)))
                    returning p.video_id, (beat.at at time zone 'UTC')::date as day, beat.viewer),
                counted as (
                    insert into counted_views (video_id, day, viewer) select distinct video_id, day, viewer from due order by 1, 2, 3
                    on conflict do nothing
                    returning video_id)
                update video_counters c set views = c.views + n.views, updated_at = now()
                from (select video_id, count(*) as views from counted group by video_id order by video_id) n
                where c.video_id = n.video_id""",
                uuids(beats, Beat::play),
                array(beats, Beat::viewer, byte[][]::new, byte[][].class),
                numbers(beats, Beat::duration),
                times(beats),
                DSL.val(VIEW_SECONDS));
    }

    /** @return how many plays are forgotten */
    int forget(Instant before) {
        return db.system(PART, sql -> {
            sql.execute(
                    "delete from counted_views where day < ({0} at time zone 'UTC')::date",
                    DSL.val(before.atOffset(ZoneOffset.UTC)));
            return sql.execute("delete from plays where created_at < {0}", DSL.val(before.atOffset(ZoneOffset.UTC)));
        });
    }

    private static <T> Field<UUID[]> uuids(List<T> of, Function<T, @Nullable UUID> what) {
        return DSL.val(of.stream().map(what).toArray(UUID[]::new), UUID[].class);
    }

    private static Field<BigDecimal[]> numbers(List<Beat> beats, Function<Beat, @Nullable BigDecimal> what) {
        return DSL.val(beats.stream().map(what).toArray(BigDecimal[]::new), SQLDataType.NUMERIC.array());
    }

    private static Field<OffsetDateTime[]> times(List<Beat> beats) {
        return DSL.val(
                beats.stream().map(beat -> beat.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new),
                OffsetDateTime[].class);
    }

    private static <T, V> Field<V[]> array(List<T> of, Function<T, V> what, IntFunction<V[]> made, Class<V[]> type) {
        return DSL.val(of.stream().map(what).toArray(made), type);
    }
}
