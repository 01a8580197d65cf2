-- Chapters: they cover their video without a gap, which the database sees to; what is known of them as a whole; what a machine proposed.
-- Way back: drop view chapter_details; drop tables chapter_outlines and chapter_lists with type chapter_source; drop the triggers chapters_cover and
-- videos_fit_chapters with their functions; add column chapters.thumbnail_url text
-- and drop constraint chapters_description_length; make video_history as V034 has it
-- and enqueue_unique_job as V020 has it.

set local lock_timeout = '5s';

-- --- library: together they cover the video ---------------------------------------------------------------------------------------------

-- Pictures follow from the start.
alter table chapters drop column thumbnail_url;
update chapters set description = left(description, 5000) where length(description) > 5000;
alter table chapters add constraint chapters_description_length check (length(description) <= 5000) not valid;
alter table chapters validate constraint chapters_description_length;

-- Nobody could write chapters until now but by hand: those are made to touch, from the beginning to the end.
delete from chapters c using videos v where v.id = c.video_id and c.start_time_seconds >= v.duration;
update chapters c
set chapter_order = n.place, start_time_seconds = case when n.place = 1 then 0 else c.start_time_seconds end,
    end_time_seconds = coalesce(n.next_start, n.duration, c.end_time_seconds)
from (
    select o.id, v.duration, row_number() over by_time as place, lead(o.start_time_seconds) over by_time as next_start
    from chapters o join videos v on v.id = o.video_id
    window by_time as (partition by o.video_id order by o.start_time_seconds)) n
where n.id = c.id and (c.chapter_order <> n.place or n.place = 1 and c.start_time_seconds <> 0
    or c.end_time_seconds <> coalesce(n.next_start, n.duration, c.end_time_seconds));
set constraints all immediate;

create function chapters_touch_at(of_video uuid, place integer) returns boolean
    language sql stable
    set search_path = public, pg_temp
    begin atomic
        select (here.id is null and after.id is null and (before.id is null or coalesce(before.end_time_seconds = v.duration, true)))
            or (here.id is not null and coalesce(here.start_time_seconds = before.end_time_seconds, place = 1 and here.start_time_seconds = 0)
                and coalesce(here.end_time_seconds = coalesce(after.start_time_seconds, v.duration), true))
        from videos v
        left join chapters here on here.video_id = v.id and here.chapter_order = place
        left join chapters before on before.video_id = v.id and before.chapter_order = place - 1
        left join chapters after on after.video_id = v.id and after.chapter_order = place + 1
        where v.id = of_video;
    end;
comment on function chapters_touch_at(uuid, integer) is
    'Whether the chapter at a place begins where the one before ends and ends where the next begins, or the video does; null without the video.';
revoke execute on function chapters_touch_at(uuid, integer) from public;

create function check_chapter_cover() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    -- Rows may have changed again since: it is asked what stands at the places that were touched. Their neighbours suffice, as all was whole before.
    if tg_op <> 'DELETE' and chapters_touch_at(new.video_id, new.chapter_order) is false
        or tg_op <> 'INSERT' and chapters_touch_at(old.video_id, old.chapter_order) is false then
        raise exception using errcode = 'check_violation', constraint = 'chapters_cover_the_video',
            message = 'the chapters of a video follow each other from its beginning to its end, without a gap';
    end if;
    return null;
end $$;
comment on function check_chapter_cover() is 'Trigger: the chapters of a video cover it, in their order.';
revoke execute on function check_chapter_cover() from public;
-- At the end of the transaction: on the way to other chapters there are gaps.
create constraint trigger chapters_cover after insert or delete or update of video_id, chapter_order, start_time_seconds, end_time_seconds
    on chapters deferrable initially deferred for each row execute function check_chapter_cover();

-- --- library: what is known of them as a whole ------------------------------------------------------------------------------------------

create type chapter_source as enum ('transcript', 'shots', 'language_model', 'person');
comment on type chapter_source is 'Of what chapters were made: of what is said, of shots and silences, by a language model, by a person.';

