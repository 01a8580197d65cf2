-- What is published stands in lists once it can be watched; searches of many words and of phrases do less work, and views count a little.
-- Way back: drop trigger videos_thumbnail_doomed on videos; drop function doom_thumbnail(); restore media_is_referred of V024 and
-- note_search_words, recount_search_words, find_people, suggest_people, similar_words, suggest_titles, find_videos and the trigger
-- videos_words_change of V027, call recount_search_words(); alter table videos drop column announced_at; drop functions video_is_watchable(videos),
-- is_watchable(video_status).

set local lock_timeout = '5s';

-- --- library: what can be watched ----------------------------------------------------------------------------------------------------

-- Without a search path of their own, as only so they become part of the statements that ask: a call for each row walked over would take
-- longer than all the rest. People may not read each column, so they ask by those it depends on.
create function is_watchable(status video_status) returns boolean
    language sql immutable parallel safe
    return status = 'ready';
comment on function is_watchable(video_status) is 'Whether there is anything to watch of a video in this state: the one place that knows.';
create function video_is_watchable(video videos) returns boolean
    language sql immutable parallel safe
    return is_watchable((video).status);
comment on function video_is_watchable(videos) is
    'Whether there is anything to watch yet. What is published stands in no list, feed or search before; its owner sees it all the same.';
revoke execute on function is_watchable(video_status), video_is_watchable(videos) from public;
grant execute on function is_watchable(video_status) to kinora_app, kinora_worker;

-- What there is has been told of already. A default that every row shares is no rewriting of them.
alter table videos add column announced_at timestamptz default now();
alter table videos alter column announced_at drop default;
comment on column videos.announced_at is
    'When its owner''s webhooks were last told that it is published: once a publication, and not before it can be watched.';
grant select (announced_at), update (announced_at) on videos to kinora_app;
create trigger videos_announced_by_owner before update of announced_at on videos for each row execute function only_its_owner('user_id');

-- --- library: pictures that were replaced --------------------------------------------------------------------------------------------

create function doom_thumbnail() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    insert into doomed_media (store, path)
    select store, 'videos/' || old.id || '/thumbnails/' || right(old.thumbnail_url, 40)
    from unnest(array[old.store, old.moving_to]) store
    where store is not null;
    return null;
end $$;
comment on function doom_thumbnail() is 'Trigger: a picture that was chosen or sent goes when another takes its place.';
revoke execute on function doom_thumbnail() from public;
-- Those that processing makes have an address of another form and are its own affair.
create trigger videos_thumbnail_doomed after update of thumbnail_url on videos for each row
    when (old.thumbnail_url is distinct from new.thumbnail_url and old.thumbnail_url ~ '^/thumbnails/[0-9a-f-]{36}/[0-9a-f-]{36}[.]jpg$')
    execute function doom_thumbnail();

create or replace function media_is_referred(in_store text, media_path text) returns boolean
    language sql stable
    set search_path = public, pg_temp
    begin atomic
        select case
            -- Of a video that is there, what is being made and what plays; no edition that came to nothing or was replaced.
            when media_path ~ '^videos/[0-9a-f-]{36}/editions/[0-9a-f-]{36}/$' then exists (
                select from editions e join videos v on v.id = e.video_id
                where e.id = split_part(media_path, '/', 4)::uuid and e.state in ('making', 'ready')
                  and in_store in (v.store, coalesce(v.moving_to, v.store)))
            when right(media_path, 1) = '/' then not exists (select from unowned_media(in_store, array[rtrim(media_path, '/')]))
            when media_path ~ '^videos/[0-9a-f-]{36}/thumbnails/' then exists (
                select from videos v
                where v.id = split_part(media_path, '/', 2)::uuid and in_store in (v.store, coalesce(v.moving_to, v.store))
                  and v.thumbnail_url = '/thumbnails/' || v.id || '/' || split_part(media_path, '/', 4))
            else exists (select from uploads u where u.id = right(media_path, 36)::uuid and u.store = in_store and u.storage_key = media_path)
                or exists (select from videos v where v.id = split_part(media_path, '/', 2)::uuid
                    and in_store in (v.store, coalesce(v.moving_to, v.store)) and v.storage_key = media_path) end;
    end;

