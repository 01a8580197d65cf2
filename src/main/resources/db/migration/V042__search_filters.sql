-- A search is narrowed to a tag or hashtag, however its letters are written, and to a time of publication; people's names are found in spite of
-- a slip, and so is the beginning of a word while it is typed.
-- Way back: drop functions find_videos of here, similar_names, similar_beginnings, similar_name_beginnings, note_search_names (with its triggers);
-- restore find_videos of V038 as V040 changed it, fold_search_words and recount_search_words of V040; alter table search_word_changes drop
-- column of_names; drop table search_names; drop index videos_topics_idx, videos_unworded_idx.

set local lock_timeout = '5s';

-- --- tags and times ----------------------------------------------------------------------------------------------------------------

-- Compared as citext: who writes Yoga means yoga.
create index videos_topics_idx on videos using gin (((tags || hashtags)::citext[]));

-- What is in no counted word: the longest are not counted, as all is that is written without spaces; what looks like markup is none.
create index videos_unworded_idx on videos using gin (search_text(title, description) gin_trgm_ops)
    where search_text(title, description) ~ '\S{41}|[<&]';

drop function find_videos(text, timestamptz, text, numeric, numeric, timestamptz, uuid, text, boolean, integer);
create function find_videos(words text, newest timestamptz, lang text default null, shortest numeric default null, longest numeric default null,
                            since timestamptz default null, until timestamptz default null, person uuid default null, tag text default null,
                            captioned boolean default null, among integer default 200)
    returns table (id uuid, score integer, moment timestamptz, segment_id uuid)
    language plpgsql stable security definer rows 200
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    set max_parallel_workers_per_gather = 0
    -- Of a common name the planner would rather read everybody than the index.
    set enable_seqscan = off
    -- Few rows are looked up one by one; to hash the other side all films of a month would be read.
    set enable_hashjoin = off
    set enable_mergejoin = off
    -- Not a word about queries without words.
    set client_min_messages = warning
    as $$
