-- Words are found with and without their accents: "cafe" finds "Café". What is suggested is spelled as most people spell it.
-- The tables videos, transcript_segments and courses are written anew, with nobody reading or writing them, nor users, meanwhile.
-- Way back: drop view videos_with_stats, function search_courses and the columns named search, and make them, their indexes, people_words and
-- users_words_idx again as in V006, V007, V013 and V027; restore find_people, suggest_people, note_search_words, recount_search_words and
-- similar_words of V030, fold_search_words, suggest_words and known_words of V027, suggest_titles of V037, find_videos of V038,
-- search_videos and search_transcripts of V019; drop table search_spellings, functions spelled(text, integer), written_words(videos),
-- without_accents(text), text search configuration words; call recount_search_words(); drop extension unaccent.

set local lock_timeout = '5s';

-- All at once: whoever holds one is waited for now, not after minutes of writing.
lock table videos, transcript_segments, courses, users in access exclusive mode;

create extension if not exists unaccent;

create text search configuration words (copy = simple);
comment on text search configuration words is 'Words in lower case and without accents, of whatever language.';
-- Words of plain letters have none, and are most.
alter text search configuration words
    alter mapping for word, hword, hword_part, numword, numhword, hword_numpart, file with unaccent, simple;

-- Not immutable: the rules come with the server. No index is made of it.
create function without_accents(words text) returns text
    language sql stable parallel safe
    return case when octet_length(words) = length(words) then lower(words collate "default") else lower(unaccent(words) collate "default") end;
comment on function without_accents(text) is 'The same in lower case and without accents, as the configuration words has it.';
revoke execute on function without_accents(text) from public;

-- --- what is searched ------------------------------------------------------------------------------------------------------------

drop view videos_with_stats;
drop function search_courses(text, integer);

alter table videos drop column search, add column search tsvector generated always as (
    setweight(to_tsvector('public.words', title), 'A')
    || setweight(to_tsvector('public.words', tags_text(tags) || ' ' || tags_text(hashtags)), 'B')
    || setweight(to_tsvector('public.words', description), 'C')) stored;
comment on column videos.search is 'Words without accents, weighted: title, tags, description; derived.';
grant select (search) on videos to kinora_app;
create index videos_search_idx on videos using gin (search);

alter table transcript_segments drop column search,
    add column search tsvector generated always as (to_tsvector('public.words', text)) stored;
comment on column transcript_segments.search is 'Its words without accents; derived.';
create index transcript_segments_search_idx on transcript_segments using gin (search);

alter table courses drop column search, add column search tsvector generated always as (
    setweight(to_tsvector('public.words', title), 'A') || setweight(to_tsvector('public.words', description), 'C')) stored;
comment on column courses.search is 'Its words without accents, weighted; derived.';
create index courses_search_idx on courses using gin (search);

create view videos_with_stats with (security_invoker) as
    select v.id, v.user_id, v.provider, v.provider_uid, v.title, v.description, v.tags, v.hashtags, v.mentions, v.language, v.visibility, v.status,
           v.status_changed_at, v.processing_progress, v.duration, v.thumbnail_url, v.thumbnail_at, v.preview_url, v.playback_hls_url,
           v.playback_dash_url, v.featured_at, v.published_at, v.licence, v.download_allowed_at, v.metadata, v.search, v.created_at, v.updated_at,
           p.username as uploader_username, p.display_name as uploader_display_name, p.avatar_url as uploader_avatar_url,
           p.verified_at is not null as uploader_is_verified, n.views as view_count, n.likes as like_count, n.comments as comment_count,
           (select count(*) from chapters c where c.video_id = v.id) as chapter_count
    from videos v
    join profiles p on p.id = v.user_id
    join video_counters n on n.video_id = v.id
    where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null;
comment on view videos_with_stats is 'Public videos with their channel and counts, by name: a viewer may not read every column.';
grant select on videos_with_stats to kinora_app, kinora_worker;

