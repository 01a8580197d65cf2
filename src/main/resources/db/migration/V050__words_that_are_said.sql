-- A slip of the finger in a word that is only said, nowhere written, is forgiven as well.
-- Way back: drop triggers segments_words_come, segments_words_go, segments_words_had and segments_words_have on transcript_segments and
-- videos_words_unsaid on videos; drop functions note_said_words(), say_words(uuid, integer), unsay_words(),
-- fold_said_words(timestamptz, integer), recount_said_words(); restore note_search_words, similar_words and known_words of V040; drop tables said_word_changes, said_words.

set local lock_timeout = '5s';

-- --- search: which words are said ---------------------------------------------------------------------------------------------

-- Videos and captions are read, not written, while all that is said is counted.
lock table videos, transcript_segments in share row exclusive mode;

create table said_words (
    word text collate "C" primary key constraint said_words_word_length check (length(word) between 1 and 40),
    places integer not null constraint said_words_places_positive check (places > 0)
);
comment on table said_words is 'Words that are said in videos that everybody sees, and how often: for slips of the finger. Nothing of a private video.';
comment on column said_words.word is 'The word, lower case and without accents.';
comment on column said_words.places is 'In how many segments of transcripts it is.';
-- Words that look like one that nobody wrote or said.
-- Whoever asks does not look through what is still to be sorted in; the upkeep writes, and may take longer.
create index said_words_trigram_idx on said_words using gin (word gin_trgm_ops) with (fastupdate = off) where length(word) > 2;

create table said_word_changes (
    id uuid primary key default uuidv7(),
    words text[] not null,
    steps integer[] not null,
    constraint said_word_changes_one_step_a_word check (cardinality(words) between 1 and 1000000 and cardinality(words) = cardinality(steps))
);
comment on table said_word_changes is 'Words that are said more or less often than said_words knows, to be counted within a minute.';
comment on column said_word_changes.id is 'Key; the order they came in.';
comment on column said_word_changes.words is 'Words without accents, each once.';
comment on column said_word_changes.steps is 'In how many segments more each of them is; below nought in how many fewer.';

select secure_table('said_words');
select secure_table('said_word_changes');

-- --- search: what comes and goes -----------------------------------------------------------------------------------------------

create function note_said_words() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    insert into said_word_changes (words, steps)
    select array_agg(e.word), array_agg(e.places)
    from (
        select w.word, (tg_argv[0]::integer * count(*))::integer as places
        from said s
        join videos v on v.id = s.video_id
        cross join unnest(tsvector_to_array(s.search)) w (word)
        where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v)
          and length(w.word) <= 40
        group by w.word) e
    having count(*) > 0;
    return null;
end $$;
comment on function note_said_words() is 'Trigger: what is said more (1) or less (-1) often in videos that everybody sees.';
revoke execute on function note_said_words() from public;
create trigger segments_words_come after insert on transcript_segments
    referencing new table as said for each statement execute function note_said_words('1');
create trigger segments_words_go after delete on transcript_segments
    referencing old table as said for each statement execute function note_said_words('-1');
create trigger segments_words_had after update on transcript_segments
    referencing old table as said for each statement execute function note_said_words('-1');
create trigger segments_words_have after update on transcript_segments
    referencing new table as said for each statement execute function note_said_words('1');

create function say_words(video uuid, step integer) returns void
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        insert into said_word_changes (words, steps)
        select array_agg(e.word), array_agg(e.places)
        from (
            select w.word, (step * count(*))::integer as places
            from transcript_segments t cross join unnest(tsvector_to_array(t.search)) w (word)
            where t.video_id = video and length(w.word) <= 40
            group by w.word) e
        having count(*) > 0;
    end;
comment on function say_words(uuid, integer) is 'What is said in a video is heard by everybody from now on (1), or no more (-1).';
revoke execute on function say_words(uuid, integer) from public;

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
    if tg_op = 'UPDATE' and (went is null) <> (came is null) then
        -- Whoever changes its captions holds this until they are through: their words are counted before or after, not both nor neither.
        perform pg_advisory_xact_lock(hashtextextended('captions ' || new.id, 0));
        perform say_words(new.id, case when came is null then -1 else 1 end);
    end if;
    return null;
end $$;

