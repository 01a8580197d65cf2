-- Parts of words, and words of languages that put no spaces between them, are found in what is said, too.
-- Way back: restore find_videos by the replacements below the other way round.

set local lock_timeout = '5s';

create function pg_temp.replaced(whole text, before text, after text) returns text language plpgsql as $$
begin
    if position(before in whole) = 0 then
        raise exception 'find_videos is not what it was thought to be: %', before;
    end if;
    return replace(whole, before, after);
end $$;

-- 400 lines of find_videos stay as they are: they are not repeated.
do $do$
declare
    definition text := pg_get_functiondef('find_videos'::regproc);
begin
    definition := pg_temp.replaced(definition, $$    many_films constant integer := 15000;
$$, $$    many_films constant integer := 15000;
    newest_said constant integer := 15000;
$$);

    definition := pg_temp.replaced(definition, $$    return query execute concat(
        'select f.id, 1, f.moment, null::uuid from (($$, $$    for id, score, moment, segment_id in execute concat(
        'select f.id, 1, f.moment, null::uuid from (($$);

    definition := pg_temp.replaced(definition, $$        using query, newest, lang, shortest, longest, since, person, tags_meant, words, until, tag_words, among, named, holders, found;
$$, $$        using query, newest, lang, shortest, longest, since, person, tags_meant, words, until, tag_words, among, named, holders, found
    loop
        found := found || id;
        return next;
    end loop;

    -- The same in what is said: by the words that have the letters. Of two letters no index knows, nor of what is no word; the newest places
    -- are looked through where there are no spaces.
    if cardinality(found) >= 24 then
        return;
    end if;
    listed := 0;
    holders := null;
    if words ~ '^\w{3,}$' then
        select case when count(*) > many_words then many_said + 1 else coalesce(sum(w.places), 0) end,
            string_agg('''' || replace(replace(w.word, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery
        into listed, holders
        from (select * from said_words w where length(w.word) > 2 and w.word like letters_pattern(without_accents(words)) limit many_words + 1) w;
    end if;
    if holders is null and words ~ '^[\u0001-\u0E00]*$' then
        return;
    end if;
    -- A film that says it a thousand times is one film. Of what not everybody hears there may be more than the words tell.
    return query execute format($q$
        select v.id, 0, v.published_at, t.id
        from (select t.video_id, min(t.id::text)::uuid as id from (%s) t group by t.video_id) t
        join videos v on v.id = t.video_id
        where %s%s and v.id <> all ($13) and not v.search @@ $1
        order by v.published_at desc
        limit 100$q$,
        case when holders is null or listed > many_said then format($q$
            select t.id, t.video_id
            from (select t.id, t.video_id, t.text from transcript_segments t where t.id <= $14 order by t.id desc limit %s) t
            where lower(t.text) like letters_pattern($9)$q$, newest_said)
        else format('select t.id, t.video_id from transcript_segments t where t.search @@ $15 and t.id <= $14 limit %s', 2 * many_said) end,
        shown, concat(case when person is not null then ' and v.user_id = $7' end, fits))
        using query, newest, lang, shortest, longest, since, person, tags_meant, words, until, tag_words, among, found, latest, holders;
$$);
    execute definition;
end $do$;