create table chapter_lists (
    id uuid primary key default uuidv7(),
    video_id uuid not null constraint chapter_lists_video_key unique references videos on delete cascade,
    made_from chapter_source,
    made_at timestamptz,
    edited_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table chapter_lists is 'The chapters of a video as a whole: whose work they are. Stays when there are none any more.';
comment on column chapter_lists.id is 'Key.';
comment on column chapter_lists.video_id is 'Which video.';
comment on column chapter_lists.made_from is 'Of what they were made; null while there are none.';
comment on column chapter_lists.made_at is 'When a machine last put chapters here.';
comment on column chapter_lists.edited_at is 'When a person last wrote or removed them; from then on no machine changes them.';
comment on column chapter_lists.created_at is 'When there were chapters for the first time.';
comment on column chapter_lists.updated_at is 'When one of them last changed; the version of all of them.';
select secure_table('chapter_lists');
-- As chapters are: seen with their video, written by its owner.
create policy chapter_lists_with_video on chapter_lists for select to kinora_app using (exists (select from videos v where v.id = video_id));
create policy chapter_lists_by_owner on chapter_lists to kinora_app
    using (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())))
    with check (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())));
grant select on chapter_lists to kinora_app;
grant insert (video_id, made_from, edited_at), update (made_from, edited_at) on chapter_lists to kinora_app;
create trigger chapter_lists_touch before update on chapter_lists for each row execute function touch_updated_at();
create trigger chapter_lists_audit after insert or delete or update of made_from, made_at, edited_at on chapter_lists
    for each row execute function audit('chapter_list');
-- Those that are there were written by hand.
insert into chapter_lists (video_id, made_from, edited_at) select distinct video_id, 'person'::chapter_source, now() from chapters;

create function fit_chapters() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    -- As whoever writes chapters does: neither passes by what the other has not committed.
    perform pg_advisory_xact_lock(hashtextextended('chapters ' || new.id, 0));
    delete from chapters where video_id = new.id and start_time_seconds >= new.duration;
    update chapters c set end_time_seconds = new.duration
    where c.video_id = new.id and c.end_time_seconds <> new.duration
      and not exists (select from chapters n where n.video_id = c.video_id and n.chapter_order = c.chapter_order + 1);
    -- Whoever has them open is told that they are others now.
    update chapter_lists set video_id = video_id where video_id = new.id;
    return null;
end $$;
comment on function fit_chapters() is 'Trigger: chapters end where their video does.';
revoke execute on function fit_chapters() from public;
-- The exact length is known once a film is made, and another file may be shorter.
create trigger videos_fit_chapters after update of duration on videos for each row
    when (new.duration is not null and new.duration is distinct from old.duration) execute function fit_chapters();

-- --- library: what a machine proposed ---------------------------------------------------------------------------------------------------

create table chapter_outlines (
    id uuid primary key default uuidv7(),
    video_id uuid not null constraint chapter_outlines_video_key unique references videos on delete cascade,
    source chapter_source not null constraint chapter_outlines_by_machine check (source <> 'person'),
    caption_id uuid references captions on delete set null,
    caption_version timestamptz,
    duration numeric(10, 3) not null constraint chapter_outlines_duration_positive check (duration > 0),
    divisions jsonb not null constraint chapter_outlines_divisions_array check (jsonb_typeof(divisions) = 'array'),
    model text constraint chapter_outlines_model_length check (length(model) between 1 and 200),
    input_tokens integer constraint chapter_outlines_input_tokens_counted check (input_tokens >= 0),
    output_tokens integer constraint chapter_outlines_output_tokens_counted check (output_tokens >= 0),
    cost_micros bigint constraint chapter_outlines_cost_counted check (cost_micros >= 0),
    remark text constraint chapter_outlines_remark_length check (length(remark) between 1 and 1000),
    took_ms integer not null constraint chapter_outlines_took_counted check (took_ms >= 0),
    made_at timestamptz not null default now()
);
comment on table chapter_outlines is 'What a machine last proposed for a video: how it is divided into fewer and into more chapters.';
comment on column chapter_outlines.id is 'Key.';
comment on column chapter_outlines.video_id is 'Which video.';
comment on column chapter_outlines.source is 'Of what it was made.';
comment on column chapter_outlines.caption_id is 'Which captions it was made of; null where it was made of shots, or when they are deleted.';
comment on column chapter_outlines.caption_version is 'What these were then.';
comment on column chapter_outlines.duration is 'How long the video was then.';
comment on column chapter_outlines.divisions is
    'Array, from few chapters to many: {upTo, chapters: [{start, end, title, confidence}]}; upTo is the greatest density, of 1 for the usual, that it is for.';
comment on column chapter_outlines.model is 'Which language model took part; null for none.';
comment on column chapter_outlines.input_tokens is 'What was sent to it.';
comment on column chapter_outlines.output_tokens is 'What came back.';
comment on column chapter_outlines.cost_micros is 'What that cost, in millionths of whatever the operator reckons in; null where nobody said.';
comment on column chapter_outlines.remark is 'What the owner is to know of it, such as that the language model did not answer.';
comment on column chapter_outlines.took_ms is 'How long it took, in milliseconds.';
comment on column chapter_outlines.made_at is 'When.';
create index chapter_outlines_caption_idx on chapter_outlines (caption_id) where caption_id is not null;
select secure_table('chapter_outlines');
-- What is proposed is the owner's to decide about; only what they let stand is seen by others.
create policy chapter_outlines_by_owner on chapter_outlines for select to kinora_app
    using (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())));
