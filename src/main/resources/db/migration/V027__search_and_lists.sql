-- Finding by what people type, slips of the finger included; lists that keep their order while several change them.
-- Way back: drop functions suggest_titles, suggest_words, suggest_people, find_people, similar_words, known_words, find_videos,
-- fold_search_words, recount_search_words, note_search_words (with its triggers), people_words (with users_words_idx); drop tables search_words,
-- search_word_changes; alter table playlists drop column kind, drop constraint playlists_description_length; alter table playlist_items
-- drop constraint playlist_items_most; grant delete, update on playlists to kinora_app; drop type playlist_kind.

set local lock_timeout = '5s';

-- --- search: which words there are -----------------------------------------------------------------------------------------------

create table search_words (
    -- Compared by its letters' codes: the beginning of a word is then a range of the key.
    word text collate "C" primary key constraint search_words_word_length check (length(word) between 1 and 40),
    documents integer not null constraint search_words_documents_positive check (documents > 0)
);
comment on table search_words is
    'Words in titles, tags and descriptions of videos that everybody sees, and of how many: for suggestions, slips of the finger and the way a search goes. Nothing of a private video.';
comment on column search_words.word is 'The word, lower case.';
comment on column search_words.documents is 'In how many public videos it is.';
-- One or two letters begin too many words to sort them by how common they are.
create index search_words_letter_idx on search_words (left(word, 1), documents desc);
create index search_words_letters_idx on search_words (left(word, 2), documents desc);
-- Words that look like one that nobody wrote. Numbers and short ones are not guessed at.
create index search_words_trigram_idx on search_words using gin (word gin_trgm_ops) where length(word) > 2;

create table search_word_changes (
    id uuid primary key default uuidv7(),
    come tsvector,
    gone tsvector,
    constraint search_word_changes_say_something check (num_nonnulls(come, gone) > 0)
);
comment on table search_word_changes is
    'Words that videos brought and took away, to be counted within a minute. Counted at once, all who publish would wait for the row of the same common word.';
comment on column search_word_changes.id is 'Key; the order they came in.';
comment on column search_word_changes.come is 'What the public video says now; null if it is public no more.';
comment on column search_word_changes.gone is 'What it said before; null if it was not public.';

select secure_table('search_words');
select secure_table('search_word_changes');

create function note_search_words() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    went tsvector;
    came tsvector;
begin
    if tg_op <> 'INSERT' and old.visibility = 'public' and old.published_at is not null and old.deleted_at is null and old.taken_down_at is null then
        went := old.search;
    end if;
    if tg_op <> 'DELETE' and new.visibility = 'public' and new.published_at is not null and new.deleted_at is null and new.taken_down_at is null then
        came := new.search;
    end if;
    if strip(went) is distinct from strip(came) then
        insert into search_word_changes (come, gone) values (strip(came), strip(went));
    end if;
    return null;
end $$;
comment on function note_search_words() is 'Trigger: what words everybody can find more or less of; what is not public is never written down.';
revoke execute on function note_search_words() from public;
create trigger videos_words_come after insert or delete on videos for each row execute function note_search_words();
create trigger videos_words_change after update of title, description, tags, hashtags, visibility, published_at, deleted_at, taken_down_at
    on videos for each row execute function note_search_words();

create function fold_search_words(now_is timestamptz default now(), most integer default 1000) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    folded constant uuid[] := array(select c.id from search_word_changes c order by c.id limit most);
begin
    -- Two at once would count the same changes twice.
    if cardinality(folded) = 0 or not pg_try_advisory_xact_lock(hashtext('search_words')) then
        return 0;
    end if;
    with steps as (
        select word, sum(step)::integer as step
        from (
            select unnest(tsvector_to_array(come)) as word, 1 as step from search_word_changes where id = any (folded)
            union all
            select unnest(tsvector_to_array(gone)), -1 from search_word_changes where id = any (folded)) each
        where length(word) <= 40
        group by word
        having sum(step) <> 0
    )
    merge into search_words w using steps s on w.word = s.word collate "C"
    when matched and w.documents + s.step <= 0 then delete
    when matched then update set documents = w.documents + s.step
    when not matched and s.step > 0 then insert (word, documents) values (s.word, s.step);
    delete from search_word_changes where id = any (folded);
    return cardinality(folded);
end $$;
comment on function fold_search_words(timestamptz, integer) is
    'Counts what videos brought and took of words, at most so many changes; says how many.';

create function recount_search_words() returns bigint
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
        where visibility = 'public' and published_at is not null and deleted_at is null and taken_down_at is null$q$)
    where length(word) <= 40;
    get diagnostics counted = row_count;
    return counted;
