-- The queue: what makes processing_jobs run. docs/adr/0008 says why it has this shape, docs/queue.md how it works.
-- Way back: drop the tables and functions below and the added columns of processing_jobs, restore its indexes, triggers, grants and policies
-- of V005 and V016; queued work stays in processing_jobs.

set local lock_timeout = '5s';

-- --- the record of a job -----------------------------------------------------------------------------------------------------

-- A job ends with one update of its row. That is cheap only while no index knows a column which it changes (a heap-only update), so the
-- indexes by state give way to the narrow tables below, and pages keep half of their room for the version that follows.
drop index processing_jobs_ready_idx, processing_jobs_running_idx, processing_jobs_worker_idx, processing_jobs_retry_idx, processing_jobs_failed_idx;
alter table processing_jobs set (fillfactor = 45);
-- Which process had a job is worth knowing after that process was forgotten; and a reference would be checked with every job that ends.
alter table processing_jobs drop constraint processing_jobs_worker_id_fkey;
-- Checked anew with each update of the row; job_types has the form of names.
alter table processing_jobs drop constraint processing_jobs_type_form;

-- The same in other words: numeric arithmetic was a tenth of the cost of ending a job.
alter table processing_jobs drop column duration_ms;
alter table processing_jobs add column duration_ms bigint generated always as ((date_part('epoch', completed_at - started_at) * 1000)::bigint) stored;
comment on column processing_jobs.duration_ms is 'How long the last attempt took; derived.';

create type parent_failure as enum ('block', 'cancel', 'continue');
comment on type parent_failure is 'What a job does when one it waits for fails or is cancelled: wait until that one is revived, be cancelled too, go on.';

alter table processing_jobs
    add column pending_parents integer not null default 0 constraint processing_jobs_parents_counted check (pending_parents >= 0),
    add column has_children boolean not null default false,
    add column when_parent_fails parent_failure not null default 'block',
    add column gate text constraint processing_jobs_gate_length check (length(gate) between 1 and 200),
    add column gate_limit smallint constraint processing_jobs_gate_limit_positive check (gate_limit > 0),
    add column unique_key text constraint processing_jobs_unique_key_length check (length(unique_key) between 1 and 300),
    add column cancel_requested_at timestamptz,
    add column expected_end_at timestamptz,
    add constraint processing_jobs_gate_whole check ((gate is null) = (gate_limit is null));
comment on column processing_jobs.worker_id is 'Which process has it, or had it last; that process may be forgotten by now.';
comment on column processing_jobs.pending_parents is 'How many of the jobs it waits for have not ended yet; at 0 it may run.';
comment on column processing_jobs.has_children is 'Whether others wait for it.';
comment on column processing_jobs.when_parent_fails is 'What becomes of it when one it waits for fails or is cancelled.';
comment on column processing_jobs.gate is 'Jobs with the same gate run no more than gate_limit at a time, whatever process runs them.';
comment on column processing_jobs.gate_limit is 'How many of its gate may run at a time.';
comment on column processing_jobs.unique_key is 'The key under which it was the only one, if it was.';
comment on column processing_jobs.cancel_requested_at is 'When somebody asked to stop it while it ran.';
comment on column processing_jobs.expected_end_at is 'When it will be done, as far as one can tell from its progress.';

-- The same rules as before, asked by the server itself: a function is called only to refuse, or to stamp what the statement did not.
drop trigger processing_jobs_legal on processing_jobs;
create trigger processing_jobs_legal_birth before insert on processing_jobs for each row
    when (new.status <> 'queued') execute function refuse_illegal_move('status', 'queued');
-- What ends within a second is never seen running: it goes from queued to completed in one step, as an attempt more.
create trigger processing_jobs_legal before update of status on processing_jobs for each row
    when (old.status <> new.status and not (
        old.status = 'queued' and (new.status in ('running', 'cancelled', 'failed') or new.status = 'completed' and new.attempts > old.attempts)
        or old.status = 'running'
        or old.status in ('failed', 'cancelled') and new.status = 'queued'))
    execute function refuse_illegal_move('status', 'queued',
        'queued>running,cancelled,failed', 'running>completed,failed,cancelled,queued', 'failed>queued', 'cancelled>queued');
drop trigger processing_jobs_status on processing_jobs;
create trigger processing_jobs_status before update of status on processing_jobs for each row
    when (old.status is distinct from new.status and new.status_changed_at = old.status_changed_at) execute function stamp_status();
drop trigger processing_jobs_touch on processing_jobs;
create trigger processing_jobs_touch before update on processing_jobs for each row
    when (new.updated_at = old.updated_at) execute function touch_updated_at();

-- Whoever queues work does so through enqueue_jobs, which also puts it where it is found.
drop policy processing_jobs_enqueue on processing_jobs;
revoke insert on processing_jobs from kinora_app;
revoke insert (id, user_id, job_type, scheduled_for, job_data, video_id) on processing_jobs from kinora_app;
drop policy job_dependencies_enqueue on job_dependencies;
revoke insert on job_dependencies from kinora_app;
-- A job waits only for what was queued before it: enqueue_job_graph sees to that, and people have no other way to add an edge.
drop trigger job_dependencies_cycle on job_dependencies;
drop function guard_job_cycle();
alter table job_dependencies add column met_at timestamptz;
comment on column job_dependencies.met_at is 'When the wait ended without the other having been completed by the queue: it had ended before, or failed and this one goes on.';
-- A job's children in their order, so that many are released in portions.
drop index job_dependencies_parent_idx;
create index job_dependencies_parent_idx on job_dependencies (depends_on_job_id, job_id);

-- --- kinds of work -----------------------------------------------------------------------------------------------------------

create table job_types (
    id smallint primary key generated always as identity (maxvalue 32767),
    name text not null constraint job_types_name_form check (name ~ '^[a-z][a-z0-9_]{0,49}$'),
    lane text not null default 'light' constraint job_types_lane_form check (lane ~ '^[a-z][a-z0-9-]{0,29}$'),
    priority smallint not null default 5 constraint job_types_priority_range check (priority between 1 and 10),
    max_attempts integer not null default 3 constraint job_types_max_attempts_positive check (max_attempts > 0),
    created_at timestamptz not null default now(),
    constraint job_types_name_key unique (name)
);
comment on table job_types is 'Kinds of work: those the program declares, and those somebody queued that no program knows.';
comment on column job_types.id is 'Key, part of the class in job_ready.';
comment on column job_types.name is 'As in processing_jobs.job_type.';
comment on column job_types.lane is 'Which lane''s slots it takes.';
comment on column job_types.priority is 'Of jobs queued without one.';
comment on column job_types.max_attempts is 'Of jobs queued without one.';
comment on column job_types.created_at is 'When it was first heard of.';
select secure_table('job_types');
create policy job_types_seen on job_types for select to kinora_app using (true);
grant select on job_types to kinora_app;