#variable_conflict use_column
declare
    query constant tsquery := websearch_to_tsquery('public.words', words);
    plain constant tsquery := plainto_tsquery('public.words', words);
    is_blank constant boolean := words = '';
    -- An index says which rows have the words of a phrase, and each is read to see whether they stand in a row.
    is_phrase constant boolean := query::text like '%<%';
    lexemes constant text[] := tsvector_to_array(to_tsvector('public.words', words));
    -- Of many words the rarest few find nearly all there is to find; the others are looked for in what these found.
    candidates tsquery := query;
    dates constant text := concat(
        case when since is not null then ' and v.published_at >= $6' end,
        case when until is not null then ' and v.published_at < $10' end);
    shown constant text := 'v.visibility = ''public'' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v)
        and v.published_at <= $2' || dates;
    -- The planner does not see through num_nulls: it would read the whole index of the feed beside that of the words.
    kept constant text := 'v.visibility = ''public'' and v.published_at is not null and num_nulls(v.deleted_at, v.taken_down_at) = 2
        and video_is_watchable(v) and v.published_at <= $2' || dates;
    tags_meant constant citext[] := array[tag, '#' || tag]::citext[];
    tag_words constant tsquery := plainto_tsquery('public.words', coalesce(tag, ''));
    is_tagged constant text := '(v.tags || v.hashtags)::citext[] && $8';
    -- Who has a tag has its words, which costs less to see.
    looks_tagged constant text := case when numnode(tag_words) = 0 then is_tagged else format('case when v.search @@ $11 then %s else false end', is_tagged) end;
    others constant text := concat(
        case when lang is not null then ' and (v.language = $3 or v.language like $3 || ''-%'')' end,
        case when shortest is not null then ' and v.duration >= $4' end,
        case when longest is not null then ' and v.duration <= $5' end,
        dates,
        case when person is not null then ' and v.user_id = $7' end,
        case when captioned then ' and exists (select from captions c where c.video_id = v.id and c.status = ''ready'')' end);
    fits constant text := concat(others, case when tag is not null then ' and ' || looks_tagged end);
    -- What stands in the title counts most; the words as they were typed, in a row, a little more.
    score_of constant text := case when is_blank then '0' else
        'round(1000000 * ts_rank(v.search, $1))::integer + case when position($9 in lower(v.title)) > 0 then 200000 when position(without_accents($9) in without_accents(v.title)) > 0 then 190000 else 0 end' end;
    matches constant text := case when is_blank then 'true' else 'v.search @@ $1' end;
    cols constant text := 'v.id, v.search, v.title, v.published_at, v.created_at, v.user_id, v.language, v.duration, v.tags, v.hashtags';
    -- The last key that could have been made before the ceiling: what is said in films is cut into rows whenever captions change.
    latest constant uuid := (lpad(to_hex((extract(epoch from newest) * 1000)::bigint), 12, '0') || 'ffffffffffffffffffff')::uuid;
    enough_words constant integer := 3;
    -- So many are soon read by the index, and all of them are found.
    few constant integer := 3000;
    -- So many of a time are walked, all of them.
    of_a_time constant integer := 20000;
    many_words constant integer := 1000;
    words_of_a_name constant integer := 8;
    letters constant text := 'search_text(v.title, v.description) like letters_pattern(left($9, 12)) and lower(v.title || '' '' || v.description) like letters_pattern($9)';
    unworded constant text := 'search_text(v.title, v.description) ~ ''\S{41}|[<&]''';
    met integer;
    tagged integer;
    rarest integer;
    is_short_time boolean := false;
    by_tag boolean := false;
    -- What this many of the newest 2,000 have is found sooner among the newest than by the index, which names films all over the disk.
    often integer;
    common integer := 40000;
    walk integer := 0;
    spoken_walk integer := 0;
    found uuid[] := '{}';
    listed bigint;
    holders tsquery;
    by_letters boolean := true;
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
        from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C";
        if tag is not null then
            select coalesce(min(coalesce(w.documents, 0)), 0) into tagged
            from unnest(tsvector_to_array(to_tsvector('public.words', tag))) lexeme left join search_words w on w.word = lexeme collate "C";
            by_tag := numnode(query) = 0 or tagged <= rarest;
            rarest := case when by_tag then tagged else rarest end;
        end if;
        if dates <> '' and rarest > few then
            execute format('select count(*) <= %s from (select from videos v where v.visibility = ''public'' and v.deleted_at is null and v.published_at <= $2%s limit %s) v',
                    of_a_time, dates, of_a_time + 1)
                into is_short_time using query, newest, lang, shortest, longest, since, person, tags_meant, lower(words), until;
        end if;
        if not is_short_time and (is_phrase or rarest > few) then
            execute format('select count(*) filter (where %s%s), count(*) filter (where %s) from (select %s from videos v where %s order by v.published_at desc limit 2000) v',
                    matches, fits, case when tag is null then 'true' else looks_tagged end, cols, shown)
                into met, tagged using query, newest, lang, shortest, longest, since, person, tags_meant, lower(words), until, tag_words;
        end if;
        -- Films that have several words at once are few, however common each is, unless they are many among the newest as well; those with
        -- the words of a phrase all have to be read.
        common := case when is_phrase then 11000 when cardinality(lexemes) > 1 and query = plain then 1000000 else 40000 end;
        often := case when is_phrase then 10 when rarest > 8000 then 9 else 14 end;
        if tag is not null and rarest > few and tagged < often then
            by_tag := true;
            rarest := least(rarest, common);
        end if;
        walk := case when is_short_time then of_a_time when is_phrase and (met >= often or rarest > common) then 12000
            when rarest > common then 100000 when met >= often and rarest > few then 12000 else 0 end;
    end if;
    if cardinality(lexemes) > enough_words and query = plain then
        select string_agg('''' || replace(replace(rare.lexeme, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery into candidates
        from (select lexeme from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C"
              order by coalesce(w.documents, 0), lexeme limit enough_words) rare;
    end if;
    if numnode(query) > 0 then
        -- Segments sort by when they were written; those of the newest are looked at.
        select count(*) into met from (select t.search from transcript_segments t where t.id <= latest order by t.id desc limit 3000) t where t.search @@ query;
        spoken_walk := case when met >= 12 then 15000 else 0 end;
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
                else cardinality(tsvector_to_array(ts_delete(to_tsvector('public.words', words), tsvector_to_array(people_words(u.username, u.display_name))))) end, u.id
            limit 5);
    end if;

    -- One person's are all walked; without words there is no index to go by.
    uses_index := person is null and not is_short_time and rarest <= common and (numnode(query) > 0 or tag is not null);
    if walk > 0 then
        walked := format($q$with walked as materialized (
            select v.id, %s as score, v.published_at as moment
            from (select %s from videos v where %s%s order by v.published_at desc limit %s) v
            where %s%s
            order by v.published_at desc limit $12)$q$,
            score_of, cols, shown, case when person is not null then ' and v.user_id = $7' else '' end, walk, matches, fits);
        shows := shows || ('select * from walked' || case when uses_index then ' where (select count(*) from walked) >= $12 / 4' else '' end);
    end if;
    if uses_index and by_tag then
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
            where v.id = any ($15) and v.visibility = 'course' and v.published_at <= $2
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
            from unnest($13) p (id)
            join users u on u.id = p.id
            cross join lateral (
                select plainto_tsquery('public.words', array_to_string(tsvector_to_array(
                    ts_delete(to_tsvector('public.words', $9), tsvector_to_array(people_words(u.username, u.display_name)))), ' ')) as remaining offset 0) r
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
                           and (v.visibility = 'public' or v.visibility = 'course' and v.id = any ($15))
                       or v.user_id = (select current_user_id()))%s
                order by t.id desc limit 150) said
            order by id, score desc, segment_id$q$,
            case when spoken_walk > 0 then format($q$select * from (
                    select t.id, t.video_id, t.search from transcript_segments t where t.id <= $14 order by t.id desc limit %s) t
                where t.search @@ $1
                limit 150$q$, spoken_walk)
            else format('select t.id, t.video_id, t.search from transcript_segments t where t.search @@ $16%s and t.id <= $14 order by t.id desc offset 0',
                case when candidates = query then '' else ' and (t.search @@ $1) is true' end) end,
            fits);
    end if;
    if cardinality(finds) > 0 then
        -- Ten times the views are worth a twentieth: of two that say the same the one that people watch comes first. By powers of ten,
        -- so that a score stays what it was while somebody turns the pages.
        for id, score, moment, segment_id in execute concat(
            walked,
            $q$ select f.id, (sum(f.score) * (1 + 0.05 * least(6, coalesce(floor(log(1 + max(n.views))), 0))))::integer, max(f.moment),
                   (array_agg(f.segment_id) filter (where f.segment_id is not null))[1]
            from (($q$, array_to_string(finds, ') union all ('), $q$)) f (id, score, moment, segment_id)
            left join video_counters n on n.video_id = f.id
            group by f.id
            order by 2 desc, 3 desc, 1 desc
            limit $12 $q$)
            using query, newest, lang, shortest, longest, since, person, tags_meant, lower(words), until, tag_words, among, named, latest, learned, candidates
        loop
            found := found || id;
            return next;
        end loop;
    end if;

    -- Letters in a row, for languages that put no spaces between words, and for a part of one. Of fewer than three the index knows
    -- nothing, and of many it reads the entries of each three: the first are enough to find by.
    if cardinality(found) >= 24 or is_blank or words like '% %' and words ~ '^[\u0001-\u0E00]*$' then
        return;
    end if;
    met := 0;
    listed := few + 1;
    if words ~ '^[\u0001-\u0E00]*$' and words ~ '^[[:alnum:]]{3,}$' then
        select coalesce(sum(w.documents), 0), count(*), string_agg('''' || replace(replace(w.word, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery
        into listed, met, holders
        from (select * from search_words w where length(w.word) > 2 and w.word like letters_pattern(without_accents(words)) limit many_words + 1) w;
        -- The words that have the letters name fewer films than the letters do, but not those that came a moment ago, nor what is in no word.
        by_letters := met > many_words
            or exists (select from search_word_changes c where not c.of_names and c.come::text like letters_pattern(without_accents(words)));
        listed := case when met > many_words then few + 1 else listed end;
        met := 0;
    end if;
    if listed > few then
        execute format('select count(*) from (select %s, v.description from videos v where %s order by v.published_at desc limit 2000) v '
                'where lower(v.title || '' '' || v.description) like letters_pattern($9) and not v.search @@ $1%s', cols, shown, fits)
            into met using query, newest, lang, shortest, longest, since, person, tags_meant, words, until, tag_words;
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
            where %7$s and not v.search @@ $1 and %6$s%5$s
            order by v.published_at desc limit 100$q$ end,
        cols, shown, case when person is not null then ' and v.user_id = $7' else '' end, walk, fits, kept,
        case when by_letters then letters else concat('(', case when holders is not null then 'v.search @@ $14 or ' end, letters, ' and ', unworded, ')') end)];
    if has_own then
        shows := shows || format($q$select v.id, coalesce(v.published_at, v.created_at)
            from (select * from videos where user_id = (select current_user_id()) and deleted_at is null order by created_at desc limit 3000) v
            where v.created_at <= $2 and lower(v.title || ' ' || v.description) like letters_pattern($9) and not v.search @@ $1%s$q$, fits);
    end if;
    return query execute concat(
        'select f.id, 1, f.moment, null::uuid from ((', array_to_string(shows, ') union ('), ')) f (id, moment)',
        ' where f.id <> all ($15)',
        case when cardinality(named) > 0 then ' and not exists (select from videos v where v.id = f.id and v.user_id = any ($13))' end,
        ' order by 3 desc limit $12')
        using query, newest, lang, shortest, longest, since, person, tags_meant, words, until, tag_words, among, named, holders, found;