create function search_courses(words text, most integer default 200) returns table (id uuid, rank real)
    language sql stable security definer parallel safe rows 100
    set search_path = public, pg_temp
    begin atomic
        select c.id, ts_rank(c.search, websearch_to_tsquery('public.words', words))
        from courses c
        where (c.search @@ websearch_to_tsquery('public.words', words) or search_text(c.title, c.description) like letters_pattern(words))
          and c.published_at is not null and c.deleted_at is null
        order by 2 desc, c.published_at desc
        limit most;
    end;
comment on function search_courses(text, integer) is 'Published courses by words or by letters in a row, best first.';
revoke execute on function search_courses(text, integer) from public;
grant execute on function search_courses(text, integer) to kinora_app, kinora_worker;

drop index users_words_idx;
create or replace function people_words(username citext, display_name text) returns tsvector
    language sql immutable parallel safe
    set search_path = public, pg_catalog
    return to_tsvector('public.words', username::text || ' ' || translate(username::text, '._-', '   ') || ' ' || coalesce(display_name, ''));
create index users_words_idx on users using gin (people_words(username, display_name));

-- --- which words there are, and how they are spelled -------------------------------------------------------------------------------

comment on column search_words.word is 'The word, lower case and without accents.';
comment on column search_words.documents is 'In how many public videos it is, however they spell it.';

create table search_spellings (
    word text collate "C" constraint search_spellings_word_length check (length(word) between 1 and 40),
    spelling text collate "C" constraint search_spellings_spelling_length check (length(spelling) between 1 and 40),
    documents integer not null constraint search_spellings_documents_positive check (documents > 0),
    primary key (word, spelling)
);
comment on table search_spellings is
    'Words of search_words as public videos spell them where that is not without accents, so that those are what is suggested and guessed.';
comment on column search_spellings.word is 'The word without accents.';
comment on column search_spellings.spelling is 'The same in lower case with accents.';
comment on column search_spellings.documents is 'In how many public videos it is spelled so.';
select secure_table('search_spellings');

create function spelled(folded text, total integer) returns text
    language sql stable parallel safe
    begin atomic
        -- Those that have it without accents are the others.
        select coalesce(
            (select case when max(s.documents) >= total - sum(s.documents) then (array_agg(s.spelling order by s.documents desc, s.spelling))[1] end
             from search_spellings s where s.word = folded collate "C"),
            folded);
    end;
comment on function spelled(text, integer) is 'How most public videos spell a word that so many have.';

create function written_words(video videos) returns tsvector
    language sql stable parallel safe
    begin atomic
        select strip((video).search) || strip(to_tsvector('simple',
            (video).title || ' ' || tags_text((video).tags) || ' ' || tags_text((video).hashtags) || ' ' || (video).description));
    end;
comment on function written_words(videos) is 'The words of a video, without accents and as they are written.';
revoke execute on function spelled(text, integer), written_words(videos) from public;
-- Whoever counts does so with their own rights.
grant execute on function without_accents(text), written_words(videos) to kinora_worker;

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
        went := written_words(old);
    end if;
    if tg_op <> 'DELETE' and new.visibility = 'public' and new.published_at is not null and new.deleted_at is null and new.taken_down_at is null
        and video_is_watchable(new) then
        came := written_words(new);
    end if;
    if went is distinct from came then
        insert into search_word_changes (come, gone) values (came, went);
    end if;
    return null;
end $$;

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
            select unnest(tsvector_to_array(come)) as word, 1 as step from search_word_changes where id = any (folded)
            union all
            select unnest(tsvector_to_array(gone)), -1 from search_word_changes where id = any (folded)) each
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
    delete from search_word_changes where id = any (folded);
    return cardinality(folded);
end $$;

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
select recount_search_words();

-- --- what is suggested and guessed -------------------------------------------------------------------------------------------------