end $$;
comment on function recount_search_words() is 'Counts all words of all public videos anew; says how many there are. Only needed once, and after rows were loaded past the triggers.';
revoke execute on function fold_search_words(timestamptz, integer), recount_search_words() from public;
grant execute on function fold_search_words(timestamptz, integer), recount_search_words() to kinora_worker;

select recount_search_words();

-- --- search: people --------------------------------------------------------------------------------------------------------------

create function people_words(username citext, display_name text) returns tsvector
    language sql immutable parallel safe
    set search_path = public, pg_catalog
    return to_tsvector('simple', username::text || ' ' || translate(username::text, '._-', '   ') || ' ' || coalesce(display_name, ''));
comment on function people_words(citext, text) is 'The words of somebody''s names; of a username also its parts.';
create index users_words_idx on users using gin (people_words(username, display_name));

-- Like the searches of V007: they look with the owner's eyes, as no operator of theirs is leakproof, say which rows, and repeat the policies'
-- conditions; what they return is then read under the policies like anything else. Who has nothing public is not found: to have an
-- account is nobody's business.

create function find_people(words text, most integer default 5) returns setof uuid
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
              and v.deleted_at is null and v.taken_down_at is null)
        order by lower(coalesce(u.display_name, u.username::text)) = lower(words) or u.username::text = lower(words) desc, u.created_at, u.id
        limit most;
end $$;
comment on function find_people(text, integer) is 'People who have published something and whose names have all the words, exact names first.';

create function suggest_people(typed text, most integer default 3) returns setof uuid
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
              and v.deleted_at is null and v.taken_down_at is null)
        order by starts_with(u.username::text, lower(typed)) or starts_with(lower(u.display_name), lower(typed)) desc nulls last, u.created_at, u.id
        limit most;
end $$;
comment on function suggest_people(text, integer) is 'People who have published something and whose names begin like this.';

-- --- search: words and titles ----------------------------------------------------------------------------------------------------

create function suggest_words(typed text, most integer default 4) returns table (word text, documents integer)
    language plpgsql stable security definer rows 8
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
declare
    beginning constant text := lower(typed);
begin
    if length(beginning) = 1 then
        return query select w.word, w.documents from search_words w where left(w.word, 1) = beginning order by w.documents desc limit most;
    elsif length(beginning) = 2 then
        return query select w.word, w.documents from search_words w where left(w.word, 2) = beginning order by w.documents desc limit most;
    elsif beginning <> '' then
        -- The last sign of all bounds the range from above.
        return query select w.word, w.documents from search_words w
            where w.word >= beginning and w.word < beginning || U&'\+10FFFF'
            order by w.documents desc, w.word limit most;
    end if;
end $$;
comment on function suggest_words(text, integer) is 'The commonest words that begin like this.';

create function suggest_titles(typed text, most integer default 5) returns setof uuid
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
                  and num_nulls(v.deleted_at, v.taken_down_at) = 2
                order by starts_with(lower(v.title), lower(typed)) desc, v.published_at desc
                limit most);
        end if;
    end if;
    return query select unnest(found_ids);
end $$;
comment on function suggest_titles(text, integer) is 'Public videos whose titles have all these words, the last of them perhaps not typed to its end.';

create function known_words(words text) returns setof text
    language sql stable security definer rows 10
    set search_path = public, pg_temp
    begin atomic
        select w.word::text from search_words w where w.word = any (tsvector_to_array(to_tsvector('simple', words)));
    end;
comment on function known_words(text) is 'Which of the words somebody wrote in a public video.';

create function similar_words(typed text, most integer default 60) returns table (word text, documents integer)
    language plpgsql stable security definer rows 60
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
begin
    -- Two letters that changed places leave a short word few of its trigrams.
    perform set_config('pg_trgm.similarity_threshold', case when length(typed) < 7 then '0.2' else '0.35' end, true);
    return query
        select w.word::text, w.documents from search_words w
        where w.word % lower(typed) and length(w.word) between greatest(3, length(typed) - 2) and length(typed) + 2
        order by similarity(w.word, lower(typed)) desc, w.documents desc
        limit most;
end $$;
comment on function similar_words(text, integer) is 'Words somebody may have meant who typed this, the most alike first.';

-- --- search: videos --------------------------------------------------------------------------------------------------------------