end $$;
comment on function find_videos(text, timestamptz, text, numeric, numeric, timestamptz, timestamptz, uuid, text, boolean, integer) is
    'Videos the viewer may see by words in them, in what is said, or in their makers'' names, up to a ceiling of time: score, when, and the moment it was said.';
revoke execute on function find_videos(text, timestamptz, text, numeric, numeric, timestamptz, timestamptz, uuid, text, boolean, integer) from public;
grant execute on function find_videos(text, timestamptz, text, numeric, numeric, timestamptz, timestamptz, uuid, text, boolean, integer)
    to kinora_app, kinora_worker;

-- --- names -------------------------------------------------------------------------------------------------------------------------

create table search_names (
    word text collate "C" primary key constraint search_names_word_length check (length(word) between 1 and 40),
    people integer not null constraint search_names_people_positive check (people > 0)
);
comment on table search_names is
    'Words of the names of people who have an account, and of how many: for slips of the finger. Whoever guesses one asks find_people whether they may.';
comment on column search_names.word is 'The word, lower case and without accents.';
comment on column search_names.people is 'In how many people''s names it is.';
-- Words that look like one that is nobody's name.
create index search_names_trigram_idx on search_names using gin (word gin_trgm_ops) where length(word) > 2;
select secure_table('search_names');

