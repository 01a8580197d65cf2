-- A search looks for whom it names among fewer people, but first for two words that stand side by side in a name; and goes over the newest
-- films rather than by the index where a word of more than 8,000 films is somewhat rarer lately. What stands in few films anyway is not
-- counted among the newest first.
-- Way back: restore find_videos of V037.

set local lock_timeout = '5s';

create or replace function find_videos(words text, newest timestamptz, lang text default null, shortest numeric default null, longest numeric default null,
                            since timestamptz default null, person uuid default null, tag text default null, captioned boolean default null,
                            among integer default 200)
    returns table (id uuid, score integer, moment timestamptz, segment_id uuid)
    language plpgsql stable security definer rows 200
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    set max_parallel_workers_per_gather = 0
    -- Of a common name the planner would rather read everybody than the index.
    set enable_seqscan = off
    -- Not a word about queries without words.
    set client_min_messages = warning
    as $$
#variable_conflict use_column
declare
    query constant tsquery := websearch_to_tsquery('simple', words);
    plain constant tsquery := plainto_tsquery('simple', words);
    is_blank constant boolean := words = '';
    -- An index says which rows have the words of a phrase, and each is read to see whether they stand in a row.
    is_phrase constant boolean := query::text like '%<%';
    lexemes constant text[] := tsvector_to_array(to_tsvector('simple', words));
    -- Of many words the rarest few find nearly all there is to find; the others are looked for in what these found.
    candidates tsquery := query;
    shown constant text := 'v.visibility = ''public'' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v)
        and v.published_at <= $2';
    -- The planner does not see through num_nulls: it would read the whole index of the feed beside that of the words.
    kept constant text := 'v.visibility = ''public'' and v.published_at is not null and num_nulls(v.deleted_at, v.taken_down_at) = 2
        and video_is_watchable(v) and v.published_at <= $2';
    fits constant text := concat(
        case when lang is not null then ' and (v.language = $3 or v.language like $3 || ''-%'')' end,
        case when shortest is not null then ' and v.duration >= $4' end,
        case when longest is not null then ' and v.duration <= $5' end,
        case when since is not null then ' and v.published_at >= $6' end,
        case when person is not null then ' and v.user_id = $7' end,
        case when tag is not null then ' and v.tags @> array[$8]' end,
        case when captioned then ' and exists (select from captions c where c.video_id = v.id and c.status = ''ready'')' end);
    -- What stands in the title counts most; the words as they were typed, in a row, a little more.
    score_of constant text := case when is_blank then '0' else
        'round(1000000 * ts_rank(v.search, $1))::integer + case when position($9 in lower(v.title)) > 0 then 200000 else 0 end' end;
    matches constant text := case when is_blank then 'true' else 'v.search @@ $1' end;
    cols constant text := 'v.id, v.search, v.title, v.published_at, v.created_at, v.user_id, v.language, v.duration, v.tags';
    -- The last key that could have been made before the ceiling: what is said in films is cut into rows whenever captions change.
    latest constant uuid := (lpad(to_hex((extract(epoch from newest) * 1000)::bigint), 12, '0') || 'ffffffffffffffffffff')::uuid;
    enough_words constant integer := 3;
    -- So many are soon read by the index, and all of them are found.
    few constant integer := 3000;
    words_of_a_name constant integer := 8;
    met integer;
    rarest integer;
    -- What this many of the newest 2,000 have is found sooner among the newest than by the index, which names films all over the disk.
    often integer;
    common integer := 40000;
    walk integer := 0;
    spoken_walk integer := 0;
    listed integer := 0;
    pairs tsquery;
    named uuid[] := '{}';
    learned uuid[] := '{}';
    -- Only the parts that can find something are put together: the server plans each anew, which takes longer than most take to run.
    uses_index boolean;
    has_own constant boolean := exists (select from videos v where v.user_id = (select current_user_id()) and v.deleted_at is null);
    walked text;
    shows text[] := '{}';
    finds text[] := '{}';
