package dev.kinora.bench;

import static dev.kinora.bench.Query.page;
import static dev.kinora.bench.Query.system;

import java.util.List;

/** What admins look at, and what the system asks on their behalf and its own. */
final class OperatorQueries {
    private static final String AUDIT =
            "select id, created_at, actor_type, actor_id, action, resource_type, resource_id, changes from audit_logs where ";
    private static final String NEWEST = " order by created_at desc, id desc limit 50";

    private OperatorQueries() {}

    static List<Query> all() {
        return List.of(
                page(
                        "admin, people",
                        Cast.ADMIN,
                        "select id, username, email, status, subscription_tier, created_at from users order by created_at desc limit 50"),
                page(
                        "admin, people of a state",
                        Cast.ADMIN,
                        "select id, username, email from users where status = 'suspended' order by created_at desc limit 50"),
                page(
                        "admin, people of a tier",
                        Cast.ADMIN,
                        "select id, username, email from users where subscription_tier = 'enterprise' order by created_at desc limit 50"),
                page(
                        "admin, trials that end",
                        Cast.ADMIN,
                        "select id, username, trial_ends_at from users where status = 'trial' and trial_ends_at < now() + interval '7 days' order by trial_ends_at limit 50"),
                page(
                        "admin, one by address",
                        admin("email::text from users order by id limit 40"),
                        "select id, username from users where id in (select find_users(?, 10))"),
                page(
                        "admin, people by part of a name",
                        admin("substr(username::text, 4, 6) from users order by id limit 40"),
                        "select id, username from users where id in (select find_users(?, 50)) order by created_at desc"),
                page("admin, trail", Cast.ADMIN, AUDIT + "true" + NEWEST),
                page("admin, trail of a person", admin("id from bench.learners"), AUDIT + "user_id = ?" + NEWEST),
                page(
                        "admin, trail of a film",
                        admin("id from bench.films"),
                        AUDIT + "resource_type = 'video' and resource_id = ?" + NEWEST),
                page("admin, trail of an act", admin("'course.deleted'"), AUDIT + "action = ?" + NEWEST),
                page(
                        "admin, trail of the workers",
                        Cast.ADMIN,
                        AUDIT + "actor_type = 'worker' and actor_id = 'kinora_worker'" + NEWEST),
                page(
                        "admin, trail of an hour",
                        Cast.ADMIN,
                        AUDIT
                                + "created_at >= now() - interval '40 days' and created_at < now() - interval '40 days' + interval '1 hour'"
                                + NEWEST),
                page("my trail", Cast.LEARNERS, """
                        select id, created_at, action from (
                            (select id, created_at, action from audit_logs where user_id = (select current_user_id()) order by created_at desc limit 50)
                            union all
                            (select id, created_at, action from audit_logs where resource_type = 'user' and resource_id = (select current_user_id()) order by created_at desc limit 50)) t
                        order by created_at desc limit 50
                        """),
                page(
                        "admin, jobs that failed",
                        Cast.ADMIN,
                        "select id, job_type, error_code, completed_at from processing_jobs where status = 'failed' order by completed_at desc limit 50"),
                page(
                        "admin, jobs that run",
                        Cast.ADMIN,
                        "select id, job_type, worker_id, progress from processing_jobs where status = 'running' order by started_at limit 50"),
                page(
                        "admin, jobs that wait",
                        Cast.ADMIN,
                        "select id, job_type, priority from processing_jobs where status = 'queued' order by priority, scheduled_for, id limit 50"),
                page(
                        "admin, jobs of a kind",
                        Cast.ADMIN,
                        "select id, status, created_at from processing_jobs where job_type = 'transcribe' order by created_at desc limit 50"),
                page(
                        "admin, jobs by state",
                        Cast.ADMIN,
                        "select status, count(*) from processing_jobs group by status"),
                page(
                        "admin, films not ready",
                        Cast.ADMIN,
                        "select id, title, status, created_at from videos where status <> 'ready' order by created_at desc limit 50"),
                page(
                        "admin, films in error",
                        Cast.ADMIN,
                        "select id, title, error_code from videos where status = 'error' and status <> 'ready' order by created_at desc limit 50"),
                page(
                        "admin, films by state",
                        Cast.ADMIN,
                        "select status, count(*) from videos where status <> 'ready' group by status"),
                page(
                        "admin, reports",
                        Cast.ADMIN,
                        "select r.id, r.reason, r.created_at, p.username from reports r join profiles p on p.id = r.reporter_id where r.status = 'open' order by r.created_at limit 50"),
                page(
                        "admin, storage by person",
                        Cast.ADMIN,
                        "select id, username, storage_used_bytes from users where deleted_at is null order by storage_used_bytes desc limit 50"),
                page(
                        "admin, posts that fail",
                        Cast.ADMIN,
                        "select id, platform, error_code from platform_posts where upload_status = 'failed' order by created_at desc limit 50"),
                system(
                        "queue: what is ready",
                        Cast.NOBODY,
                        "select id from processing_jobs where status = 'queued' and scheduled_for <= now() order by priority, scheduled_for, id limit 10 for update skip locked"),
                system(
                        "queue: whose lease ended",
                        Cast.NOBODY,
                        "select id from processing_jobs where status = 'running' and worker_id = (select id from workers limit 1) order by started_at"),
                system(
                        "queue: what waits for a job",
                        "select null::uuid, depends_on_job_id from job_dependencies limit 40",
                        "select job_id from job_dependencies where depends_on_job_id = ?"),
                system(
                        "queue: what a job waits for",
                        "select null::uuid, job_id from job_dependencies limit 40",
                        "select depends_on_job_id from job_dependencies where job_id = ?"),
                system(
                        "queue: workers alive",
                        Cast.NOBODY,
                        "select id, name from workers where stopped_at is null and heartbeat_at < now() - interval '1 minute'"),
                system(
                        "posts that are due",
                        Cast.NOBODY,
                        "select id from platform_posts where upload_status = 'pending' and scheduled_for <= now() + interval '2 hours' order by scheduled_for limit 50"),
                system(
                        "posts to try again",
                        Cast.NOBODY,
                        "select id from platform_posts where platform = 'tiktok' and upload_status = 'failed' and retry_count < max_retries order by retry_count limit 50"),
                system(
                        "tokens that expire",
                        Cast.NOBODY,
                        "select id from platform_accounts where broken_at is null and token_expires_at < now() + interval '1 day' order by token_expires_at limit 50"),
                system(
                        "films to process",
                        Cast.NOBODY,
                        "select id from videos where status = 'inprogress' and processing_started_at < now() - interval '1 hour' order by processing_started_at limit 50"),
                system(
                        "beats of a play",
                        "select null::uuid, session_id from watch_events limit 40",
                        "select watched from watch_events where session_id = ? order by sequence"),
                system(
                        "beats of a film",
                        "select null::uuid, video_id from watch_events limit 40",
                        "select watched from watch_events where video_id = ? and created_at > now() - interval '1 day'"),
                system(
                        "webhooks of a person",
                        "select null::uuid, id from bench.creators",
                        "select id, url from webhooks where user_id = ? and paused_at is null"),
                system(
                        "upkeep: uploads given up",
                        Cast.NOBODY,
                        "select id from uploads where expires_at < now() and (completed_at is null or settled_at is not null or video_id is null) limit 200"),
                system("upkeep: sessions", Cast.NOBODY, "select purge_expired_sessions()"),
                system("upkeep: comments", Cast.NOBODY, "select purge_comments(now(), interval '24 days', 500)"),
                system("upkeep: bin", Cast.NOBODY, "select purge_bin(now(), interval '28 days', 5)"),
                system("upkeep: jobs", Cast.NOBODY, "select purge_jobs(now(), interval '30 days', 500)"),
                system("upkeep: quotas", Cast.NOBODY, "select reset_quotas(now())"),
                system("upkeep: films to publish", Cast.NOBODY, "select count(*) from publish_due()"),
                system("upkeep: months", Cast.NOBODY, "select count(*) from maintain_partitions()"));
    }

    private static String admin(String parameter) {
        return "select (select id from users where role = 'admin'), " + parameter;
    }
}