create table job_pauses (
    id uuid primary key default uuidv7(),
    scope text not null constraint job_pauses_scope_form check (scope ~ '^([*]|[a-z][a-z0-9_]{0,49})$'),
    paused_by uuid references users on delete set null,
    created_at timestamptz not null default now(),
    constraint job_pauses_scope_key unique (scope)
);
comment on table job_pauses is 'What no worker takes for now; deleting the row resumes it.';
comment on column job_pauses.id is 'Key.';
comment on column job_pauses.scope is 'A kind of work, or * for all.';
comment on column job_pauses.paused_by is 'Who paused it.';
comment on column job_pauses.created_at is 'Since when.';
create index job_pauses_by_idx on job_pauses (paused_by);
create trigger job_pauses_audit after insert or update or delete on job_pauses for each row execute function audit('job_pause');
select secure_table('job_pauses');
create policy job_pauses_admin on job_pauses for select to kinora_app using ((select is_admin()));
grant select on job_pauses to kinora_app;

-- --- where a queued job is: in exactly one of these, or waiting for its parents ----------------------------------------------

create sequence job_order;

create function job_class(type smallint, priority smallint, whose uuid) returns integer
    language sql immutable parallel safe
    return type::integer * 16384 + priority::integer * 1024 + coalesce(uuid_hash(whose) & 1023, 0);
comment on function job_class(smallint, smallint, uuid) is
    'What is queued up together: kind, priority and one of 1024 shares of people, so that whoever queues much holds up their own share alone.';
revoke execute on function job_class(smallint, smallint, uuid) from public;
grant execute on function job_class(smallint, smallint, uuid) to kinora_app, kinora_worker;

-- No reference to processing_jobs: it would be checked with every job that passes.
create table job_ready (
    class integer not null,
    seq bigint not null default nextval('job_order'),
    job_id uuid not null,
    ready_at timestamptz not null default now(),
    only_while_queued boolean not null default false,
    primary key (class, seq)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = 50000, autovacuum_vacuum_cost_delay = 0);
comment on table job_ready is 'What may run now, in its order; who takes a job deletes its row.';
comment on column job_ready.class is 'What it is queued up with; see job_class.';
comment on column job_ready.seq is 'Its place.';
comment on column job_ready.job_id is 'The job.';
comment on column job_ready.ready_at is 'Since when it may run.';
comment on column job_ready.only_while_queued is 'Whether taking it frees its unique key.';
select secure_table('job_ready');