begin
    if is_blank and fits = '' or numnode(query) = 0 and length(words) = 0 and fits = '' then
        return;
    end if;

    -- Whose newest: everybody's, or one person's, which their index has in order.
    if person is not null then
        walk := 20000;
    elsif is_blank and tag is null then
        walk := 100000;
    elsif numnode(query) > 0 or tag is not null then
        select coalesce(min(coalesce(w.documents, 0)), 0) into rarest
        from unnest(tsvector_to_array(to_tsvector('simple', coalesce(tag, words)))) lexeme left join search_words w on w.word = lexeme collate "C";
        if is_phrase or rarest > few then
            execute format('select count(*) from (select %s from videos v where %s order by v.published_at desc limit 2000) v where %s%s', cols, shown, matches, fits)
            into met using query, newest, lang, shortest, longest, since, person, tag, lower(words);
        end if;
        -- Films that have several words at once are few, however common each is, unless they are many among the newest as well; those with
        -- the words of a phrase all have to be read.
        common := case when is_phrase then 11000 when cardinality(lexemes) > 1 and query = plain then 1000000 else 40000 end;
        often := case when is_phrase then 10 when rarest > 8000 then 9 else 14 end;
        walk := case when is_phrase and (met >= often or rarest > common) then 25000
            when rarest > common then 100000 when met >= often and rarest > few then 30000 else 0 end;
    end if;
    if cardinality(lexemes) > enough_words and query = plain then
        select string_agg('''' || replace(replace(rare.lexeme, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery into candidates
        from (select lexeme from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C"
              order by coalesce(w.documents, 0), lexeme limit enough_words) rare;
    end if;
    if numnode(query) > 0 then
        -- Segments sort by when they were written; those of the newest are looked at.
        select count(*) into met from (select t.search from transcript_segments t where t.id <= latest order by t.id desc limit 3000) t where t.search @@ query;
        spoken_walk := case when met >= 15 then 80000 else 0 end;
    end if;

    if current_user_id() is not null then
        learned := array(select enrolled_video_ids());
    end if;

    -- Whom the words name. With signs that mean something, or a person chosen already, nobody is guessed.
    if numnode(plain) > 0 and query = plain and person is null and cardinality(lexemes) <= words_of_a_name then
        if cardinality(lexemes) between 2 and 3 then
            pairs := (select string_agg(one.word || ' & ' || two.word, ' | ')
                from unnest(string_to_array(plain::text, ' & ')) with ordinality one (word, place)
                join unnest(string_to_array(plain::text, ' & ')) with ordinality two (word, place) on two.place = one.place + 1)::tsquery;
        end if;
        named := array(
            select u.id
            from (
                select distinct on (u.id) u.*
                from ((select * from users where people_words(username, display_name) @@ pairs limit 20)
                      union all
                      (select * from users where people_words(username, display_name) @@ replace(plain::text, ' & ', ' | ')::tsquery limit 30)) u) u
            where u.deleted_at is null and u.status in ('active', 'trial')
            order by case when cardinality(lexemes) = 1 then 0
                else cardinality(tsvector_to_array(ts_delete(to_tsvector('simple', words), tsvector_to_array(people_words(u.username, u.display_name))))) end, u.id
            limit 5);
    end if;

    -- One person's are all walked; without words there is no index to go by.
    uses_index := person is null and rarest <= common and (numnode(query) > 0 or tag is not null);
    if walk > 0 then
        walked := format($q$with walked as materialized (
            select v.id, %s as score, v.published_at as moment
            from (select %s from videos v where %s%s order by v.published_at desc limit %s) v
            where %s%s
            order by v.published_at desc limit $10)$q$,
            score_of, cols, shown, case when person is not null then ' and v.user_id = $7' else '' end, walk, matches, fits);
        shows := shows || ('select * from walked' || case when uses_index then ' where (select count(*) from walked) >= $10 / 2' else '' end);
    end if;
    if uses_index then
        shows := shows || format($q$select v.id, %s as score, v.published_at
            from (select %s from videos v where %s and %s and %s%s order by v.published_at desc limit $10) v$q$,
            score_of, cols, case when walk > 0 then '(select count(*) from walked) < $10 / 2' else 'true' end,
            -- With a tag it is the tag's index; the words are then only looked at.
            case when tag is not null then format('(%s) is true', matches)
                when candidates = query then matches else 'v.search @@ $14 and (v.search @@ $1) is true' end,
            kept, fits);
    end if;
    if has_own then
        shows := shows || format($q$select v.id, %s, coalesce(v.published_at, v.created_at)
            from (select *, video_is_watchable(videos) as is_watchable from videos
                  where user_id = (select current_user_id()) and deleted_at is null order by created_at desc limit 3000) v
            where (v.visibility <> 'public' or v.published_at is null or v.taken_down_at is not null or not v.is_watchable)
              and v.created_at <= $2 and %s%s$q$,
            score_of, matches, fits);
    end if;
    if cardinality(learned) > 0 then
        -- Few, and known: the index of words is not asked where they are.
        shows := shows || format($q$select v.id, %s, v.published_at
            from videos v
            where v.id = any ($13) and v.visibility = 'course' and v.published_at <= $2
              and num_nulls(v.deleted_at, v.taken_down_at) = 2 and video_is_watchable(v) and (%s) is true%s$q$,
            score_of, matches, fits);
    end if;
    if cardinality(shows) > 0 then
        finds := finds || format('select id, max(score) as score, max(moment) as moment, null::uuid as segment_id from ((%s)) x (id, score, moment) group by id',
            array_to_string(shows, ') union all ('));
    end if;
    if cardinality(named) > 0 then
        -- What remains of the words without the name is cut once for each person, not for each of their films.
        finds := finds || format($q$select v.id, 400000, v.published_at, null::uuid
            from unnest($11) p (id)
            join users u on u.id = p.id
            cross join lateral (
                select plainto_tsquery('simple', array_to_string(tsvector_to_array(
                    ts_delete(to_tsvector('simple', $9), tsvector_to_array(people_words(u.username, u.display_name)))), ' ')) as remaining offset 0) r
            cross join lateral (
                select v.id, v.published_at from (
                    select %s from videos v where v.user_id = p.id and %s order by v.published_at desc limit 1000) v
                where (numnode(r.remaining) = 0 or v.search @@ r.remaining)%s
                limit 100) v$q$,
            cols, shown, fits);
    end if;
    if numnode(query) > 0 then
        -- Sorted before the films are looked up: of a word that is said in thousands only the newest are.
        finds := finds || format($q$select distinct on (id) id, score, moment, segment_id
            from (
                select v.id, t.id as segment_id, round(1000000 * ts_rank(t.search, $1))::integer as score, coalesce(v.published_at, v.created_at) as moment
                from (%s) t
                join videos v on v.id = t.video_id
                where v.deleted_at is null and coalesce(v.published_at, v.created_at) <= $2
                  and (v.published_at is not null and v.taken_down_at is null and video_is_watchable(v)
                           and (v.visibility = 'public' or v.visibility = 'course' and v.id = any ($13))
                       or v.user_id = (select current_user_id()))%s
                order by t.id desc limit 150) said
            order by id, score desc, segment_id$q$,
            case when spoken_walk > 0 then format($q$select * from (
                    select t.id, t.video_id, t.search from transcript_segments t where t.id <= $12 order by t.id desc limit %s) t
                where t.search @@ $1
                limit 150$q$, spoken_walk)
            else format('select t.id, t.video_id, t.search from transcript_segments t where t.search @@ $14%s and t.id <= $12 order by t.id desc offset 0',
                case when candidates = query then '' else ' and (t.search @@ $1) is true' end) end,
            fits);
    end if;
    if cardinality(finds) > 0 then
        -- Ten times the views are worth a twentieth: of two that say the same the one that people watch comes first. By powers of ten,
        -- so that a score stays what it was while somebody turns the pages.
        return query execute concat(
            walked,
            $q$ select f.id, (sum(f.score) * (1 + 0.05 * least(6, coalesce(floor(log(1 + max(n.views))), 0))))::integer, max(f.moment),
                   (array_agg(f.segment_id) filter (where f.segment_id is not null))[1]
            from (($q$, array_to_string(finds, ') union all ('), $q$)) f (id, score, moment, segment_id)
            left join video_counters n on n.video_id = f.id
            group by f.id
            order by 2 desc, 3 desc, 1 desc
            limit $10 $q$)
            using query, newest, lang, shortest, longest, since, person, tag, lower(words), among, named, latest, learned, candidates;
        get diagnostics listed = row_count;
    end if;

    -- Letters in a row, for languages that put no spaces between words, and for a part of one. Of fewer than three the index knows
    -- nothing, and of many it reads the entries of each three: the first are enough to find by.
    if listed >= 24 or is_blank or words like '% %' and words ~ '^[\u0001-\u0E00]*$' then
        return;
    end if;
    met := 0;
    if words !~ '^[\u0001-\u0E00]*$' or words !~ '^\w{3,}$'
        or (select sum(w.documents) from search_words w where length(w.word) > 2 and w.word like letters_pattern(words)) > few then
        execute format('select count(*) from (select %s, v.description from videos v where %s order by v.published_at desc limit 2000) v '
                'where lower(v.title || '' '' || v.description) like letters_pattern($9) and not v.search @@ $1%s', cols, shown, fits)
            into met using query, newest, lang, shortest, longest, since, person, tag, words;
    end if;
    walk := case when length(words) < 3 or person is not null then 20000 when met * 20 >= 24 then 60000 else 0 end;
    shows := array[format(
        case when walk > 0 then
            $q$select v.id, v.published_at
            from (select %1$s, v.description from videos v where %2$s%3$s order by v.published_at desc limit %4$s) v
            where lower(v.title || ' ' || v.description) like letters_pattern($9) and not v.search @@ $1%5$s
            order by v.published_at desc limit 100$q$
        else
            $q$select v.id, v.published_at
            from videos v
            where search_text(v.title, v.description) like letters_pattern(left($9, 12))
              and lower(v.title || ' ' || v.description) like letters_pattern($9) and not v.search @@ $1 and %6$s%5$s
            order by v.published_at desc limit 100$q$ end,
        cols, shown, case when person is not null then ' and v.user_id = $7' else '' end, walk, fits, kept)];
    if has_own then
        shows := shows || format($q$select v.id, coalesce(v.published_at, v.created_at)
            from (select * from videos where user_id = (select current_user_id()) and deleted_at is null order by created_at desc limit 3000) v
            where v.created_at <= $2 and lower(v.title || ' ' || v.description) like letters_pattern($9) and not v.search @@ $1%s$q$, fits);
    end if;
    return query execute concat(
        'select f.id, 1, f.moment, null::uuid from ((', array_to_string(shows, ') union ('), ')) f (id, moment)',
        case when cardinality(named) > 0 then ' where not exists (select from videos v where v.id = f.id and v.user_id = any ($11))' end,
        ' order by 3 desc limit $10')
        using query, newest, lang, shortest, longest, since, person, tag, words, among, named;
end $$;