-- --- search: only what can be watched ------------------------------------------------------------------------------------------------

create or replace function note_search_words() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    went tsvector;
    came tsvector;
begin
    if tg_op <> 'INSERT' and old.visibility = 'public' and old.published_at is not null and old.deleted_at is null and old.taken_down_at is null
        and video_is_watchable(old) then
        went := old.search;
    end if;
    if tg_op <> 'DELETE' and new.visibility = 'public' and new.published_at is not null and new.deleted_at is null and new.taken_down_at is null
        and video_is_watchable(new) then
        came := new.search;
    end if;
    if strip(went) is distinct from strip(came) then
        insert into search_word_changes (come, gone) values (strip(came), strip(went));
    end if;
    return null;
end $$;
drop trigger videos_words_change on videos;
create trigger videos_words_change after update of title, description, tags, hashtags, visibility, status, published_at, deleted_at, taken_down_at
    on videos for each row execute function note_search_words();

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
    insert into search_words (word, documents)
    select word, ndoc from ts_stat($q$
        select search from videos
        where visibility = 'public' and published_at is not null and deleted_at is null and taken_down_at is null
            and video_is_watchable(videos)$q$)
    where length(word) <= 40;
    get diagnostics counted = row_count;
    return counted;
end $$;
select recount_search_words();

create or replace function find_people(words text, most integer default 5) returns setof uuid
    language plpgsql stable security definer rows 5
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
declare
    query constant tsquery := plainto_tsquery('simple', words);
begin
    if numnode(query) = 0 then
        return;
    end if;
    return query
        select u.id
        from (select * from users where people_words(username, display_name) @@ query limit 200) u
        where u.deleted_at is null and u.status in ('active', 'trial')
          and exists (select from videos v where v.user_id = u.id and v.visibility = 'public' and v.published_at is not null
              and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v))
        order by lower(coalesce(u.display_name, u.username::text)) = lower(words) or u.username::text = lower(words) desc, u.created_at, u.id
        limit most;
end $$;

create or replace function suggest_people(typed text, most integer default 3) returns setof uuid
    language plpgsql stable security definer rows 5
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
declare
    whole constant tsquery := plainto_tsquery('simple', typed);
    query tsquery;
begin
    if numnode(whole) = 0 then
        return;
    end if;
    -- The last word is still being typed.
    query := (whole::text || ':*')::tsquery;
    return query
        select u.id
        from (select * from users where people_words(username, display_name) @@ query limit 60) u
        where u.deleted_at is null and u.status in ('active', 'trial')
          and exists (select from videos v where v.user_id = u.id and v.visibility = 'public' and v.published_at is not null
              and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v))
        order by starts_with(u.username::text, lower(typed)) or starts_with(lower(u.display_name), lower(typed)) desc nulls last, u.created_at, u.id
        limit most;
end $$;

create or replace function suggest_titles(typed text, most integer default 5) returns setof uuid
    language plpgsql stable security definer rows 8
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    set max_parallel_workers_per_gather = 0
    as $$
declare
    whole constant tsquery := plainto_tsquery('simple', typed);
    query tsquery;
    begins integer;
    found_ids uuid[];
