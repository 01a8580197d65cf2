package dev.kinora.playback;

import dev.kinora.platform.Db;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
    /** Seconds of a film, once a viewer: a player may begin to tell when it has played for a while, and clocks are not all alike. */
    private static final BigDecimal ADVANCE = BigDecimal.valueOf(15);
    /** Faster is not watched, whatever is claimed. */
    private static final BigDecimal FASTEST = BigDecimal.valueOf(4);

    private static final int VIEW_SECONDS = 30;
    /** Of one viewer and film, whose name changes each day: each beat adds up all of them. */
    static final int MOST_PLAYS = 100;
    /** Of a play: what is older counts as come, so that gaps do not add up. */
    private static final int BEATS_AWAITED = 1_000;

    private final Db db;

    BeatStore(Db db) {
        this.db = db;
    }

    /**
     * Each of another viewer, or of another film.
     *
     * @return by their plays the beats of which nothing was taken, and why
     */
    Map<UUID, PlaybackProblem> take(List<Beat> beats) {
        return db.system(PART, sql -> {
            alone(sql, beats);
            begin(sql, beats);
            var refused = refused(sql, beats);
            var credited = credit(sql, beats);
            if (credited.length > 0) {
                remember(sql, beats, credited);
                progress(sql, beats, credited);
                countViews(sql, beats);
            }
            return refused;
        });
    }

    /** Two processes that take beats of one viewer would each find the same time not spent. */
    private static void alone(DSLContext sql, List<Beat> beats) {
        sql.execute("""
                select pg_advisory_xact_lock(place) from (
                    select distinct hashtextextended(video || encode(viewer, 'hex'), 0) as place
                    from unnest({0}, {1}) beat (video, viewer) order by 1) places""", uuids(beats, Beat::video), viewers(beats));
    }

    private static void begin(DSLContext sql, List<Beat> beats) {
        sql.execute(
                """
                insert into plays (id, video_id, user_id, viewer, created_at)
                select play, video, person, viewer, at from unnest({0}, {1}, {2}, {3}, {4}) beat (play, video, person, viewer, at)
                where (select count(*) from plays o where o.viewer = beat.viewer and o.video_id = beat.video) < {5}
                order by play
                on conflict do nothing""",
                uuids(beats, Beat::play),
                uuids(beats, Beat::video),
                uuids(beats, Beat::user),
                viewers(beats),
                times(beats),
                DSL.val(MOST_PLAYS));
    }

    /** Of somebody else or of another film, or one too many to be begun. */
    private static Map<UUID, PlaybackProblem> refused(DSLContext sql, List<Beat> beats) {
        return sql.fetch("""
                        select beat.play, p.id is not null as begun
                        from unnest({0}, {1}, {2}) beat (play, video, person) left join plays p on p.id = beat.play
                        where p.id is null or p.video_id <> beat.video or p.user_id is distinct from beat.person""", uuids(beats, Beat::play), uuids(beats, Beat::video), uuids(beats, Beat::user))
                .intoMap(
                        row -> row.get(0, UUID.class),
                        row -> row.get(1, Boolean.class)
                                ? PlaybackProblem.anotherPlay()
                                : PlaybackProblem.tooManyPlays(MOST_PLAYS));
    }

    /**
     * What a beat is worth. The clock of a viewer runs once for all they play of a film: where one of their plays has come to,
     * the others have too. A play that begins later does not get what was left over before it. The last second of a film is a
     * whole one, as its length is counted in whole ones too.
     */
    private record Credit(UUID play, int from, int to) {}

    private static Credit[] credit(DSLContext sql, List<Beat> beats) {
        return sql
                .fetch(
                        """
                        update plays p
                        set sequences = p.sequences + int4multirange(int4range(c.sequence, c.sequence + 1),
                                int4range(0, greatest(0, upper(p.sequences) - {11}, c.sequence - {11}))),
                            spent = case when isempty(c.seconds) then p.spent
                                else c.spent + (upper(c.seconds) - lower(c.seconds)) / c.rate end,
                            watched = p.watched + int4multirange(c.seconds)
                        from (
                            select q.id, beat.sequence, r.rate, v.spent,
                                   int4range(round(beat.since)::integer, greatest(round(beat.since), case
                                       when d.until > beat.since and d.until >= beat.duration - 0.5 then ceil(beat.duration)
                                       else round(d.until) end)::integer) as seconds
                            from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {10})
                                beat (play, video, person, sequence, since, until, rate, at, duration)
                            join plays q on q.id = beat.play and q.video_id = beat.video and q.user_id is not distinct from beat.person
                                and not q.sequences @> beat.sequence
                            cross join lateral (select least(beat.rate, {9}) as rate) r
                            cross join lateral (
                                select max(extract(epoch from o.created_at - q.created_at) + o.spent) as spent,
                                       extract(epoch from beat.at - min(o.created_at)) * {9} - sum(covered_seconds(o.watched)) as most
                                from plays o where o.id = q.id or (o.viewer = q.viewer and o.video_id = q.video_id)) v
                            cross join lateral (
                                select greatest(beat.since, least(beat.until, beat.since + {8} * least(r.rate, 1) + least(v.most,
                                    (extract(epoch from beat.at - q.created_at) - v.spent) * r.rate))) as until) d
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
                        DSL.val(ADVANCE),
                        DSL.val(FASTEST),
                        numbers(beats, Beat::duration),
                        DSL.val(BEATS_AWAITED))
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

    /**
     * A play becomes a view when half a minute has passed since it began and as much was watched, in it or in others of the same
     * viewer; of a short film half of it. A viewer counts once a day.
     */
    private static void countViews(DSLContext sql, List<Beat> beats) {
        sql.execute(
                """
                with due as (
                    update plays p set counted_at = beat.at
                    from unnest({0}, {1}, {2}, {3}) beat (play, viewer, duration, at)
                    cross join lateral (select greatest(1, least({4}, floor(beat.duration / 2))) as seconds) needed
                    where p.id = beat.play and p.counted_at is null
                      and extract(epoch from beat.at - p.created_at) >= needed.seconds
                      and (select covered_seconds(range_agg(o.watched)) from plays o
                           where o.id = p.id or (o.viewer = p.viewer and o.video_id = p.video_id)) >= needed.seconds
                    returning p.video_id, (beat.at at time zone 'UTC')::date as day, beat.viewer),
                counted as (
                    insert into counted_views (video_id, day, viewer) select distinct video_id, day, viewer from due order by 1, 2, 3
                    on conflict do nothing
                    returning video_id)
                update video_counters c set views = c.views + n.views, updated_at = now()
                from (select video_id, count(*) as views from counted group by video_id order by video_id) n
                where c.video_id = n.video_id""",
                uuids(beats, Beat::play),
                viewers(beats),
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

    private static Field<byte[][]> viewers(List<Beat> beats) {
        return array(beats, Beat::viewer, byte[][]::new, byte[][].class);
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