grant select on chapter_outlines to kinora_app;
create trigger chapter_outlines_audit after insert or update on chapter_outlines for each row execute function audit('chapter_outline', 'divisions');

create view chapter_details with (security_invoker) as
    select c.id, c.video_id, c.title, c.description, c.start_time_seconds, c.end_time_seconds, c.chapter_order,
           '/media/' || v.provider_uid || '/thumbnails/thumbnail.jpg?time=' || c.start_time_seconds || 's' as thumbnail_url,
           c.generated_at is not null and c.edited_at is null as is_ai_generated, c.confidence_score, c.created_at, c.updated_at
    from chapters c join videos v on v.id = c.video_id;
comment on view chapter_details is 'Chapters with what follows from them; the picture of a video that is not open needs an address of its own.';
grant select on chapter_details to kinora_app, kinora_worker;

-- --- jobs: under a key, queued by people -----------------------------------------------------------------------------------------

create or replace function enqueue_unique_job(
    key text, holding uniqueness, ends timestamptz, new_id uuid, type text, payload jsonb, whose uuid, video uuid, priority smallint, due timestamptz,
    attempts integer, new_gate text, new_gate_limit smallint, now_is timestamptz) returns uuid
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    existing uuid;
begin
    if not is_system() then
        if current_user_id() is null or whose is distinct from current_user_id() then
            raise exception using errcode = 'insufficient_privilege', message = 'this cannot be queued: a job of somebody else';
        end if;
        now_is := least(now_is, clock_timestamp());
        -- Of nothing and a year the least is a year: a key that is held until the job is taken had an end, which the table refuses.
        ends := case when holding = 'period' then least(ends, clock_timestamp() + interval '1 year') end;
    end if;
    loop
        -- Waits for a transaction that is about to queue the same; a key that ran out is taken over.
        insert into job_uniques as held (unique_key, job_id, holds, until) values (key, new_id, holding, ends)
        on conflict (unique_key) do update set job_id = excluded.job_id, holds = excluded.holds, until = excluded.until where held.until <= now_is
        returning held.job_id into existing;
        exit when existing = new_id;
        select u.job_id into existing from job_uniques u where u.unique_key = key;
        if existing is not null then
            return existing;
        end if;
        -- It ended between these two looks, and the key is free again.
    end loop;
    -- The general way looks whether the key is freed when the job is taken.
    perform from enqueue_jobs(array[new_id], array[type], array[payload], array[whose], array[video], array[priority],
        array[coalesce(due, now_is)], array[attempts], array[new_gate], array[new_gate_limit], now_is);
    update processing_jobs set unique_key = key where id = new_id;
    return new_id;
end $$;

-- --- library: history -------------------------------------------------------------------------------------------------------------------

-- The same as before, and that its chapters were made or written.
create or replace function video_history(of_video uuid, most integer default 100, after_version timestamptz default null)
    returns table (id uuid, happened_at timestamptz, action text, by_owner boolean, actor_type audit_actor, changes jsonb, version_at timestamptz)
    language sql stable security definer
    set search_path = public, pg_temp
    begin atomic
        select l.id, l.created_at,
            case when l.resource_type = 'remake' then 'remake.' || r.kind || '.' || coalesce(l.new_values ->> 'state', r.state::text)
                when l.resource_type <> 'chapter_list' then l.action
                when l.new_values ->> 'edited_at' is null then 'chapters.made'
                else 'chapters.written' end,
            coalesce(l.user_id = v.user_id, false), l.actor_type, l.changes, l.version_at
        from videos v
        cross join lateral (
            select v.id as resource, 'video' as type
            union all select m.id, 'remake' from remakes m where m.video_id = v.id
            union all select c.id, 'chapter_list' from chapter_lists c where c.video_id = v.id) told
        join audit_logs l on l.resource_type = told.type and l.resource_id = told.resource and l.created_at >= v.created_at - interval '1 day'
        left join remakes r on r.id = told.resource
        where v.id = of_video and (v.user_id = current_user_id() or is_admin())
          and (after_version is null or l.version_at > after_version)
        order by l.created_at desc, l.id desc
        limit most;
    end;