begin
    if numnode(whole) = 0 then
        return;
    end if;
    -- The last word is still being typed, and all of them stand in the title.
    query := (regexp_replace(whole::text, '''( &|$)', ''':A\1', 'g'))::tsquery;
    query := (regexp_replace(query::text, ':A$', ':*A'))::tsquery;
    found_ids := array(
        select v.id
        from (select v.id, v.search, v.title, v.published_at from videos v
              where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null
                and video_is_watchable(v)
              order by v.published_at desc limit 4000) v
        where v.search @@ query
        order by starts_with(lower(v.title), lower(typed)) desc, v.published_at desc
        limit most);
    if cardinality(found_ids) < most and length(typed) >= 3 then
        -- Not among the newest, so it is rare; unless it was common once, when reading all of it would take too long.
        select coalesce(sum(w.documents), 0) into begins
        from (select documents from suggest_words(substring(lower(typed) from '([^ ]*)$'), 200)) w;
        if begins <= 20000 then
            found_ids := array(
                select v.id from videos v
                where v.search @@ query and v.visibility = 'public' and v.published_at is not null
                  and num_nulls(v.deleted_at, v.taken_down_at) = 2 and video_is_watchable(v)
                order by starts_with(lower(v.title), lower(typed)) desc, v.published_at desc
                limit most);
        end if;
    end if;
    return query select unnest(found_ids);
end $$;

-- Two letters that changed places early in a long word leave it too few of its trigrams; there are few such words, and each is looked up.
create or replace function similar_words(typed text, most integer default 60) returns table (word text, documents integer)
    language plpgsql stable security definer rows 60
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
declare
    meant constant text := lower(typed);
begin
    perform set_config('pg_trgm.similarity_threshold', case when length(typed) < 7 then '0.2' else '0.35' end, true);
    return query
        select w.word::text, w.documents from search_words w
        where w.word = any (array(
            select overlay(meant placing reverse(substr(meant, i, 2)) from i for 2) collate "C" from generate_series(1, length(meant) - 1) i))
        union
        (select w.word::text, w.documents from search_words w
        where w.word % meant and length(w.word) between greatest(3, length(typed) - 2) and length(typed) + 2
        order by similarity(w.word, meant) desc, w.documents desc
        limit most);
end $$;

-- --- search: videos --------------------------------------------------------------------------------------------------------------

create or replace function find_videos(words text, newest timestamptz, lang text default null, shortest numeric default null, longest numeric default null,
                            since timestamptz default null, person uuid default null, tag text default null, captioned boolean default null,
                            among integer default 200)
    returns table (id uuid, score integer, moment timestamptz, segment_id uuid)
    language plpgsql stable security definer rows 200
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    set max_parallel_workers_per_gather = 0
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
    enough_words constant integer := 4;
    words_of_a_name constant integer := 8;
    met integer;
    rarest integer;
    common integer := 40000;
    walk integer := 0;
    spoken_walk integer := 0;
    listed integer;
    named uuid[] := '{}';
    learned uuid[] := '{}';
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
        execute format('select count(*) from (select %s from videos v where %s order by v.published_at desc limit 2000) v where %s%s', cols, shown, matches, fits)
        into met using query, newest, lang, shortest, longest, since, person, tag, lower(words);
        select coalesce(min(coalesce(w.documents, 0)), 0) into rarest
        from unnest(tsvector_to_array(to_tsvector('simple', coalesce(tag, words)))) lexeme left join search_words w on w.word = lexeme collate "C";
        -- Films that have three words at once are few, however common each is; those with the words of a phrase all have to be read.
        common := case when is_phrase then 13000 when cardinality(lexemes) > 2 and query = plain then 1000000 else 40000 end;
        walk := case when met >= 10 or rarest > common then case when is_phrase then 25000 else 100000 end else 0 end;
    end if;
    if cardinality(lexemes) > enough_words and query = plain then
        select string_agg('''' || replace(replace(rare.lexeme, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery into candidates
        from (select lexeme from unnest(lexemes) lexeme left join search_words w on w.word = lexeme collate "C"
              order by coalesce(w.documents, 0), lexeme limit enough_words) rare;
    end if;
    if numnode(query) > 0 then
        -- Segments sort by when they were written; those of the newest are looked at.
        select count(*) into met from (select t.search from transcript_segments t where t.id <= latest order by t.id desc limit 3000) t where t.search @@ query;
        spoken_walk := case when met >= 6 then 80000 else 0 end;
    end if;

    if current_user_id() is not null then
        learned := array(select enrolled_video_ids());
    end if;

    -- Whom the words name. With signs that mean something, or a person chosen already, nobody is guessed.
    if numnode(plain) > 0 and query = plain and person is null and cardinality(lexemes) <= words_of_a_name then
        named := array(
            select u.id
            from (select * from users where people_words(username, display_name) @@ replace(plain::text, ' & ', ' | ')::tsquery limit 100) u
            where u.deleted_at is null and u.status in ('active', 'trial')
            order by cardinality(tsvector_to_array(ts_delete(to_tsvector('simple', words), tsvector_to_array(people_words(u.username, u.display_name))))), u.id
            limit 5);
    end if;

    return query execute format($q$
        with walked as materialized (
            select v.id, %3$s as score, v.published_at as moment
            from (select %1$s from videos v where %2$s%10$s order by v.published_at desc limit %4$s) v
            where %5$s%6$s
            order by v.published_at desc limit $10
        ), indexed as materialized (
            select v.id, %3$s as score, v.published_at as moment
            from videos v
            where %7$s and (select count(*) from walked) < $10 and %11$s and %8$s%6$s
        ), theirs as (
            select v.id, 400000 as score, v.published_at as moment
            from unnest($11) p (id)
            join users u on u.id = p.id
            cross join lateral (
                select plainto_tsquery('simple', array_to_string(tsvector_to_array(
                    ts_delete(to_tsvector('simple', $9), tsvector_to_array(people_words(u.username, u.display_name)))), ' ')) as remaining) r
            cross join lateral (
                select v.* from (
                    select * from videos v where v.user_id = p.id and %2$s order by v.published_at desc limit 1000) v
                where (numnode(r.remaining) = 0 or v.search @@ r.remaining)%6$s
                limit 100) v
        ), mine as (
            select v.id, %3$s as score, coalesce(v.published_at, v.created_at) as moment
            from (select *, video_is_watchable(videos) as is_watchable from videos
                  where user_id = (select current_user_id()) and deleted_at is null order by created_at desc limit 3000) v
            where (v.visibility <> 'public' or v.published_at is null or v.taken_down_at is not null or not v.is_watchable) and v.created_at <= $2 and %5$s%6$s
            union all
            select v.id, %3$s, v.published_at
            from videos v
            where v.id = any ($13) and v.visibility = 'course' and v.published_at <= $2
              and num_nulls(v.deleted_at, v.taken_down_at) = 2 and video_is_watchable(v) and %5$s%6$s
        ), heard as (
            select t.id, t.video_id, t.search
            from (select t.id, t.video_id, t.search from transcript_segments t where t.id <= $12 order by t.id desc limit %9$s) t
            where t.search @@ $1
            limit 150
        ), noted as (
            select t.id, t.video_id, t.search from transcript_segments t
            where %9$s = 0 and numnode($1) > 0 and t.search @@ $14 and (t.search @@ $1) is true and t.id <= $12
        ), said as (
            select v.id, t.id as segment_id, round(1000000 * ts_rank(t.search, $1))::integer as score, coalesce(v.published_at, v.created_at) as moment
            from ((select * from heard) union all (select * from noted)) t
            join videos v on v.id = t.video_id
            where v.deleted_at is null and coalesce(v.published_at, v.created_at) <= $2
              and (v.published_at is not null and v.taken_down_at is null and video_is_watchable(v)
                       and (v.visibility = 'public' or v.visibility = 'course' and v.id = any ($13))
                   or v.user_id = (select current_user_id()))%6$s
            order by t.id desc limit 150
        ), spoken as (
            select distinct on (id) id, segment_id, score, moment from said order by id, score desc, segment_id
        )
        -- Ten times the views are worth a twentieth: of two that say the same the one that people watch comes first. By powers of ten,
        -- so that a score stays what it was while somebody turns the pages.
        select f.id, (sum(f.score) * (1 + 0.05 * least(6, coalesce(floor(log(1 + max(n.views))), 0))))::integer, max(f.moment),
               (array_agg(f.segment_id) filter (where f.segment_id is not null))[1]
        from (
            select id, max(score) as score, max(moment) as moment, null::uuid as segment_id
            from (
                (select * from walked where (select count(*) from walked) >= $10 or not %7$s)
                union all
                (select * from indexed order by moment desc limit $10)
                union all
                select * from mine) x
            group by id
            union all
            select id, score, moment, null from theirs
            union all
            select id, score, moment, segment_id from spoken) f
        left join video_counters n on n.video_id = f.id
        group by f.id
        order by 2 desc, 3 desc, 1 desc
        limit $10 $q$,
        cols, shown, score_of, walk, matches, fits,
        -- One person's are all walked; without words there is no index to go by.
        case when person is not null or rarest > common or numnode(query) = 0 and tag is null then 'false' else 'true' end,
        kept, spoken_walk, case when person is not null then ' and v.user_id = $7' else '' end,
        -- With a tag it is the tag's index; the words are then only looked at.
        case when tag is not null then format('(%s) is true', matches)
            when candidates = query then matches else 'v.search @@ $14 and (v.search @@ $1) is true' end)
        using query, newest, lang, shortest, longest, since, person, tag, lower(words), among, named, latest, learned, candidates;

    get diagnostics listed = row_count;
    -- Letters in a row, for languages that put no spaces between words, and for a part of one. Of fewer than three the index knows
    -- nothing, and of many it reads the entries of each three: the first are enough to find by.
    if listed >= 24 or is_blank or words like '% %' and words ~ '^[\u0001-\u0E00]*$' then
        return;
    end if;
    execute format('select count(*) from (select %s, v.description from videos v where %s order by v.published_at desc limit 2000) v '
            'where lower(v.title || '' '' || v.description) like letters_pattern($9) and not v.search @@ $1%s', cols, shown, fits)
        into met using query, newest, lang, shortest, longest, since, person, tag, words;
    walk := case when length(words) < 3 or person is not null then 20000 when met * 20 >= 24 then 60000 else 0 end;
    return query execute format($q$
        with walked as materialized (
            select v.id, v.published_at
            from (select %1$s, v.description from videos v where %2$s%6$s order by v.published_at desc limit %3$s) v
            where lower(v.title || ' ' || v.description) like letters_pattern($9) and not v.search @@ $1%4$s
            order by v.published_at desc limit 100
        ), indexed as materialized (
            select v.id, v.published_at
            from videos v
            where %3$s = 0 and search_text(v.title, v.description) like letters_pattern(left($9, 12))
              and lower(v.title || ' ' || v.description) like letters_pattern($9) and not v.search @@ $1 and %5$s%4$s
        )
        select f.id, 1, f.moment, null::uuid
        from (
            select id, published_at as moment from walked
            union
            (select id, published_at from indexed order by published_at desc limit 100)
            union
            select v.id, coalesce(v.published_at, v.created_at)
            from (select * from videos where user_id = (select current_user_id()) and deleted_at is null order by created_at desc limit 3000) v
            where v.created_at <= $2 and lower(v.title || ' ' || v.description) like letters_pattern($9) and not v.search @@ $1%4$s) f
        where not exists (select from videos v where v.id = f.id and v.user_id = any ($11))
        order by 3 desc limit $10 $q$,
        cols, shown, walk, fits, kept, case when person is not null then ' and v.user_id = $7' else '' end)
        using query, newest, lang, shortest, longest, since, person, tag, words, among, named;
end $$;