create or replace function suggest_words(typed text, most integer default 4) returns table (word text, documents integer)
    language plpgsql stable security definer rows 8
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
declare
    beginning constant text := without_accents(typed);
    -- Whoever types an accent is shown words that have it before others, as far as they are among the commonest.
    among constant integer := case when beginning = lower(typed) then most else greatest(most, 60) end;
begin
    if beginning = '' then
        return;
    end if;
    return query
        select s.word, s.documents
        from (
            select spelled(w.word, w.documents) as word, w.documents
            from (
                -- Ordered by the letters as well, which are all the same: under a policy the planner does not see that the index has the order.
                (select w.word, w.documents from search_words w where length(beginning) = 1 and left(w.word, 1) = beginning order by left(w.word, 1), w.documents desc limit among)
                union all
                (select w.word, w.documents from search_words w where length(beginning) = 2 and left(w.word, 2) = beginning order by left(w.word, 2), w.documents desc limit among)
                union all
                -- The last sign of all bounds the range from above.
                (select w.word, w.documents from search_words w
                where length(beginning) > 2 and w.word >= beginning and w.word < beginning || U&'\+10FFFF'
                order by w.documents desc, w.word limit among)) w) s
        order by beginning <> lower(typed) and starts_with(s.word, lower(typed)) desc, s.documents desc, s.word
        limit most;
end $$;
comment on function suggest_words(text, integer) is 'The commonest words that begin like this, with or without accents, as most people spell them.';

create or replace function known_words(words text) returns setof text
    language sql stable security definer rows 10
    set search_path = public, pg_temp
    begin atomic
        select w.word::text from search_words w where w.word = any (tsvector_to_array(to_tsvector('public.words', words)));
    end;
comment on function known_words(text) is 'Which of the words, without accents, somebody wrote in a public video.';

-- Two letters that changed places early in a long word leave it too few of its trigrams; there are few such words, and each is looked up.
create or replace function similar_words(typed text, most integer default 60) returns table (word text, documents integer)
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
        select spelled(w.word, w.documents), w.documents
        from (
            select w.word, w.documents from search_words w
            where w.word = any (array(
                select overlay(meant placing reverse(substr(meant, i, 2)) from i for 2) collate "C" from generate_series(1, length(meant) - 1) i))
            union
            (select w.word, w.documents from search_words w
            where w.word % meant and length(w.word) between greatest(3, length(meant) - 2) and length(meant) + 2
            order by similarity(w.word, meant) desc, w.documents desc
            limit most)) w;
end $$;

-- --- everything else that cuts what is typed into words ----------------------------------------------------------------------------

-- 250 lines of find_videos differ in a name: they are not repeated. What is typed without its accents counts as standing in the title in a
-- row, a little less than when it stands there as it was typed.
do $$
declare
    definition text;
begin
    for definition in
        select pg_get_functiondef(p.oid) from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prosrc like '%''simple''%'
          and p.proname in ('find_people', 'suggest_people', 'suggest_titles', 'find_videos', 'search_videos', 'search_transcripts')
    loop
        definition := replace(definition, '''simple''', '''public.words''');
        definition := replace(definition, 'w.word like letters_pattern(words)', 'w.word like letters_pattern(without_accents(words))');
        definition := replace(definition, 'when position($9 in lower(v.title)) > 0 then 200000',
            'when position($9 in lower(v.title)) > 0 then 200000 when position(without_accents($9) in without_accents(v.title)) > 0 then 190000');
        definition := replace(definition, 'starts_with(lower(v.title), lower(typed))', 'starts_with(without_accents(v.title), without_accents(typed))');
        definition := replace(definition, 'starts_with(lower(u.display_name), lower(typed))',
            'starts_with(without_accents(u.display_name), without_accents(typed))');
        definition := replace(definition, 'lower(coalesce(u.display_name, u.username::text)) = lower(words)',
            'without_accents(coalesce(u.display_name, u.username::text)) = without_accents(words)');
        execute definition;
    end loop;
end $$;