alter table search_word_changes add column of_names boolean not null default false;
comment on column search_word_changes.of_names is 'Whether they are words of somebody''s names, not of a video.';
comment on table search_word_changes is
    'Words that videos and names brought and took away, to be counted within a minute. Counted at once, all who publish would wait for the row of the same common word.';
comment on column search_word_changes.come is 'What the public video or the name says now; null if it is there no more.';
comment on column search_word_changes.gone is 'What it said before; null if it was not there.';

create function note_search_names() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    went tsvector;
    came tsvector;
begin
    if tg_op <> 'INSERT' and old.deleted_at is null and old.status in ('active', 'trial') then
        went := strip(people_words(old.username, old.display_name));
    end if;
    if tg_op <> 'DELETE' and new.deleted_at is null and new.status in ('active', 'trial') then
        came := strip(people_words(new.username, new.display_name));
    end if;
    if went is distinct from came then
        insert into search_word_changes (come, gone, of_names) values (came, went, true);
    end if;
    return null;
end $$;
comment on function note_search_names() is 'Trigger: what words people are called by more or less.';
revoke execute on function note_search_names() from public;
create trigger users_names_come after insert or delete on users for each row execute function note_search_names();
create trigger users_names_change after update of username, display_name, status, deleted_at on users
    for each row execute function note_search_names();

