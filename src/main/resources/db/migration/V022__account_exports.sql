-- What people asked Kinora to put together about themselves, for as long as they may download it.
-- Way back: drop table account_exports; drop function purge_exports(timestamptz, integer); exports are lost and can be made again.

set local lock_timeout = '5s';

-- --- identity: what a person takes along -----------------------------------------------------------------------------------------

create table account_exports (
    user_id uuid primary key references users on delete cascade,
    -- No reference: a job is forgotten by the queue without asking here, and outlives an export.
    job_id uuid not null,
    asked_at timestamptz not null default now(),
    made_at timestamptz,
    expires_at timestamptz not null,
    file bytea constraint account_exports_file_bounded check (octet_length(file) between 1 and 268435456),
    size_bytes integer generated always as (octet_length(file)) stored,
    constraint account_exports_whole check ((made_at is null) = (file is null)),
    constraint account_exports_expires_later check (expires_at > coalesce(made_at, asked_at))
);
-- A zip cannot be compressed any further, and uncompressed it is sent piece by piece without being read as a whole.
alter table account_exports alter column file set storage external;
comment on table account_exports is 'Everything Kinora keeps about a person, as a zip for that person: one each, the latest, for three days.';
comment on column account_exports.user_id is 'Whose.';
comment on column account_exports.job_id is 'The job that makes it; how far that is stands in processing_jobs.';
comment on column account_exports.asked_at is 'When they asked for it.';
comment on column account_exports.made_at is 'When it was done; null until then, and for good if its job failed.';
comment on column account_exports.expires_at is 'When the row is deleted with the file.';
comment on column account_exports.file is 'The zip.';
comment on column account_exports.size_bytes is 'How large the zip is; derived.';
-- What has expired is deleted every hour.
create index account_exports_expires_idx on account_exports (expires_at);
select secure_table('account_exports');
-- It holds all that somebody has: no admin looks into it, and only the job writes it.
create policy account_exports_own on account_exports for select to kinora_app using (user_id = (select current_user_id()));
grant select on account_exports to kinora_app;

create function purge_exports(now_is timestamptz default now(), most integer default 500) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with gone as (
            delete from account_exports where user_id in (
                select user_id from account_exports where expires_at < now_is order by expires_at limit most for update skip locked)
            returning 1)
        select count(*) from gone;
    end;
comment on function purge_exports(timestamptz, integer) is 'Deletes exports of accounts that have expired, at most so many; says how many.';
revoke execute on function purge_exports(timestamptz, integer) from public;
grant execute on function purge_exports(timestamptz, integer) to kinora_worker;
