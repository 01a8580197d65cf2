-- The record of background work. What makes it fast (ready rows, leases) comes with the queue itself.
-- Way back: drop table job_dependencies, processing_jobs, workers cascade; drop the types and functions below; queued work is lost.

set local lock_timeout = '5s';

create function refuse_illegal_move() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
declare
    -- Arguments: the column, the states a row may be born in, then one 'from>to,to' a state.
    status_column text := tg_argv[0];
    births text[] := string_to_array(tg_argv[1], ',');
    new_status text := to_jsonb(new) ->> status_column;
    old_status text;
    move text;
begin
    if tg_op = 'INSERT' then
        if new_status = any (births) then
            return new;
        end if;
        raise exception using
            errcode = 'check_violation',
            constraint = tg_table_name || '_legal_birth',
            table = tg_table_name,
            message = format('a row of %s cannot be born %s; it begins as %s', tg_table_name, new_status, array_to_string(births, ' or '));
    end if;
    old_status := to_jsonb(old) ->> status_column;
    if new_status = old_status then
        return new;
    end if;
    foreach move in array tg_argv[2:] loop
        if split_part(move, '>', 1) = old_status and new_status = any (string_to_array(split_part(move, '>', 2), ',')) then
            return new;
        end if;
    end loop;
    raise exception using
        errcode = 'check_violation',
        constraint = tg_table_name || '_legal_move',
        table = tg_table_name,
        message = format('a row of %s cannot go from %s to %s', tg_table_name, old_status, new_status);
end $$;
comment on function refuse_illegal_move() is
    'Trigger: a state may only follow from another as its arguments say; a refusal names both. Arguments: column, births, then from>to,to.';

revoke execute on function refuse_illegal_move() from public;

create trigger users_legal before insert or update of status on users for each row
    execute function refuse_illegal_move('status', 'active,trial',
        'active>suspended,cancelled', 'trial>active,suspended,cancelled', 'suspended>active,cancelled', 'cancelled>active');
create trigger mails_legal before insert or update of status on mails for each row
    execute function refuse_illegal_move('status', 'queued,kept', 'queued>sent,failed,kept', 'kept>queued', 'failed>queued');

create type job_status as enum ('queued', 'running', 'completed', 'failed', 'cancelled');
comment on type job_status is 'queued -> running -> completed, failed or cancelled; running -> queued is a retry; failed -> queued a revival.';

create table workers (
    id uuid primary key default uuidv7(),
    name text not null constraint workers_name_length check (length(name) between 1 and 200),
    lanes text[] not null default '{}',
    started_at timestamptz not null default now(),
    heartbeat_at timestamptz not null default now(),
    stopped_at timestamptz,
    details jsonb not null default '{}' constraint workers_details_object check (jsonb_typeof(details) = 'object'),
    constraint workers_beat_after_start check (heartbeat_at >= started_at)
);
comment on table workers is 'Processes that do background work.';
comment on column workers.id is 'Key; a process makes a new one at each start.';
comment on column workers.name is 'Host and process id.';
comment on column workers.lanes is 'Which lanes it serves; empty means all.';
comment on column workers.started_at is 'When it started.';
comment on column workers.heartbeat_at is 'When it last said that it lives; its jobs are rescued when this is old.';
comment on column workers.stopped_at is 'When it stopped in order.';
comment on column workers.details is 'Object: {version, cores, ffmpeg}.';
create index workers_heartbeat_idx on workers (heartbeat_at) where stopped_at is null;
select secure_table('workers');
create policy workers_admin on workers for select to kinora_app using ((select is_admin()));
grant select on workers to kinora_app;