-- What many videos have is met soonest by walking from the newest down, what few have is found by its index: by how many of the newest
-- match, and by how many have the rarest word, it is decided which. Only conditions that are asked for stand in a statement. Nothing in it
-- depends on what others publish meanwhile: no row newer than the ceiling counts, and a row's score is its own.
create function find_videos(words text, newest timestamptz, lang text default null, shortest numeric default null, longest numeric default null,
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
    shown constant text := 'v.visibility = ''public'' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null and v.published_at <= $2';
    -- The planner does not see through num_nulls: it would read the whole index of the feed beside that of the words.
    kept constant text := 'v.visibility = ''public'' and v.published_at is not null and num_nulls(v.deleted_at, v.taken_down_at) = 2 and v.published_at <= $2';
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
    met integer;
    rarest integer;
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
        walk := case when met >= 10 or rarest > 40000 then 100000 else 0 end;
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
    if numnode(plain) > 0 and query = plain and person is null then
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
            from (select * from videos where user_id = (select current_user_id()) and deleted_at is null order by created_at desc limit 3000) v
            where (v.visibility <> 'public' or v.published_at is null or v.taken_down_at is not null) and v.created_at <= $2 and %5$s%6$s
            union all
            select v.id, %3$s, v.published_at
            from videos v
            where v.id = any ($13) and v.visibility = 'course' and v.published_at <= $2
              and num_nulls(v.deleted_at, v.taken_down_at) = 2 and %5$s%6$s
        ), heard as (
            select t.id, t.video_id, t.search
            from (select t.id, t.video_id, t.search from transcript_segments t where t.id <= $12 order by t.id desc limit %9$s) t
            where t.search @@ $1
            limit 150
        ), noted as (
            select t.id, t.video_id, t.search from transcript_segments t
            where %9$s = 0 and numnode($1) > 0 and t.search @@ $1 and t.id <= $12
        ), said as (
            select v.id, t.id as segment_id, round(1000000 * ts_rank(t.search, $1))::integer as score, coalesce(v.published_at, v.created_at) as moment
            from ((select * from heard) union all (select * from noted)) t
            join videos v on v.id = t.video_id
            where v.deleted_at is null and coalesce(v.published_at, v.created_at) <= $2
              and (v.published_at is not null and v.taken_down_at is null
                       and (v.visibility = 'public' or v.visibility = 'course' and v.id = any ($13))
                   or v.user_id = (select current_user_id()))%6$s
            order by t.id desc limit 150
        ), spoken as (
            select distinct on (id) id, segment_id, score, moment from said order by id, score desc, segment_id
        )
        select f.id, sum(f.score)::integer, max(f.moment), (array_agg(f.segment_id) filter (where f.segment_id is not null))[1]
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
        group by f.id
        order by 2 desc, 3 desc, 1 desc
        limit $10 $q$,
        cols, shown, score_of, walk, matches, fits,
        -- One person's are all walked; without words there is no index to go by.
        case when person is not null or rarest > 40000 or numnode(query) = 0 and tag is null then 'false' else 'true' end,
        kept, spoken_walk, case when person is not null then ' and v.user_id = $7' else '' end,
        -- With a tag it is the tag's index; the words are then only looked at.
        case when tag is null then matches else format('(%s) is true', matches) end)
        using query, newest, lang, shortest, longest, since, person, tag, lower(words), among, named, latest, learned;

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
comment on function find_videos(text, timestamptz, text, numeric, numeric, timestamptz, uuid, text, boolean, integer) is
    'Videos the viewer may see by words in them, in what is said, or in their makers'' names, up to a ceiling of time: score, when, and the moment it was said.';

revoke execute on function find_people(text, integer), suggest_people(text, integer), suggest_words(text, integer), suggest_titles(text, integer),
    known_words(text), similar_words(text, integer),
    find_videos(text, timestamptz, text, numeric, numeric, timestamptz, uuid, text, boolean, integer) from public;
grant execute on function find_people(text, integer), suggest_people(text, integer), suggest_words(text, integer), suggest_titles(text, integer),
    known_words(text), similar_words(text, integer),
    find_videos(text, timestamptz, text, numeric, numeric, timestamptz, uuid, text, boolean, integer) to kinora_app, kinora_worker;

-- --- lists -----------------------------------------------------------------------------------------------------------------------

create type playlist_kind as enum ('list', 'watch_later');
comment on type playlist_kind is 'list: made by a person; watch_later: the one that everybody has, made when it is first used.';

alter table playlists
    add column kind playlist_kind not null default 'list',
    add constraint playlists_description_length check (length(description) <= 5000),
    add constraint playlists_watch_later_stays check (kind = 'list' or visibility = 'private' and deleted_at is null);
comment on column playlists.kind is 'What sort of list; the one for later is its owner''s alone and is never thrown away.';
-- One a person, however many first uses come at once.
create unique index playlists_watch_later_key on playlists (user_id) where kind = 'watch_later';

-- Lists go into the bin; the upkeep empties it. What sort of list it is and whose it is stays.
revoke update, delete on playlists from kinora_app;
grant update (title, description, visibility, deleted_at) on playlists to kinora_app;

-- Places are 1, 2, 3 …; a place is therefore also the count.
alter table playlist_items add constraint playlist_items_most check (position <= 5000);
