-- A word and a tag are asked of one index at once, which names only what has both; what is said in the films of a short time is looked for in
-- those alone, and of what is said often the newest places are looked at; a word that is left out is in nothing that is found, whether written or
-- said there; words that are left out, or of which one is enough, are not taken for rare because one of them is.
-- Way back: drop index videos_search_idx; create index videos_search_idx on videos using gin (search); create index videos_topics_idx on videos
-- using gin (((tags || hashtags)::citext[])); restore find_videos by the replacements below the other way round.

set local lock_timeout = '5s';

-- In this order: while an index is made films can be read, and once one is dropped they cannot.
create index videos_search_new_idx on videos using gin (search, ((tags || hashtags)::citext[]));
drop index videos_search_idx, videos_topics_idx;
alter index videos_search_new_idx rename to videos_search_idx;

-- 250 lines of find_videos differ in a few: they are not repeated.
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
    definition := pg_temp.replaced(definition, $$    lexemes constant text[] :=$$, $$    is_any_or_none constant boolean := query::text ~ '[|!]';
    -- Of what only must not be there no index knows.
    is_indexable constant boolean := querytree(query) not in ('', 'T');
    lexemes constant text[] :=$$);

    definition := pg_temp.replaced(definition, $$    by_tag boolean := false;
$$, '');

    -- Of the newest of a time many are read for the few that have the word; the index names all that have it.
    definition := pg_temp.replaced(definition, $$    few constant integer := 3000;
$$, $$    few constant integer := case when dates = '' then 3000 else 9000 end;
    many_said constant integer := 5000;
$$);

    definition := pg_temp.replaced(definition, $$    walked text;
$$, $$    walked text;
    of_the_time text := '';
$$);

    definition := pg_temp.replaced(definition, $$        select coalesce(min(coalesce(w.documents, 0)), 0) into rarest
        from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C";
        if tag$$, $$        select coalesce(case when is_any_or_none then max(coalesce(w.documents, 0)) else min(coalesce(w.documents, 0)) end, 0) into rarest
        from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C";
        if numnode(query) > 0 and not is_indexable then
            rarest := 2000000;
        end if;
        if tag$$);

    definition := pg_temp.replaced(definition, $$            by_tag := numnode(query) = 0 or tagged <= rarest;
            rarest := case when by_tag then tagged else rarest end;
$$, $$            rarest := case when numnode(query) = 0 then tagged else least(tagged, rarest) end;
$$);

    definition := pg_temp.replaced(definition, $$when cardinality(lexemes) > 1 and query = plain then 1000000 else$$,
        $$when is_any_or_none or cardinality(lexemes) > 1 or cardinality(lexemes) = 1 and tag is not null then 1000000 else$$);

    definition := pg_temp.replaced(definition, $$            by_tag := true;
$$, '');

    definition := pg_temp.replaced(definition, $$    if walk > 0 then
        walked := format($q$with walked as materialized ($$, $$    if is_short_time then
        -- What is said is looked for in these as well, in what the viewer learns, and in their own.
        walked := format($q$with of_the_time as materialized (
            select v.id, case when (%s%s) is true then %s end as score, v.published_at as moment
            from (select %s from videos v where %s order by v.published_at desc limit %s) v
        ), walked as materialized (
            select id, score, moment from of_the_time where score is not null order by moment desc limit $12
        ), watched as materialized (
            select id from of_the_time union all select unnest($15)
            union all select o.id from videos o where o.user_id = (select current_user_id()) and o.deleted_at is null)$q$,
            matches, fits, score_of, cols, shown, walk);
        of_the_time := ' and (t.video_id in (select id from watched)) is true';
        shows := shows || 'select * from walked'::text;
    elsif walk > 0 then
        walked := format($q$with walked as materialized ($$);

    definition := pg_temp.replaced(definition, $$    if uses_index and by_tag then
        shows := shows || format($q$select v.id, %s as score, v.published_at
            from (select %s from videos v where %s and %s and %s and (%s) is true%s order by v.published_at desc limit $12) v$q$,
            score_of, cols, case when walk > 0 then '(select count(*) from walked) < $12 / 4' else 'true' end, is_tagged, kept, matches, others);
    elsif uses_index then
        shows := shows || format($q$select v.id, %s as score, v.published_at
            from (select %s from videos v where %s and %s and %s%s order by v.published_at desc limit $12) v$q$,
            score_of, cols, case when walk > 0 then '(select count(*) from walked) < $12 / 4' else 'true' end,
            -- Who has the tag has its words: the index says who has both.
            case when candidates = query and tag is null then matches else 'v.search @@ ($16 && $11) and (v.search @@ $1) is true' end,
            kept, fits);
    end if;
$$, $$    if uses_index then
        shows := shows || format($q$select v.id, %s as score, v.published_at
            from (select %s from videos v where %s and %s%s%s%s%s order by v.published_at desc limit $12) v$q$,
            score_of, cols, case when walk > 0 then '(select count(*) from walked) < $12 / 4' else 'true' end, kept,
            case when tag is not null then ' and ' || is_tagged end,
            case when is_indexable then ' and v.search @@ $16' end,
            case when not (is_blank or is_indexable and candidates = query) then ' and (v.search @@ $1) is true' end,
            others);
    end if;
$$);

    definition := pg_temp.replaced(definition, $$                where t.search @@ $1
                limit 150$q$, spoken_walk)$$, $$                where t.search @@ $1%s
                limit 150$q$, spoken_walk, of_the_time)$$);
    definition := pg_temp.replaced(definition, $$else format('select t.id, t.video_id, t.search from transcript_segments t where t.search @@ $16%s and t.id <= $14 order by t.id desc offset 0',
                case when candidates = query then '' else ' and (t.search @@ $1) is true' end) end,
            fits);$$,
        -- Within a fence: the planner would rather read everything that is said from the end on.
        $$else format('select * from (select t.id, t.video_id, t.search from transcript_segments t where t.search @@ $16%s%s and t.id <= $14 offset 0) t order by t.id desc limit %s',
                case when candidates = query then '' else ' and (t.search @@ $1) is true' end, of_the_time, many_said) end,
            -- What must not be there must not be in what is written either.
            concat(fits, case when query::text like '%!%' then ' and (v.search || t.search) @@ $1' end));$$);

    definition := pg_temp.replaced(definition, $$    if numnode(query) > 0 then
        -- Segments sort$$, $$    if is_indexable then
        -- Segments sort$$);
    definition := pg_temp.replaced(definition, $$    if numnode(query) > 0 then
        -- Sorted before$$, $$    if is_indexable then
        -- Sorted before$$);
    execute definition;
end $change$;

drop function pg_temp.replaced(text, text, text);