create or replace function fold_search_words(now_is timestamptz default now(), most integer default 1000) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    folded constant uuid[] := array(select c.id from search_word_changes c order by c.id limit most);
    changed text[];
    bare text[];
    steps integer[];
begin
    -- Two at once would count the same changes twice.
    if cardinality(folded) = 0 or not pg_try_advisory_xact_lock(hashtext('search_words')) then
        return 0;
    end if;
    select array_agg(word), array_agg(without_accents(word)), array_agg(step) into changed, bare, steps
    from (
        select word, sum(step)::integer as step
        from (
            select unnest(tsvector_to_array(come)) as word, 1 as step from search_word_changes where id = any (folded) and not of_names
            union all
            select unnest(tsvector_to_array(gone)), -1 from search_word_changes where id = any (folded) and not of_names) each
        where length(word) <= 40
        group by word
        having sum(step) <> 0) s;
    merge into search_words w
    using (select word, step from unnest(changed, bare, steps) s (word, plain, step) where word = plain) s on w.word = s.word collate "C"
    when matched and w.documents + s.step <= 0 then delete
    when matched then update set documents = w.documents + s.step
    when not matched and s.step > 0 then insert (word, documents) values (s.word, s.step);
    merge into search_spellings w
    using (select word, plain, step from unnest(changed, bare, steps) s (word, plain, step) where word <> plain and length(plain) between 1 and 40) s
    on w.word = s.plain collate "C" and w.spelling = s.word collate "C"
    when matched and w.documents + s.step <= 0 then delete
    when matched then update set documents = w.documents + s.step
    when not matched and s.step > 0 then insert (word, spelling, documents) values (s.plain, s.word, s.step);
    merge into search_names w
    using (
        select word, sum(step)::integer as step
        from (
            select unnest(tsvector_to_array(come)) as word, 1 as step from search_word_changes where id = any (folded) and of_names
            union all
            select unnest(tsvector_to_array(gone)), -1 from search_word_changes where id = any (folded) and of_names) each
        where length(word) <= 40
        group by word
        having sum(step) <> 0) s
    on w.word = s.word collate "C"
    when matched and w.people + s.step <= 0 then delete
    when matched then update set people = w.people + s.step
    when not matched and s.step > 0 then insert (word, people) values (s.word, s.step);
    delete from search_word_changes where id = any (folded);
    return cardinality(folded);
end $$;
comment on function fold_search_words(timestamptz, integer) is
    'Counts what videos and names brought and took of words, at most so many changes; says how many.';

create or replace function recount_search_words() returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    counted bigint;
begin
    perform pg_advisory_xact_lock(hashtext('search_words'));
    delete from search_word_changes;
    delete from search_words;
    delete from search_spellings;
    delete from search_names;
    insert into search_names (word, people)
    select word, ndoc from ts_stat($q$
        select people_words(username, display_name) from users where deleted_at is null and status in ('active', 'trial')$q$)
    where length(word) <= 40;
    with counts as materialized (
        select word, without_accents(word) as plain, ndoc from ts_stat($q$
            select written_words(videos) from videos
            where visibility = 'public' and published_at is not null and deleted_at is null and taken_down_at is null
                and video_is_watchable(videos)$q$)
        where length(word) <= 40
    ), spellings as (
        insert into search_spellings (word, spelling, documents)
        select plain, word, ndoc from counts where word <> plain and length(plain) between 1 and 40
    )
    insert into search_words (word, documents)
    select word, ndoc from counts where word = plain;
    get diagnostics counted = row_count;
    return counted;