-- Before, as its transcripts are deleted with it.
create function unsay_words() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    if old.visibility = 'public' and old.published_at is not null and old.deleted_at is null and old.taken_down_at is null and video_is_watchable(old) then
        perform say_words(old.id, -1);
    end if;
    return old;
end $$;
comment on function unsay_words() is 'Trigger: what was said in a video that everybody saw and that is deleted.';
revoke execute on function unsay_words() from public;
create trigger videos_words_unsaid before delete on videos for each row execute function unsay_words();

create function fold_said_words(now_is timestamptz default now(), most integer default 200) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    folded constant uuid[] := array(select c.id from said_word_changes c order by c.id limit most);
begin
    -- Two at once would count the same changes twice.
    if cardinality(folded) = 0 or not pg_try_advisory_xact_lock(hashtext('said_words')) then
        return 0;
    end if;
    merge into said_words w
    using (
        select e.word, sum(e.step)::integer as step
        from said_word_changes c cross join unnest(c.words, c.steps) e (word, step)
        where c.id = any (folded)
        group by e.word
        having sum(e.step) <> 0) s on w.word = s.word collate "C"
    when matched and w.places + s.step <= 0 then delete
    when matched then update set places = w.places + s.step
    when not matched and s.step > 0 then insert (word, places) values (s.word, s.step);
    delete from said_word_changes where id = any (folded);
    return cardinality(folded);
end $$;
comment on function fold_said_words(timestamptz, integer) is 'Counts what is said more and less often, at most so many changes; says how many.';

create function recount_said_words() returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    counted bigint;
begin
    perform pg_advisory_xact_lock(hashtext('said_words'));
    -- What is said meanwhile would be counted and be counted again.
    lock table videos, transcript_segments in share mode;
    delete from said_word_changes;
    delete from said_words;
    insert into said_words (word, places)
    select word, ndoc from ts_stat($q$
        select t.search from transcript_segments t join videos v on v.id = t.video_id
        where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null
            and video_is_watchable(v)$q$)
    where length(word) between 1 and 40;
    get diagnostics counted = row_count;
    return counted;
end $$;
comment on function recount_said_words() is
    'Counts all that is said in public videos anew; says how many words there are. Only needed once, and after rows were loaded past the triggers.';
revoke execute on function fold_said_words(timestamptz, integer), recount_said_words() from public;
grant execute on function fold_said_words(timestamptz, integer), recount_said_words() to kinora_worker;

select recount_said_words();

-- --- search: what is guessed -----------------------------------------------------------------------------------------------------

create or replace function known_words(words text) returns setof text
    language sql stable security definer rows 10
    set search_path = public, pg_temp
    begin atomic
        select w.word::text from search_words w where w.word = any (tsvector_to_array(to_tsvector('public.words', words)))
        union
        select w.word::text from said_words w where w.word = any (tsvector_to_array(to_tsvector('public.words', words)));
    end;
comment on function known_words(text) is 'Which of the words, without accents, somebody wrote or said in a public video.';

create or replace function similar_words(typed text, most integer default 60) returns table (word text, documents integer)
    language plpgsql stable security definer rows 60
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
declare
    meant constant text := without_accents(typed);
    swapped constant text[] := array(
        select overlay(meant placing reverse(substr(meant, i, 2)) from i for 2) collate "C" from generate_series(1, length(meant) - 1) i);
begin
    perform set_config('pg_trgm.similarity_threshold', case when length(meant) < 7 then '0.2' else '0.35' end, true);
    return query
        -- Said eight times is as much as written in one more video.
        select spelled(w.word, sum(w.written)::integer), (sum(w.written) + ceil(sum(w.places) / 8.0))::integer
        from (
            select w.word, w.documents as written, 0 as places from search_words w where w.word = any (swapped)
            union
            (select w.word, w.documents, 0 from search_words w
            where w.word % meant and length(w.word) between greatest(3, length(meant) - 2) and length(meant) + 2
            order by similarity(w.word, meant) desc, w.documents desc
            limit most)
            union
            select w.word, 0, w.places from said_words w where w.word = any (swapped)
            union
            (select w.word, 0, w.places from said_words w
            where w.word % meant and length(w.word) between greatest(3, length(meant) - 2) and length(meant) + 2
            order by similarity(w.word, meant) desc, w.places desc
            limit most)) w
        group by w.word;
end $$;
comment on function similar_words(text, integer) is 'Words most like one that nobody wrote or said, as most people spell them.';
