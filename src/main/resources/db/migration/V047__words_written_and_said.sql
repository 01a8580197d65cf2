-- Where few films have all the words written or said at once, those are found too of which one word is written and another said. Of a
-- quarter of a year at most the words' index is read together with that of the feed, which is short then.
-- Way back: restore find_videos by the replacements below the other way round.

-- 300 lines of find_videos differ in a few: they are not repeated.
create function pg_temp.replaced(what text, place text, by text) returns text language plpgsql as $$
begin
    if length(what) - length(replace(what, place, '')) <> length(place) then
        raise exception 'find_videos is not what it was: %', place;
    end if;
    return replace(what, place, by);
end $$;

do $change$
declare
    definition text := pg_get_functiondef('find_videos'::regproc);
begin
    definition := pg_temp.replaced(definition, $$    kept constant text := 'v.visibility = ''public'' and v.published_at is not null and num_nulls(v.deleted_at, v.taken_down_at) = 2
        and video_is_watchable(v) and v.published_at <= $2' || dates;$$, $$    kept constant text := case when coalesce(until, newest) - since <= interval '92 days' then shown
        else 'v.visibility = ''public'' and v.published_at is not null and num_nulls(v.deleted_at, v.taken_down_at) = 2
        and video_is_watchable(v) and v.published_at <= $2' || dates end;$$);

    definition := pg_temp.replaced(definition, $$    found uuid[] := '{}';
$$, $$    found uuid[] := '{}';
    -- The rarest first.
    each_word tsquery[];
    words_of_a_film constant integer := 4;
    many_films constant integer := 15000;
$$);

    definition := pg_temp.replaced(definition, $$    -- Letters in a row, for languages$$, $$    -- One word is written, another said. Some of those that have the rarest word in either way are looked at, each.
    if cardinality(found) < 24 and query = plain and cardinality(lexemes) between 2 and words_of_a_film then
        each_word := array(
            select ('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''')::tsquery
            from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C"
            order by coalesce(w.documents, 0), lexeme);
        select min(coalesce(w.documents, 0)) into rarest from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C";
        for id, score, moment, segment_id in execute format($q$
            with near as materialized (%s),
            seen as materialized (
                select v.id, v.search, coalesce(v.published_at, v.created_at) as moment
                from near n
                join videos v on v.id = n.id
                where v.deleted_at is null and coalesce(v.published_at, v.created_at) <= $2
                  and (v.published_at is not null and v.taken_down_at is null and video_is_watchable(v)
                           and (v.visibility = 'public' or v.visibility = 'course' and v.id = any ($15))
                       or v.user_id = (select current_user_id()))%s
                  and v.id <> all ($17)
                order by 3 desc
                limit 40)
            select v.id, 2, v.moment, said.segment_id
            from seen v
            cross join lateral (
                select array_agg(distinct w.place) as places, (array_agg(t.id order by w.place, t.start_time_seconds))[1] as segment_id
                from (select t.id, t.search, t.start_time_seconds from transcript_segments t where t.video_id = v.id limit 3000) t
                join unnest($13) with ordinality w (word, place) on t.search @@ w.word) said
            where said.segment_id is not null
              and not exists (
                  select from unnest($13) with ordinality w (word, place)
                  where not v.search @@ w.word and w.place <> all (said.places))
            order by 3 desc$q$,
            case when person is not null then 'select v.id from videos v where v.user_id = $7 and v.deleted_at is null order by v.created_at desc limit 120'
            -- Of a common word the index would name every film there is; the newest soon have it.
            when rarest > many_films then format('(select v.id from (select %s from videos v where %s order by v.published_at desc limit 4000) v where v.search @@ $16 limit 60)
                union (select s.video_id from (select t.video_id, t.search from transcript_segments t where t.id <= $14 order by t.id desc limit 4000) s where s.search @@ $16 limit 60)',
                cols, shown)
            else '(select n.id from (select v.id, v.published_at from videos v where v.search @@ $16 limit 500) n order by n.published_at desc nulls last limit 60)
                union (select s.video_id from (select t.id, t.video_id from transcript_segments t where t.search @@ $16 and t.id <= $14 limit 500) s order by s.id desc limit 60)' end,
            fits)
            using query, newest, lang, shortest, longest, since, person, tags_meant, lower(words), until, tag_words, among, each_word, latest, learned, each_word[1], found
        loop
            found := found || id;
            return next;
        end loop;
    end if;

    -- Letters in a row, for languages$$);

    execute definition;
end $change$;

drop function pg_temp.replaced(text, text, text);