create table processing_jobs (
    id uuid primary key default uuidv7(),
    user_id uuid references users on delete cascade,
    job_type text not null constraint processing_jobs_type_form check (job_type ~ '^[a-z][a-z0-9_]{0,49}$'),
    priority smallint not null default 5 constraint processing_jobs_priority_range check (priority between 1 and 10),
    scheduled_for timestamptz not null default now(),
    status job_status not null default 'queued',
    status_changed_at timestamptz not null default now(),
    attempts integer not null default 0 constraint processing_jobs_attempts_counted check (attempts >= 0),
    max_attempts integer not null default 3 constraint processing_jobs_max_attempts_positive check (max_attempts > 0),
    progress smallint not null default 0 constraint processing_jobs_progress_range check (progress between 0 and 100),
    progress_step text constraint processing_jobs_step_length check (length(progress_step) <= 100),
    worker_id uuid references workers on delete set null,
    started_at timestamptz,
    completed_at timestamptz,
    duration_ms bigint generated always as ((extract(epoch from completed_at - started_at) * 1000)::bigint) stored,
    job_data jsonb not null default '{}' constraint processing_jobs_data_object check (jsonb_typeof(job_data) = 'object'),
    result_data jsonb constraint processing_jobs_result_object check (jsonb_typeof(result_data) = 'object'),
    error_code text constraint processing_jobs_error_code_length check (length(error_code) <= 50),
    error_message text,
    error_stack text,
    error_details jsonb constraint processing_jobs_error_object check (jsonb_typeof(error_details) = 'object'),
    backoff_until timestamptz,
    next_retry_at timestamptz,
    depends_on_job_id uuid references processing_jobs on delete set null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint processing_jobs_ended_has_its_time check ((status in ('completed', 'failed', 'cancelled')) = (completed_at is not null)),
    constraint processing_jobs_runs_have_a_start check (status not in ('running', 'completed') or started_at is not null),
    constraint processing_jobs_no_self_dependency check (depends_on_job_id <> id)
) with (fillfactor = 80);
comment on table processing_jobs is 'Background work, kept as its record: one row a job, queued in the transaction that causes it.';
comment on column processing_jobs.id is 'Key.';
comment on column processing_jobs.user_id is 'On whose behalf; null for the installation''s own.';
comment on column processing_jobs.job_type is 'What to do, e.g. extract_metadata; a handler of that name does it.';
comment on column processing_jobs.priority is '1 is most urgent, 10 least.';
comment on column processing_jobs.scheduled_for is 'Not before.';
comment on column processing_jobs.status is 'Where it stands.';
comment on column processing_jobs.status_changed_at is 'Since when.';
comment on column processing_jobs.attempts is 'How often it was begun.';
comment on column processing_jobs.max_attempts is 'How often it may be begun before it counts as failed.';
comment on column processing_jobs.progress is 'Percent done.';
comment on column processing_jobs.progress_step is 'What it is doing, in a few words.';
comment on column processing_jobs.worker_id is 'Which process has it, or had it last.';
comment on column processing_jobs.started_at is 'When the last attempt began.';
comment on column processing_jobs.completed_at is 'When it ended, however it ended.';
comment on column processing_jobs.duration_ms is 'How long the last attempt took; derived.';
comment on column processing_jobs.job_data is 'Object: the payload, as the type''s record defines it.';
comment on column processing_jobs.result_data is 'Object: what the handler returned.';
comment on column processing_jobs.error_code is 'The last failure''s code.';
comment on column processing_jobs.error_message is 'The last failure in a sentence.';
comment on column processing_jobs.error_stack is 'Where in the code it failed.';
comment on column processing_jobs.error_details is 'Object: further facts of the failure.';
comment on column processing_jobs.backoff_until is 'Held back until then after a failure.';
comment on column processing_jobs.next_retry_at is 'When the next attempt is due.';
comment on column processing_jobs.depends_on_job_id is 'The first job it waits for, for reading; job_dependencies has them all.';
comment on column processing_jobs.created_at is 'When it was queued.';
comment on column processing_jobs.updated_at is 'When the row last changed.';
-- The admin's list by state, newest first. Claiming does not read this table, so the state may be indexed where it rarely changes.
create index processing_jobs_ready_idx on processing_jobs (priority, scheduled_for, id) where status = 'queued';
create index processing_jobs_running_idx on processing_jobs (worker_id, started_at) where status = 'running';
create index processing_jobs_worker_idx on processing_jobs (worker_id);
create index processing_jobs_retry_idx on processing_jobs (backoff_until) where status = 'queued' and backoff_until is not null;
create index processing_jobs_failed_idx on processing_jobs (completed_at desc) where status = 'failed';
create index processing_jobs_user_idx on processing_jobs (user_id, created_at desc);
create index processing_jobs_type_idx on processing_jobs (job_type, created_at desc);
create index processing_jobs_dependencies_idx on processing_jobs (depends_on_job_id) where depends_on_job_id is not null;
create index processing_jobs_created_idx on processing_jobs (created_at);

