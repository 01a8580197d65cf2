-- What people see of the queue: the jobs of their own videos; for admins, where each queued job is.
-- Way back: drop the policies and the column below, and revoke what is granted here.

set local lock_timeout = '5s';

-- Somebody else may have caused work on one's video, say the installation itself.
create policy processing_jobs_of_own_videos on processing_jobs for select to kinora_app
    using (video_id in (select v.id from videos v where v.user_id = (select current_user_id())));

-- The narrow tables tell where a job is, and how many are there, without reading processing_jobs.
create policy job_ready_admin on job_ready for select to kinora_app using ((select is_admin()));
create policy job_due_admin on job_due for select to kinora_app using ((select is_admin()));
create policy job_gated_admin on job_gated for select to kinora_app using ((select is_admin()));
create policy job_leases_admin on job_leases for select to kinora_app using ((select is_admin()));
grant select on job_ready, job_due, job_gated, job_leases to kinora_app;

-- What waits for other jobs is in none of the narrow tables. The column, unlike the number of parents, changes once in a job's life:
-- an index on the number would make a new version of every index entry with each parent that ends.
alter table processing_jobs
    add column waits boolean not null generated always as (pending_parents > 0 and status = 'queued') stored;
comment on column processing_jobs.waits is 'Whether it waits for other jobs; derived.';
-- Those alone, newest first: counted and listed for admins.
create index processing_jobs_waiting_idx on processing_jobs (created_at desc, id desc) where waits;
