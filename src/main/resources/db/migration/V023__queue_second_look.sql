-- The queue gives back what waits behind slow jobs, never revives two jobs of one key side by side, and costs less.
-- Way back: drop return_jobs, restore revive_jobs and the indexes of V005, V020 and V021, set storage extended.

set local lock_timeout = '5s';

create function return_jobs(unbegun uuid[], held_by uuid[], now_is timestamptz) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    ours uuid[];
begin
    perform from job_leases l where l.id = any (held_by) order by l.id for no key update;
    ours := array(
        select u.id from unnest(unbegun, held_by) u (id, lease) join job_leases l on l.id = u.lease and u.id = any (l.job_ids) order by u.id);
    update job_leases l set job_ids = array(select id from unnest(l.job_ids) id where id <> all (ours)) where l.id = any (held_by);
    perform from cancel_waiting_jobs(
        array(select j.id from processing_jobs j where j.id = any (ours) and j.cancel_requested_at is not null), now_is);
    return query select * from dispatch_jobs(ours, now_is);
end $$;
comment on function return_jobs(uuid[], uuid[], timestamptz) is
    'A worker that took jobs and has not begun them gives them back; no attempt is counted. Returns the classes that have something new.';
revoke execute on function return_jobs(uuid[], uuid[], timestamptz) from public;
grant execute on function return_jobs(uuid[], uuid[], timestamptz) to kinora_worker;

create or replace function revive_jobs(ended uuid[], actor uuid, now_is timestamptz) returns setof integer
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    free uuid[];
    revived uuid[];
begin
    -- A key that another unfinished job holds keeps this one dead; of two with one key the one that was queued first is revived.
    insert into job_uniques as held (unique_key, job_id, holds)
    select distinct on (j.unique_key) j.unique_key, j.id, 'unfinished'::uniqueness
    from processing_jobs j where j.id = any (ended) and j.unique_key is not null and j.status in ('failed', 'cancelled')
    order by j.unique_key, j.created_at, j.id
    on conflict (unique_key) do update set job_id = excluded.job_id, holds = excluded.holds, until = null where held.until <= now_is;
    free := array(
        select j.id from processing_jobs j
        where j.id = any (ended) and j.status in ('failed', 'cancelled')
          and (j.unique_key is null or exists (select from job_uniques u where u.unique_key = j.unique_key and u.job_id = j.id)));
    with again as (
        update processing_jobs j
        set status = 'queued', completed_at = null, status_changed_at = now_is, updated_at = clock_timestamp(), progress = 0, progress_step = null,
            backoff_until = null, next_retry_at = null, cancel_requested_at = null, scheduled_for = least(j.scheduled_for, now_is),
            -- As many more attempts as it may ever have had.
            max_attempts = greatest(j.max_attempts, j.attempts + coalesce((select t.max_attempts from job_types t where t.name = j.job_type), 3))
        where j.id = any (free) and j.status in ('failed', 'cancelled') returning j.id)
    select array_agg(id order by id) into revived from again;
    delete from dead_jobs d where d.job_id = any (revived);
    -- Children that were to be told of the failure are not; those told already wait on, or have gone on.
    delete from job_releases r where r.job_id = any (revived) and r.kind = 'ended';
    insert into job_events (job_id, kind, attempt, actor_id)
    select j.id, 'revived', j.attempts, actor from processing_jobs j where j.id = any (revived);
    return query select * from dispatch_jobs(revived, now_is);
end $$;
comment on function revive_jobs(uuid[], uuid, timestamptz) is
    'Failed and cancelled jobs are queued again with as many attempts as their kind has, but not beside another of the same key. Returns the classes that have something new.';

-- Newest first is read from the end of an index as well. Written at its end, as time goes on, an entry costs half of what it does at its beginning,
-- where each shifts all others of its page.
drop index processing_jobs_type_idx, processing_jobs_user_idx, processing_jobs_video_idx, processing_jobs_waiting_idx;
create index processing_jobs_type_idx on processing_jobs (job_type, created_at);
create index processing_jobs_user_idx on processing_jobs (user_id, created_at) where user_id is not null;
create index processing_jobs_video_idx on processing_jobs (video_id, created_at) where video_id is not null;
create index processing_jobs_waiting_idx on processing_jobs (created_at, id) where waits;
-- Compressing the names of a batch was a fifth of the cost of taking it.
alter table job_leases alter column job_ids set storage external;

-- A trigger before an update makes the server lock each row first and change it then. After it, nothing is done where nothing is wrong: an
-- illegal move is refused all the same, and who changes a job by hand without saying when has that written down a moment later.
drop trigger processing_jobs_legal on processing_jobs;
create trigger processing_jobs_legal after update of status on processing_jobs for each row
    when (old.status <> new.status and not (
        old.status = 'queued' and (new.status in ('running', 'cancelled', 'failed') or new.status = 'completed' and new.attempts > old.attempts)
        or old.status = 'running'
        or old.status in ('failed', 'cancelled') and new.status = 'queued'))
    execute function refuse_illegal_move('status', 'queued',
        'queued>running,cancelled,failed', 'running>completed,failed,cancelled,queued', 'failed>queued', 'cancelled>queued');
create function stamp_job() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    update processing_jobs j
    set updated_at = greatest(clock_timestamp(), old.updated_at + interval '1 microsecond'),
        status_changed_at = case when old.status <> new.status and old.status_changed_at = new.status_changed_at then now() else j.status_changed_at end
    where j.id = new.id;
    return null;
end $$;
comment on function stamp_job() is 'Trigger: a job that was changed without saying when has that written down.';
revoke execute on function stamp_job() from public;
drop trigger processing_jobs_status on processing_jobs;
drop trigger processing_jobs_touch on processing_jobs;
create trigger processing_jobs_stamp after update on processing_jobs for each row
    when (old.updated_at = new.updated_at or old.status <> new.status and old.status_changed_at = new.status_changed_at)
    execute function stamp_job();

-- Whoever waits is told what for, though people see neither workers nor pauses.
create function job_obstacle(kind text) returns text
    language sql stable security definer
    set search_path = public, pg_temp
    begin atomic
        select case
            when exists (select from job_pauses p where p.scope in ('*', kind)) then 'paused'
            when not exists (
                select from workers w
                where w.stopped_at is null and w.heartbeat_at > clock_timestamp() - interval '1 minute' and jsonb_exists(w.details -> 'types', kind))
            then 'unserved' end;
    end;
comment on function job_obstacle(text) is
    'Why a kind of work does not begin: paused, or unserved where no worker that is at work does it; null when it may.';
revoke execute on function job_obstacle(text) from public;
grant execute on function job_obstacle(text) to kinora_app, kinora_worker;