create function stamp_job_status() returns trigger
    language plpgsql as $$
begin
    if new.status is distinct from old.status then
        new.status_changed_at := clock_timestamp();
    end if;
    return new;
end $$;
comment on function stamp_job_status() is 'Trigger: status_changed_at tells since when.';
create trigger processing_jobs_legal before insert or update of status on processing_jobs for each row
    execute function refuse_illegal_move('status', 'queued',
        'queued>running,cancelled,failed', 'running>completed,failed,cancelled,queued', 'failed>queued', 'cancelled>queued');
create trigger processing_jobs_status before update of status on processing_jobs for each row execute function stamp_job_status();
create trigger processing_jobs_touch before update on processing_jobs for each row execute function touch_updated_at();
select secure_table('processing_jobs');
-- People see the work done for them; cancelling and reviving go through the queue, which acts as the system.
create policy processing_jobs_own on processing_jobs for select to kinora_app
    using (user_id = (select current_user_id()) or (select is_admin()));
-- Whatever somebody does may queue work for themselves in the same transaction.
create policy processing_jobs_enqueue on processing_jobs for insert to kinora_app
    with check (user_id = (select current_user_id()) and status = 'queued' and attempts = 0);
grant select on processing_jobs to kinora_app;
grant insert (id, user_id, job_type, priority, scheduled_for, max_attempts, job_data, depends_on_job_id) on processing_jobs to kinora_app;

create table job_dependencies (
    job_id uuid not null references processing_jobs on delete cascade,
    depends_on_job_id uuid not null references processing_jobs on delete cascade,
    created_at timestamptz not null default now(),
    primary key (job_id, depends_on_job_id),
    constraint job_dependencies_no_self check (job_id <> depends_on_job_id)
);
comment on table job_dependencies is 'Which job waits for which; any number each way.';
comment on column job_dependencies.job_id is 'The one that waits.';
comment on column job_dependencies.depends_on_job_id is 'The one it waits for.';
comment on column job_dependencies.created_at is 'When the wait was declared.';
create index job_dependencies_parent_idx on job_dependencies (depends_on_job_id);
select secure_table('job_dependencies');
create policy job_dependencies_own on job_dependencies for select to kinora_app
    using (exists (select from processing_jobs j where j.id = job_id));
create policy job_dependencies_enqueue on job_dependencies for insert to kinora_app
    with check (exists (select from processing_jobs j where j.id = job_id)
        and exists (select from processing_jobs j where j.id = job_dependencies.depends_on_job_id));
grant select, insert on job_dependencies to kinora_app;

create function purge_jobs(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 5000) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with gone as (
            delete from processing_jobs where id in (
                select id from processing_jobs
                where created_at < now_is - kept and completed_at < now_is - kept and status in ('completed', 'cancelled')
                order by created_at limit most)
            returning 1)
        select count(*) from gone;
    end;
comment on function purge_jobs(timestamptz, interval, integer) is
    'Forgets ended work older than the retention, at most so many a call; failed jobs stay until somebody decides. Says how many.';
revoke execute on function purge_jobs(timestamptz, interval, integer) from public;
grant execute on function purge_jobs(timestamptz, interval, integer) to kinora_worker;