end $$;
comment on function recount_search_words() is
    'Counts all words of all public videos and all names anew; says how many of videos there are. Only needed once, and after rows were loaded past the triggers.';

-- Whoever counts anew does so with their own rights.
grant execute on function video_is_watchable(videos) to kinora_worker;

insert into search_names (word, people)
select word, ndoc from ts_stat($q$
    select people_words(username, display_name) from users where deleted_at is null and status in ('active', 'trial')$q$)
where length(word) <= 40;

create function similar_names(typed text, most integer default 60) returns table (word text, people integer)
    language plpgsql stable security definer rows 60
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
declare
    meant constant text := without_accents(typed);
begin
    perform set_config('pg_trgm.similarity_threshold', case when length(meant) < 7 then '0.2' else '0.35' end, true);
    return query
        select n.word::text, n.people from search_names n
        where n.word = any (array(
            select overlay(meant placing reverse(substr(meant, i, 2)) from i for 2) collate "C" from generate_series(1, length(meant) - 1) i))
        union
        (select n.word::text, n.people from search_names n
        where n.word % meant and length(n.word) between greatest(3, length(meant) - 2) and length(meant) + 2
        order by similarity(n.word, meant) desc, n.people desc
        limit most);
end $$;
comment on function similar_names(text, integer) is 'Words of names somebody may have meant who typed this, the most alike first.';
revoke execute on function similar_names(text, integer) from public;
grant execute on function similar_names(text, integer) to kinora_app, kinora_worker;

-- --- beginnings --------------------------------------------------------------------------------------------------------------------

-- Of a word that is still being typed the first letters are mostly right, and of what begins with them the commonest is meant. Where they are
-- not, its trigrams are the way, as they are to words that are rare.
create function similar_beginnings(typed text, most integer default 400) returns table (word text, documents integer)
    language plpgsql stable security definer rows 500
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
declare
    beginning constant text := without_accents(typed);
begin
    if length(beginning) < 4 then
        return;
    end if;
    perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
    return query
        (select w.word::text, w.documents from search_words w where left(w.word, 2) = left(beginning, 2)
        order by left(w.word, 2), w.documents desc limit most)
        union
        (select w.word::text, w.documents from search_words w where left(w.word, 2) = reverse(left(beginning, 2))
        order by left(w.word, 2), w.documents desc limit most / 4)
        union
        (select w.word::text, w.documents from search_words w where left(w.word, 1) = left(beginning, 1)
        order by left(w.word, 1), w.documents desc limit most)
        union
        (select w.word::text, w.documents from search_words w where w.word %> beginning and length(w.word) > 2
        order by word_similarity(beginning, w.word) desc, w.documents desc limit 60);
end $$;
comment on function similar_beginnings(text, integer) is 'Words that may begin nearly like this, the commonest among them.';

create function similar_name_beginnings(typed text, most integer default 60) returns table (word text, people integer)
    language plpgsql stable security definer rows 60
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
declare
    beginning constant text := without_accents(typed);
begin
    if length(beginning) < 4 then
        return;
    end if;
    perform set_config('pg_trgm.word_similarity_threshold', '0.4', true);
    return query
        select n.word::text, n.people from search_names n where n.word %> beginning and length(n.word) > 2
        order by word_similarity(beginning, n.word) desc, n.people desc limit most;
end $$;
comment on function similar_name_beginnings(text, integer) is 'Words of names that may begin nearly like this, the most alike first.';
revoke execute on function similar_beginnings(text, integer), similar_name_beginnings(text, integer) from public;
grant execute on function similar_beginnings(text, integer), similar_name_beginnings(text, integer) to kinora_app, kinora_worker;