create table job_due (
    due_at timestamptz not null,
    job_id uuid not null,
    primary key (due_at, job_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
comment on table job_due is 'What may not run yet: planned for later, or held back after a failure.';
comment on column job_due.due_at is 'When it may.';
comment on column job_due.job_id is 'The job.';
create index job_due_job_idx on job_due (job_id);
select secure_table('job_due');

create table job_gated (
    gate text not null,
    priority smallint not null,
    seq bigint not null default nextval('job_order'),
    job_id uuid not null,
    gate_limit smallint not null,
    primary key (gate, priority, seq)
);
comment on table job_gated is 'What waits until one with the same gate has ended.';
comment on column job_gated.gate is 'As in processing_jobs.';
comment on column job_gated.priority is 'As in processing_jobs.';
comment on column job_gated.seq is 'Its place.';
comment on column job_gated.job_id is 'The job.';
comment on column job_gated.gate_limit is 'As in processing_jobs.';
create index job_gated_job_idx on job_gated (job_id);
select secure_table('job_gated');

-- Counted, never added up: a count cannot leak.
create table job_tokens (
    gate text not null,
    job_id uuid not null,
    primary key (gate, job_id)
);
comment on table job_tokens is 'Who passed a gate and has not ended.';
comment on column job_tokens.gate is 'The gate.';
comment on column job_tokens.job_id is 'The job.';
create index job_tokens_job_idx on job_tokens (job_id);
select secure_table('job_tokens');

create type uniqueness as enum ('queued', 'unfinished', 'period');
comment on type uniqueness is 'How long a job keeps others with its key away: until it is taken, until it has ended, for a time.';

create table job_uniques (
    unique_key text primary key,
    job_id uuid not null,
    holds uniqueness not null,
    until timestamptz,
    constraint job_uniques_period_ends check ((holds = 'period') = (until is not null))
);
comment on table job_uniques is 'Keys under which there is one job only.';
comment on column job_uniques.unique_key is 'The key.';
comment on column job_uniques.job_id is 'The one.';
comment on column job_uniques.holds is 'How long.';
comment on column job_uniques.until is 'Until when, if for a time.';
create index job_uniques_job_idx on job_uniques (job_id);
select secure_table('job_uniques');

-- One row a batch, not a job: that is most of the queue's speed. Its key is made by the worker, so that it knows whether a claim whose
-- answer it did not hear came to be.
create table job_leases (
    id uuid primary key,
    worker_id uuid not null,
    claimed_at timestamptz not null default now(),
    job_ids uuid[] not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
comment on table job_leases is 'What workers have taken. Only who holds the lease can end its jobs; taking it away shuts a worker out.';
comment on column job_leases.id is 'Key, made by the worker.';
comment on column job_leases.worker_id is 'The worker.';
comment on column job_leases.claimed_at is 'When.';
comment on column job_leases.job_ids is 'What was taken; those completed meanwhile are still named.';
create index job_leases_worker_idx on job_leases (worker_id);
select secure_table('job_leases');

create type release_kind as enum ('completed', 'ended');
comment on type release_kind is 'How the job ended whose children are to be told: completed, or failed or cancelled.';

-- The children are found by a statement that begins after their parent has ended: the one that ends it would not see a child declared
-- while it waited for the row.
create table job_releases (
    job_id uuid not null,
    kind release_kind not null,
    after uuid,
    created_at timestamptz not null default now(),
    primary key (job_id, kind)
);
comment on table job_releases is 'Jobs that have ended and whose children do not know yet.';
comment on column job_releases.job_id is 'The one that ended.';
comment on column job_releases.kind is 'How.';
comment on column job_releases.after is 'The last child that was told; they are told in portions.';
comment on column job_releases.created_at is 'When it ended.';
select secure_table('job_releases');

create table dead_jobs (
    job_id uuid primary key references processing_jobs on delete cascade,
    job_type text not null,
    error_code text,
    failed_at timestamptz not null default now()
);
comment on table dead_jobs is 'Jobs that failed for good, kept until somebody revives or forgets them.';
comment on column dead_jobs.job_id is 'The job.';
comment on column dead_jobs.job_type is 'Its kind.';
comment on column dead_jobs.error_code is 'Its last failure''s code.';
comment on column dead_jobs.failed_at is 'When it failed.';
create index dead_jobs_failed_idx on dead_jobs (failed_at desc, job_id);
select secure_table('dead_jobs');
create policy dead_jobs_admin on dead_jobs for select to kinora_app using ((select is_admin()));
grant select on dead_jobs to kinora_app;

-- --- what happened to a job --------------------------------------------------------------------------------------------------

create type job_event as enum ('begun', 'log', 'retried', 'failed', 'rescued', 'handed_back', 'cancel_requested', 'cancelled', 'revived', 'hurried', 'completed');
comment on type job_event is 'What can happen to a job that is worth a line.';

create table job_events (
    id bigint primary key generated always as identity,
    job_id uuid not null references processing_jobs on delete cascade,
    kind job_event not null,
    attempt integer not null default 0,
    at timestamptz not null default clock_timestamp(),
    worker_id uuid,
    actor_id uuid references users on delete set null,
    message text constraint job_events_message_length check (length(message) <= 2000),
    details jsonb constraint job_events_details_object check (jsonb_typeof(details) = 'object')
);
comment on table job_events is 'The time line of jobs that ran for more than a moment, failed, or were touched by people.';
comment on column job_events.id is 'Key, in the order in which it happened.';
comment on column job_events.job_id is 'The job.';
comment on column job_events.kind is 'What happened.';
comment on column job_events.attempt is 'In which attempt.';
comment on column job_events.at is 'When.';
comment on column job_events.worker_id is 'At which worker.';
comment on column job_events.actor_id is 'Who did it, if somebody did.';
comment on column job_events.message is 'What there is to say; for log, what the handler wrote.';
comment on column job_events.details is 'Object: {code, stack, duration_ms, until}.';
create index job_events_job_idx on job_events (job_id, id);
create index job_events_actor_idx on job_events (actor_id) where actor_id is not null;
select secure_table('job_events');
create policy job_events_own on job_events for select to kinora_app using (exists (select from processing_jobs j where j.id = job_id));
grant select on job_events to kinora_app;

create function audit_job_act() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    actor text := nullif(current_setting('app.actor', true), '');
begin
    insert into audit_logs (user_id, actor_type, actor_id, action, resource_type, resource_id, new_values, ip_address, user_agent, request_id)
    values (new.actor_id, case when actor = 'api' then 'api' else 'user' end::audit_actor, new.actor_id::text, 'job.' || new.kind, 'job', new.job_id,
            jsonb_build_object('job_type', (select job_type from processing_jobs where id = new.job_id)),
            nullif(current_setting('app.ip', true), '')::inet, nullif(current_setting('app.user_agent', true), ''),
            nullif(current_setting('app.request_id', true), ''));
    return null;
end $$;
comment on function audit_job_act() is 'Trigger: what people do to jobs is in the trail; what workers do to them is not.';
revoke execute on function audit_job_act() from public;
create trigger job_events_audit after insert on job_events for each row when (new.actor_id is not null) execute function audit_job_act();

create table job_minutes (
    minute timestamptz not null,
    job_type text not null,
    completed integer not null default 0,
    failed integer not null default 0,
    retried integer not null default 0,
    run_ms bigint not null default 0,
    primary key (minute, job_type)
);
comment on table job_minutes is 'How much was done in each minute, for the chart.';
comment on column job_minutes.minute is 'The minute''s beginning.';
comment on column job_minutes.job_type is 'The kind of work.';
comment on column job_minutes.completed is 'How many were completed.';
comment on column job_minutes.failed is 'How many failed for good.';
comment on column job_minutes.retried is 'How many attempts failed and were put off.';
comment on column job_minutes.run_ms is 'How long they ran, together.';
select secure_table('job_minutes');
create policy job_minutes_admin on job_minutes for select to kinora_app using ((select is_admin()));
grant select on job_minutes to kinora_app;

create type catch_up as enum ('skip', 'once', 'all');
comment on type catch_up is 'What becomes of times that passed while nothing ran: nothing, one run for all of them, a run each.';

create table job_schedules (
    id uuid primary key default uuidv7(),
    name text not null constraint job_schedules_name_form check (name ~ '^[a-z][a-z0-9-]{0,59}$'),
    job_type text not null,
    job_data jsonb not null default '{}' constraint job_schedules_data_object check (jsonb_typeof(job_data) = 'object'),
    cron text not null constraint job_schedules_cron_length check (length(cron) between 1 and 100),
    time_zone text not null default 'UTC',
    catch_up catch_up not null default 'once',
    next_at timestamptz not null,
    last_at timestamptz,
    last_job_id uuid references processing_jobs on delete set null,
    paused_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint job_schedules_name_key unique (name)
);
comment on table job_schedules is 'Work that comes again, as the program declares it.';
comment on column job_schedules.id is 'Key.';
comment on column job_schedules.name is 'Its name.';
comment on column job_schedules.job_type is 'What to do.';
comment on column job_schedules.job_data is 'Object: the payload of each job.';
comment on column job_schedules.cron is 'When: minute, hour, day, month, day of the week.';
comment on column job_schedules.time_zone is 'In which zone that is meant.';
comment on column job_schedules.catch_up is 'What becomes of missed times.';
comment on column job_schedules.next_at is 'When next.';
comment on column job_schedules.last_at is 'Which time was queued last.';
comment on column job_schedules.last_job_id is 'As which job.';
comment on column job_schedules.paused_at is 'Not queued since then.';
comment on column job_schedules.created_at is 'When it was declared.';
comment on column job_schedules.updated_at is 'When the row last changed.';
create index job_schedules_job_idx on job_schedules (last_job_id);
create trigger job_schedules_touch before update on job_schedules for each row execute function touch_updated_at();
create trigger job_schedules_audit after insert or delete or update of cron, time_zone, catch_up, paused_at, job_data on job_schedules
    for each row execute function audit('job_schedule');
select secure_table('job_schedules');
create policy job_schedules_admin on job_schedules for select to kinora_app using ((select is_admin()));
grant select on job_schedules to kinora_app;

create function forget_jobs() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    -- A ready row of a job that is gone is passed over by whoever takes it.
    delete from job_due where job_id in (select id from gone);
    delete from job_gated where job_id in (select id from gone);
    delete from job_tokens where job_id in (select id from gone);
    delete from job_uniques where job_id in (select id from gone);
    return null;
end $$;
comment on function forget_jobs() is 'Trigger: jobs that are deleted leave nothing behind.';
revoke execute on function forget_jobs() from public;
create trigger processing_jobs_forget after delete on processing_jobs referencing old table as gone for each statement execute function forget_jobs();

-- --- queueing ----------------------------------------------------------------------------------------------------------------

create function dispatch_jobs(ids uuid[], now_is timestamptz) returns setof integer
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with movable as materialized (
            select j.id, j.gate, j.gate_limit, j.priority, greatest(j.scheduled_for, j.backoff_until) as due, j.unique_key,
                   job_class(t.id, j.priority, j.user_id) as class,
                   exists (select from job_tokens k where k.gate = j.gate and k.job_id = j.id) as passed
            from unnest(ids) with ordinality given (id, place) join processing_jobs j using (id) join job_types t on t.name = j.job_type
            where j.status = 'queued' and j.pending_parents = 0 order by given.place),
        later as (insert into job_due (due_at, job_id) select due, id from movable where due > now_is),
        gated as (
            insert into job_gated (gate, priority, job_id, gate_limit)
            select gate, priority, id, gate_limit from movable where due <= now_is and gate is not null and not passed),
        ready as (
            insert into job_ready (class, job_id, ready_at, only_while_queued)
            select class, id, now_is, exists (select from job_uniques u where u.job_id = movable.id and u.holds = 'queued')
            from movable where due <= now_is and (gate is null or passed) returning class)
        select distinct class from ready union select 0 from movable where gate is not null and not passed and due <= now_is;
    end;
comment on function dispatch_jobs(uuid[], timestamptz) is
    'Puts queued jobs that wait for nobody where they belong: later, before their gate, or ready. Returns the classes that have something new, 0 for gates.';

create function enqueue_jobs(
    ids uuid[], types text[], payloads jsonb[], users uuid[], videos uuid[], priorities smallint[], dues timestamptz[], most_attempts integer[],
    gates text[], gate_limits smallint[], now_is timestamptz) returns setof integer
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
#variable_conflict use_column
declare
    forbidden text;
begin
    if is_system() then
        insert into job_types (name)
        select distinct given.name from unnest(types) given (name)
        where not exists (select from job_types t where t.name = given.name) on conflict do nothing;
    else
        if current_user_id() is null then
            raise exception using errcode = 'insufficient_privilege', message = 'nobody queues work without having signed in';
        end if;
        now_is := least(now_is, clock_timestamp());
        if exists (select from unnest(types) given (name) where given.name not in (select t.name from job_types t)) then
            raise exception using errcode = 'insufficient_privilege', message = 'this cannot be queued: a kind of work that nothing declares';
        end if;
        -- People queue work for themselves and on what is theirs, and are not ahead of others.
        select case
            when u.whose is distinct from current_user_id() then 'a job of somebody else'
            when u.video is not null and not exists (select from videos v where v.id = u.video and v.user_id = current_user_id()) then 'work on a video of somebody else'
            when u.priority < t.priority then 'more urgent than its kind'
            when u.attempts > t.max_attempts then 'more attempts than its kind has' end
        into forbidden
        from unnest(types, users, videos, priorities, most_attempts) u (type, whose, video, priority, attempts) join job_types t on t.name = u.type
        where u.whose is distinct from current_user_id()
           or u.video is not null and not exists (select from videos v where v.id = u.video and v.user_id = current_user_id())
           or u.priority < t.priority or u.attempts > t.max_attempts
        limit 1;
        if forbidden is not null then
            raise exception using errcode = 'insufficient_privilege', message = 'this cannot be queued: ' || forbidden;
        end if;
    end if;

    if dues is null and gates is null then
        return query
            with born as (
                insert into processing_jobs (id, job_type, job_data, user_id, video_id, priority, max_attempts, scheduled_for, created_at, updated_at,
                                             status_changed_at)
                select u.id, u.type, coalesce(u.payload, '{}'), u.whose, u.video, coalesce(u.priority, t.priority), coalesce(u.attempts, t.max_attempts),
                       now_is, now_is, now_is, now_is
                from unnest(ids, types, payloads, users, videos, priorities, most_attempts) u (id, type, payload, whose, video, priority, attempts)
                join job_types t on t.name = u.type
                returning id, job_type, priority, user_id),
            ready as (
                insert into job_ready (class, job_id, ready_at)
                select job_class(t.id, born.priority, born.user_id), born.id, now_is from born join job_types t on t.name = born.job_type
                returning class)
            select distinct class from ready;
        return;
    end if;

    insert into processing_jobs (id, job_type, job_data, user_id, video_id, priority, max_attempts, scheduled_for, gate, gate_limit, created_at, updated_at,
                                 status_changed_at)
    select u.id, u.type, coalesce(u.payload, '{}'), u.whose, u.video, coalesce(u.priority, t.priority), coalesce(u.attempts, t.max_attempts),
           coalesce(u.due, now_is), u.gate, u.gate_limit, now_is, now_is, now_is
    from unnest(ids, types, payloads, users, videos, priorities, most_attempts, dues, gates, gate_limits)
        u (id, type, payload, whose, video, priority, attempts, due, gate, gate_limit)
    join job_types t on t.name = u.type;
    return query select * from dispatch_jobs(ids, now_is);
end $$;
comment on function enqueue_jobs(uuid[], text[], jsonb[], uuid[], uuid[], smallint[], timestamptz[], integer[], text[], smallint[], timestamptz) is
    'Queues jobs in the caller''s transaction and says which classes got something. Null instead of an array is null for all of it.';

create function enqueue_unique_job(
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
        ends := least(ends, clock_timestamp() + interval '1 year');
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
comment on function enqueue_unique_job(text, uniqueness, timestamptz, uuid, text, jsonb, uuid, uuid, smallint, timestamptz, integer, text, smallint, timestamptz) is
    'Queues a job unless there is one under its key, and returns the one there is.';

create function enqueue_job_graph(
    ids uuid[], types text[], payloads jsonb[], users uuid[], videos uuid[], priorities smallint[], dues timestamptz[], most_attempts integer[],
    gates text[], gate_limits smallint[], when_failing parent_failure[], children uuid[], parents uuid[], now_is timestamptz) returns setof integer
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
#variable_conflict use_column
declare
    waiting uuid[];
    doomed uuid[];
begin
    -- A job may wait for one that is named before it or was there already; so no circle can close.
    if exists (
        select from unnest(children, parents) e (child, parent)
        left join unnest(ids) with ordinality c (id, place) on c.id = e.child
        left join unnest(ids) with ordinality p (id, place) on p.id = e.parent
        where c.id is null or p.place >= c.place) then
        raise exception using errcode = 'check_violation', constraint = 'job_dependencies_no_cycle',
            message = 'a job waits only for jobs that are queued before it';
    end if;
    -- In the order of their keys, as everybody locks them.
    perform from processing_jobs j where j.id = any (parents) and (is_system() or j.user_id = current_user_id()) order by j.id for no key update;
    if exists (
        select from unnest(parents) e (parent) where e.parent not in (select unnest(ids)) and not exists (
            select from processing_jobs j where j.id = e.parent and (is_system() or j.user_id = current_user_id()))) then
        raise exception using errcode = 'foreign_key_violation', constraint = 'job_dependencies_depends_on_job_id_fkey',
            message = 'a job to wait for is not there';
    end if;

    waiting := array(select distinct unnest(children));
    -- What waits for nobody may begin as soon as this is committed.
    return query
        select queued.class
        from (
            select array_agg(u.id order by u.place) as ids, array_agg(u.type order by u.place) as types, array_agg(u.payload order by u.place) as payloads,
                   array_agg(u.whose order by u.place) as users, array_agg(u.video order by u.place) as videos,
                   array_agg(u.priority order by u.place) as priorities, array_agg(coalesce(u.due, now_is) order by u.place) as dues,
                   array_agg(u.attempts order by u.place) as attempts, array_agg(u.gate order by u.place) as gates,
                   array_agg(u.gate_limit order by u.place) as limits
            from unnest(ids, types, payloads, users, videos, priorities, dues, most_attempts, gates, gate_limits) with ordinality
                u (id, type, payload, whose, video, priority, due, attempts, gate, gate_limit, place)
            where u.id not in (select unnest(waiting)) offset 0) free,
            lateral enqueue_jobs(free.ids, free.types, free.payloads, free.users, free.videos, free.priorities, free.dues, free.attempts,
                                 free.gates, free.limits, now_is) queued (class)
        where free.ids is not null;
    -- What waits is planned for never, and taken out of the plan at once.
    perform
    from (
        select array_agg(u.id order by u.place) as ids, array_agg(u.type order by u.place) as types, array_agg(u.payload order by u.place) as payloads,
               array_agg(u.whose order by u.place) as users, array_agg(u.video order by u.place) as videos,
               array_agg(u.priority order by u.place) as priorities, array_agg('infinity'::timestamptz order by u.place) as dues,
               array_agg(u.attempts order by u.place) as attempts, array_agg(u.gate order by u.place) as gates,
               array_agg(u.gate_limit order by u.place) as limits
        from unnest(ids, types, payloads, users, videos, priorities, dues, most_attempts, gates, gate_limits) with ordinality
            u (id, type, payload, whose, video, priority, due, attempts, gate, gate_limit, place)
        where u.id in (select unnest(waiting)) offset 0) held,
        lateral enqueue_jobs(held.ids, held.types, held.payloads, held.users, held.videos, held.priorities, held.dues, held.attempts,
                             held.gates, held.limits, now_is) queued (class)
    where held.ids is not null;
    delete from job_due where job_id = any (waiting);

    update processing_jobs j set has_children = true where j.id = any (parents) and not j.has_children;
    insert into job_dependencies (job_id, depends_on_job_id, met_at)
    select distinct e.child, e.parent, case
        when p.status = 'completed' or p.status in ('failed', 'cancelled') and f.policy = 'continue' then now_is end
    from unnest(children, parents) e (child, parent) join processing_jobs p on p.id = e.parent
    left join unnest(ids, when_failing) f (id, policy) on f.id = e.child;
    update processing_jobs j
    set pending_parents = w.open, depends_on_job_id = w.first, when_parent_fails = coalesce(f.policy, 'block'),
        scheduled_for = coalesce(f.due, now_is)
    from (select d.job_id, count(*) filter (where d.met_at is null)::integer as open, min(d.depends_on_job_id::text)::uuid as first
          from job_dependencies d where d.job_id = any (waiting) group by d.job_id) w
    join unnest(ids, when_failing, dues) f (id, policy, due) on f.id = w.job_id
    where j.id = w.job_id;
    -- Who is to be cancelled with a parent that has failed already is told as if it failed now.
    insert into job_releases (job_id, kind)
    select distinct d.depends_on_job_id, 'ended'::release_kind
    from job_dependencies d join processing_jobs p on p.id = d.depends_on_job_id join processing_jobs c on c.id = d.job_id
    where d.job_id = any (waiting) and d.met_at is null and p.status in ('failed', 'cancelled') and c.when_parent_fails = 'cancel'
    on conflict do nothing;
    return query select * from dispatch_jobs(waiting, now_is);
end $$;
comment on function enqueue_job_graph(uuid[], text[], jsonb[], uuid[], uuid[], smallint[], timestamptz[], integer[], text[], smallint[], parent_failure[],
    uuid[], uuid[], timestamptz) is
    'Queues jobs some of which wait for others, of these or of earlier ones: children[i] waits for parents[i].';

-- --- going on ----------------------------------------------------------------------------------------------------------------

create function begin_due_jobs(now_is timestamptz, most integer default 1000) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    due uuid[];
begin
    with gone as (
        delete from job_due where ctid = any (array(
            select ctid from job_due where due_at <= now_is order by due_at limit most for update skip locked)) returning job_id, due_at)
    select array_agg(job_id order by due_at) into due from gone;
    return query select * from dispatch_jobs(due, now_is);
end $$;
comment on function begin_due_jobs(timestamptz, integer) is 'Whose time has come is dispatched; returns the classes that have something new.';

create function open_gates(now_is timestamptz, most integer default 200) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    next_gate record;
    free integer;
    passing uuid[];
begin
    for next_gate in
        with recursive gates (gate, gate_limit) as (
            (select g.gate, g.gate_limit from job_gated g order by g.gate limit 1)
            union all
            select n.gate, n.gate_limit from gates, lateral (
                select g.gate, g.gate_limit from job_gated g where g.gate > gates.gate order by g.gate limit 1) n)
        select * from gates g
        where (select count(*) from job_tokens k where k.gate = g.gate) < g.gate_limit limit most
    loop
        -- Another worker is counting the same one.
        continue when not pg_try_advisory_xact_lock(hashtextextended('job gate ' || next_gate.gate, 0));
        -- Counted anew now that nobody else counts; each statement here sees what was committed before it began.
        free := next_gate.gate_limit - (select count(*) from job_tokens k where k.gate = next_gate.gate);
        with gone as (
            delete from job_gated where ctid = any (array(
                select g.ctid from job_gated g where g.gate = next_gate.gate order by g.priority, g.seq limit greatest(free, 0) for update skip locked))
            returning job_id, priority, seq)
        select array_agg(job_id order by priority, seq) into passing from gone;
        insert into job_tokens (gate, job_id) select next_gate.gate, unnest(passing) on conflict do nothing;
        return query select * from dispatch_jobs(passing, now_is);
    end loop;
end $$;
comment on function open_gates(timestamptz, integer) is 'Lets through as many of each gate as have room; returns the classes that have something new.';

create function end_jobs(ended uuid[], how release_kind) returns void
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        delete from job_tokens where job_id = any (ended);
        delete from job_uniques where job_id = any (ended) and holds <> 'period';
        insert into job_releases (job_id, kind) select id, how from processing_jobs where id = any (ended) and has_children
        on conflict (job_id, kind) do update set after = null;
    end;
comment on function end_jobs(uuid[], release_kind) is 'What an ended job held is freed, and its children will be told.';

create function cancel_waiting_jobs(unwanted uuid[], now_is timestamptz) returns setof uuid
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    stopped uuid[];
begin
    -- Whoever releases one or puts it off meanwhile has its row: this waits until it is where it goes.
    perform from processing_jobs j where j.id = any (unwanted) order by j.id for no key update;
    -- Looked for on the way it takes, since it may move on while this waits for its row there. A worker that takes one meanwhile has its row,
    -- and this does not find it: such a job is running.
    delete from job_due where job_id = any (unwanted);
    delete from job_gated where job_id = any (unwanted);
    delete from job_ready where job_id = any (unwanted);
    with cancelled as (
        update processing_jobs j
        set status = 'cancelled', completed_at = greatest(now_is, j.started_at), status_changed_at = now_is, updated_at = clock_timestamp(), backoff_until = null,
            next_retry_at = null, cancel_requested_at = null
        where j.id = any (unwanted) and j.status = 'queued'
          and not exists (select from job_leases l where j.id = any (l.job_ids))
        returning j.id)
    select array_agg(id) into stopped from cancelled;
    perform end_jobs(stopped, 'ended');
    return query select unnest(stopped);
end $$;
comment on function cancel_waiting_jobs(uuid[], timestamptz) is 'Cancels those that no worker has taken, and says which these were.';

create function tell_children(now_is timestamptz, most integer default 5000) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    release record;
    portion uuid[];
    freed uuid[];
    left_over integer := most;
begin
    -- One at a time: two would lock the same children in different orders.
    if not pg_try_advisory_xact_lock(hashtextextended('job releases', 0)) then
        return;
    end if;
    -- All of them in the order of their keys, as everybody locks them, and not one release's after the other's.
    perform from processing_jobs j
    where j.id in (
        select child.job_id from (select r.job_id, r.after from job_releases r order by r.created_at limit 500) r, lateral (
            select d.job_id from job_dependencies d
            where d.depends_on_job_id = r.job_id and d.met_at is null and (r.after is null or d.job_id > r.after)
            order by d.job_id limit most) child)
    order by j.id for no key update;
    for release in select r.job_id, r.kind, r.after from job_releases r order by r.created_at limit 500 for update skip locked loop
        exit when left_over <= 0;
        portion := array(
            select d.job_id from job_dependencies d
            where d.depends_on_job_id = release.job_id and d.met_at is null and (release.after is null or d.job_id > release.after)
            order by d.job_id limit left_over);
        if cardinality(portion) > 0 then
            if release.kind = 'completed' then
                freed := portion;
            else
                -- One that was cancelled meanwhile is told as well: it may be revived.
                freed := array(select j.id from processing_jobs j where j.id = any (portion) and j.when_parent_fails = 'continue');
                update job_dependencies d set met_at = now_is where d.depends_on_job_id = release.job_id and d.job_id = any (freed);
                perform from cancel_waiting_jobs(
                    array(select j.id from processing_jobs j where j.id = any (portion) and j.when_parent_fails = 'cancel' and j.status = 'queued'
                          and exists (select from processing_jobs p where p.id = release.job_id and p.status in ('failed', 'cancelled'))), now_is);
            end if;
            perform from processing_jobs j where j.id = any (freed) order by j.id for no key update;
            update processing_jobs j set pending_parents = j.pending_parents - 1, updated_at = clock_timestamp()
            where j.id = any (freed) and j.pending_parents > 0;
            return query select * from dispatch_jobs(
                array(select j.id from processing_jobs j where j.id = any (freed) and j.pending_parents = 0 and j.status = 'queued'), now_is);
        end if;
        if cardinality(portion) < left_over then
            delete from job_releases r where r.job_id = release.job_id and r.kind = release.kind;
        else
            update job_releases r set after = portion[cardinality(portion)] where r.job_id = release.job_id and r.kind = release.kind;
        end if;
        left_over := left_over - cardinality(portion);
    end loop;
end $$;
comment on function tell_children(timestamptz, integer) is
    'Jobs that waited for ended ones go on, wait or are cancelled, as each of them says; at most so many a call. Returns the classes that have something new.';

create function rescue_jobs(lost uuid, now_is timestamptz, counted boolean) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    taken uuid[];
    again uuid[];
    spent uuid[];
begin
    -- Waits for a completion that is being committed; whatever comes later finds no lease and changes nothing.
    -- One that is locked by a transaction that does not move on is had another time.
    with gone as (
        delete from job_leases l where l.id = any (array(
            select h.id from job_leases h where h.worker_id = lost order by h.id for update skip locked)) returning l.job_ids)
    select array_agg(id) into taken from gone, unnest(gone.job_ids) id;
    if taken is null then
        return;
    end if;
    with lost_ones as (
        update processing_jobs j
        set attempts = j.attempts + (counted and j.status = 'queued')::integer - (not counted and j.status = 'running')::integer,
            status = 'queued', status_changed_at = now_is, updated_at = clock_timestamp(), expected_end_at = null
        from (select t.id, t.status as was from processing_jobs t where t.id = any (taken) and t.status in ('queued', 'running')
              order by t.id for no key update) o
        where j.id = o.id
        returning j.id, j.attempts, j.max_attempts, j.cancel_requested_at, o.was)
    -- What was never shown running may not have begun: it is not given up for that, unless it happens again and again.
    select array_agg(id order by id) filter (where attempts < max_attempts or was = 'queued' and attempts < max_attempts + 5),
           array_agg(id order by id) filter (where not (attempts < max_attempts or was = 'queued' and attempts < max_attempts + 5))
    into again, spent from lost_ones where cancel_requested_at is null;
    perform from cancel_waiting_jobs(
        array(select j.id from processing_jobs j where j.id = any (taken) and j.cancel_requested_at is not null), now_is);
    update processing_jobs j
    set status = 'failed', completed_at = greatest(now_is, j.started_at), status_changed_at = now_is, updated_at = clock_timestamp(), error_code = 'worker-lost',
        error_message = 'The process that ran it was lost, as often as it may be begun.'
    where j.id = any (spent);
    insert into dead_jobs (job_id, job_type, error_code, failed_at)
    select j.id, j.job_type, j.error_code, now_is from processing_jobs j where j.id = any (spent) on conflict do nothing;
    perform end_jobs(spent, 'ended');
    insert into job_events (job_id, kind, attempt, worker_id, message)
    select j.id, case when counted then 'rescued' else 'handed_back' end::job_event, j.attempts, lost,
           case when counted then 'The process that ran it was lost.' else 'The worker stopped and gave it back.' end
    from processing_jobs j where j.id = any (taken) and j.status in ('queued', 'failed') and j.id = any (again || spent);
    return query select * from dispatch_jobs(again, now_is);
end $$;
comment on function rescue_jobs(uuid, timestamptz, boolean) is
    'Takes everything away from a worker and queues it again, counted as an attempt or not. Returns the classes that have something new.';

create function complete_job(held_by uuid, done uuid, elapsed_ms integer, result jsonb, by_worker uuid) returns boolean
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
begin
    -- Held until the handler's transaction ends, so that nobody takes the job away between here and there.
    perform from job_leases l where l.id = held_by and done = any (l.job_ids) for key share;
    if not found then
        return false;
    end if;
    update processing_jobs j
    set status = 'completed', progress = 100, attempts = j.attempts + (j.status = 'queued')::integer, worker_id = by_worker,
        started_at = coalesce(case when j.status = 'running' then j.started_at end, clock_timestamp() - make_interval(secs => elapsed_ms / 1000.0)),
        completed_at = clock_timestamp(), status_changed_at = clock_timestamp(), updated_at = clock_timestamp(), result_data = result,
        backoff_until = null, next_retry_at = null, expected_end_at = null
    where j.id = done and j.status in ('queued', 'running');
    if not found then
        return false;
    end if;
    perform end_jobs(array[done], 'completed');
    return true;
end $$;
comment on function complete_job(uuid, uuid, integer, jsonb, uuid) is
    'Completes a job within the transaction of its handler; false if it was taken away meanwhile, and then that transaction must not be committed.';

create function end_attempts(
    by_worker uuid, ids uuid[], held_by uuid[], outcomes text[], elapsed_ms integer[], dues timestamptz[], codes text[], messages text[],
    stacks text[], details jsonb[], now_is timestamptz) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    ours uuid[];
begin
    perform from job_leases l where l.id = any (held_by) order by l.id for no key update;
    ours := array(
        select u.id from unnest(ids, held_by) u (id, lease) join job_leases l on l.id = u.lease and u.id = any (l.job_ids)
        join processing_jobs j on j.id = u.id and j.status in ('queued', 'running') order by u.id);
    update job_leases l set job_ids = array(select id from unnest(l.job_ids) id where id <> all (ours)) where l.id = any (held_by);
    -- Somebody asked to stop it just as its attempt failed: it is not tried again.
    perform from processing_jobs j where j.id = any (ours) order by j.id for no key update;
    outcomes := array(
        select case when u.outcome = 'retry' and j.cancel_requested_at is not null then 'cancelled' else u.outcome end
        from unnest(ids, outcomes) with ordinality u (id, outcome, place) left join processing_jobs j on j.id = u.id order by u.place);
    dues := array(select case when u.outcome = 'retry' then u.due end from unnest(outcomes, dues) with ordinality u (outcome, due, place) order by u.place);

    update processing_jobs j
    set status = case u.outcome when 'retry' then 'queued' else u.outcome end::job_status,
        attempts = j.attempts + (j.status = 'queued')::integer,
        worker_id = by_worker,
        started_at = coalesce(case when j.status = 'running' then j.started_at end, now_is - make_interval(secs => u.elapsed / 1000.0)),
        completed_at = case when u.outcome <> 'retry' then greatest(now_is, j.started_at) end,
        status_changed_at = now_is, updated_at = clock_timestamp(),
        progress = case when u.outcome = 'retry' then 0 else j.progress end, progress_step = null, expected_end_at = null,
        error_code = u.code, error_message = u.message, error_stack = u.stack, error_details = u.details,
        backoff_until = u.due, next_retry_at = u.due, cancel_requested_at = null
    from unnest(ids, outcomes, elapsed_ms, dues, codes, messages, stacks, details) u (id, outcome, elapsed, due, code, message, stack, details)
    where j.id = u.id and j.id = any (ours);

    insert into job_events (job_id, kind, attempt, worker_id, message, details)
    select j.id, case u.outcome when 'retry' then 'retried' else u.outcome end::job_event, j.attempts, by_worker, left(u.message, 2000),
           jsonb_strip_nulls(jsonb_build_object('code', u.code, 'duration_ms', u.elapsed, 'until', u.due, 'stack', left(u.stack, 4000)))
    from unnest(ids, outcomes, elapsed_ms, dues, codes, messages, stacks) u (id, outcome, elapsed, due, code, message, stack)
    join processing_jobs j on j.id = u.id where j.id = any (ours);
    insert into dead_jobs (job_id, job_type, error_code, failed_at)
    select j.id, j.job_type, j.error_code, now_is from processing_jobs j where j.id = any (ours) and j.status = 'failed'
    on conflict (job_id) do update set error_code = excluded.error_code, failed_at = excluded.failed_at;
    -- What waits for its next attempt gives its place at the gate to another, and keeps its key.
    delete from job_tokens k where k.job_id = any (ours);
    perform end_jobs(array(select j.id from processing_jobs j where j.id = any (ours) and j.status <> 'queued'), 'ended');
    return query select * from dispatch_jobs(ours, now_is);
end $$;
comment on function end_attempts(uuid, uuid[], uuid[], text[], integer[], timestamptz[], text[], text[], text[], jsonb[], timestamptz) is
    'Ends attempts other than by completing: retry, failed or cancelled. What the worker no longer holds is left alone. Returns the classes that have something new.';

create function stop_jobs(unwanted uuid[], actor uuid, now_is timestamptz) returns setof uuid
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    stopped uuid[];
    asked uuid[];
begin
    stopped := array(select * from cancel_waiting_jobs(unwanted, now_is));
    with running as (
        update processing_jobs j set cancel_requested_at = now_is, updated_at = clock_timestamp()
        where j.id = any (unwanted) and j.status in ('queued', 'running') and j.cancel_requested_at is null returning j.id)
    select array_agg(id) into asked from running;
    insert into job_events (job_id, kind, attempt, actor_id)
    select j.id, case when j.id = any (stopped) then 'cancelled' else 'cancel_requested' end::job_event, j.attempts, actor
    from processing_jobs j where j.id = any (stopped || asked);
    return query select unnest(asked);
end $$;
comment on function stop_jobs(uuid[], uuid, timestamptz) is
    'Cancels jobs: those that wait at once, those that run by asking their worker. Returns the latter.';

create function revive_jobs(ended uuid[], actor uuid, now_is timestamptz) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    revived uuid[];
begin
    with again as (
        update processing_jobs j
        set status = 'queued', completed_at = null, status_changed_at = now_is, updated_at = clock_timestamp(), progress = 0, progress_step = null,
            backoff_until = null, next_retry_at = null, cancel_requested_at = null, scheduled_for = least(j.scheduled_for, now_is),
            -- As many more attempts as it may ever have had.
            max_attempts = greatest(j.max_attempts, j.attempts + coalesce((select t.max_attempts from job_types t where t.name = j.job_type), 3))
        where j.id = any (ended) and j.status in ('failed', 'cancelled') returning j.id)
    select array_agg(id order by id) into revived from again;
    delete from dead_jobs d where d.job_id = any (revived);
    -- Children that were to be told of the failure are not; those told already wait on, or have gone on.
    delete from job_releases r where r.job_id = any (revived) and r.kind = 'ended';
    insert into job_uniques (unique_key, job_id, holds)
    select j.unique_key, j.id, 'unfinished' from processing_jobs j where j.id = any (revived) and j.unique_key is not null on conflict do nothing;
    insert into job_events (job_id, kind, attempt, actor_id)
    select j.id, 'revived', j.attempts, actor from processing_jobs j where j.id = any (revived);
    return query select * from dispatch_jobs(revived, now_is);
end $$;
comment on function revive_jobs(uuid[], uuid, timestamptz) is
    'Failed and cancelled jobs are queued again with as many attempts as their kind has. Returns the classes that have something new.';

create function hurry_jobs(waiting uuid[], actor uuid, now_is timestamptz) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    hurried uuid[];
begin
    -- In the same order as who cancels.
    perform from processing_jobs j where j.id = any (waiting) order by j.id for no key update;
    with gone as (delete from job_due where job_id = any (waiting) returning job_id)
    select array_agg(job_id order by job_id) into hurried from gone;
    update processing_jobs j set scheduled_for = least(j.scheduled_for, now_is), backoff_until = null, next_retry_at = null, updated_at = clock_timestamp()
    where j.id = any (hurried);
    insert into job_events (job_id, kind, attempt, actor_id)
    select j.id, 'hurried', j.attempts, actor from processing_jobs j where j.id = any (hurried);
    return query select * from dispatch_jobs(hurried, now_is);
end $$;
comment on function hurry_jobs(uuid[], uuid, timestamptz) is
    'What is planned for later or held back runs now. Returns the classes that have something new.';

create function stray_jobs(now_is timestamptz) returns setof uuid
    language sql stable
    set search_path = public, pg_temp
    begin atomic
        select j.id from processing_jobs j
        where j.status in ('queued', 'running') and j.pending_parents = 0 and j.updated_at < now_is - interval '1 minute'
          and not exists (select from job_ready r where r.job_id = j.id)
          and not exists (select from job_due d where d.job_id = j.id)
          and not exists (select from job_gated g where g.job_id = j.id)
          and not exists (select from job_leases l where j.id = any (l.job_ids));
    end;
comment on function stray_jobs(timestamptz) is 'Unfinished jobs that are nowhere. There should be none; who inserts into the table by hand makes some.';

create function adopt_stray_jobs(now_is timestamptz default now()) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    strays uuid[] := array(select stray_jobs(now_is));
    orphans uuid[];
begin
    -- Who waits for a job that was deleted, with its owner say, waits no longer for that one.
    with right_now as (
        select j.id, (
            select count(*)::integer from job_dependencies d join processing_jobs p on p.id = d.depends_on_job_id
            where d.job_id = j.id and d.met_at is null
              and (p.status <> 'completed' or exists (select from job_releases r where r.job_id = p.id and r.kind = 'completed'))) as open
        from processing_jobs j where j.pending_parents > 0 and j.status = 'queued'),
    mended as (
        update processing_jobs j set pending_parents = w.open, updated_at = clock_timestamp()
        from right_now w where j.id = w.id and j.pending_parents > w.open returning j.id)
    select array_agg(id) into orphans from mended;
    perform from dispatch_jobs(orphans, now_is);
    if cardinality(strays) > 0 then
        insert into job_types (name) select distinct j.job_type from processing_jobs j where j.id = any (strays) on conflict do nothing;
        update processing_jobs j set status = 'queued', updated_at = clock_timestamp()
        where j.id = any (strays) and j.status in ('queued', 'running');
        perform from dispatch_jobs(strays, now_is);
    end if;
    return cardinality(strays);
end $$;
comment on function adopt_stray_jobs(timestamptz) is 'Queues unfinished jobs that are nowhere or wait for deleted ones, and says how many of the former there were.';

create or replace function purge_jobs(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 5000) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with gone as (
            delete from processing_jobs where id in (
                select id from processing_jobs
                where created_at < now_is - kept and completed_at < now_is - kept and status in ('completed', 'cancelled')
                order by created_at limit most for update skip locked)
            returning 1),
        minutes as (delete from job_minutes where minute < now_is - kept),
        keys as (delete from job_uniques where until < now_is)
        select count(*) from gone;
    end;

revoke execute on function dispatch_jobs(uuid[], timestamptz), begin_due_jobs(timestamptz, integer), open_gates(timestamptz, integer),
    end_jobs(uuid[], release_kind), cancel_waiting_jobs(uuid[], timestamptz), tell_children(timestamptz, integer), rescue_jobs(uuid, timestamptz, boolean),
    stray_jobs(timestamptz), adopt_stray_jobs(timestamptz), complete_job(uuid, uuid, integer, jsonb, uuid),
    end_attempts(uuid, uuid[], uuid[], text[], integer[], timestamptz[], text[], text[], text[], jsonb[], timestamptz),
    stop_jobs(uuid[], uuid, timestamptz), revive_jobs(uuid[], uuid, timestamptz), hurry_jobs(uuid[], uuid, timestamptz),
    enqueue_jobs(uuid[], text[], jsonb[], uuid[], uuid[], smallint[], timestamptz[], integer[], text[], smallint[], timestamptz),
    enqueue_unique_job(text, uniqueness, timestamptz, uuid, text, jsonb, uuid, uuid, smallint, timestamptz, integer, text, smallint, timestamptz),
    enqueue_job_graph(uuid[], text[], jsonb[], uuid[], uuid[], smallint[], timestamptz[], integer[], text[], smallint[], parent_failure[],
        uuid[], uuid[], timestamptz)
    from public;
grant execute on function dispatch_jobs(uuid[], timestamptz), begin_due_jobs(timestamptz, integer), open_gates(timestamptz, integer),
    end_jobs(uuid[], release_kind), cancel_waiting_jobs(uuid[], timestamptz), tell_children(timestamptz, integer), rescue_jobs(uuid, timestamptz, boolean),
    stray_jobs(timestamptz), adopt_stray_jobs(timestamptz), complete_job(uuid, uuid, integer, jsonb, uuid),
    end_attempts(uuid, uuid[], uuid[], text[], integer[], timestamptz[], text[], text[], text[], jsonb[], timestamptz),
    stop_jobs(uuid[], uuid, timestamptz), revive_jobs(uuid[], uuid, timestamptz), hurry_jobs(uuid[], uuid, timestamptz) to kinora_worker;
grant execute on function
    enqueue_jobs(uuid[], text[], jsonb[], uuid[], uuid[], smallint[], timestamptz[], integer[], text[], smallint[], timestamptz),
    enqueue_unique_job(text, uniqueness, timestamptz, uuid, text, jsonb, uuid, uuid, smallint, timestamptz, integer, text, smallint, timestamptz),
    enqueue_job_graph(uuid[], text[], jsonb[], uuid[], uuid[], smallint[], timestamptz[], integer[], text[], smallint[], parent_failure[],
        uuid[], uuid[], timestamptz)
    to kinora_app, kinora_worker;
grant usage on sequence job_order to kinora_worker;

-- What was queued before this migration is found as well.
insert into job_types (name) select distinct job_type from processing_jobs where status in ('queued', 'running') on conflict do nothing;
update processing_jobs j set pending_parents = (
    select count(*) from job_dependencies d join processing_jobs p on p.id = d.depends_on_job_id
    where d.job_id = j.id and p.status not in ('completed'))
where j.status = 'queued' and exists (select from job_dependencies d where d.job_id = j.id);
update processing_jobs p set has_children = true where exists (select from job_dependencies d where d.depends_on_job_id = p.id);
insert into dead_jobs (job_id, job_type, error_code, failed_at)
select id, job_type, error_code, completed_at from processing_jobs where status = 'failed';
select dispatch_jobs(array(select id from processing_jobs where status = 'queued' and pending_parents = 0 order by priority, created_at), now());
