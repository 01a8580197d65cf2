package dev.kinora.bench;

import java.util.List;

/** Accounts and how they get in; audit and jobs, which follow everything people do. */
final class PeopleRows {
    private PeopleRows() {}

    static List<Rows> all() {
        return List.of(users(), sessions(), keys(), audits(), workers(), jobs(), dependencies());
    }

    private static Rows users() {
        // The last is the admin, some before it moderate.
        return new Rows("users", """
                insert into users (id, email, password_hash, username, display_name, bio, role, status, trial_ends_at, subscription_tier,
                    current_usage, storage_used_bytes, quota_reset_date, verified_at, email_verified_at, last_login_at, created_at, updated_at, deleted_at)
                select bench.person(n), p.pair_mail || n || '@example.org',
                    '$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b4dWRWJTmaaJObG', 'u' || n || 'x' || p.pair_mail,
                    initcap(p.pair), case when n % 3 = 0 then p.sentence end,
                    (case when n = {users} then 'admin' when n > {users} - 50 then 'moderator' else 'member' end)::user_role,
                    (case when n > {users} - 50 or s < 0.93 then 'active' when s < 0.97 then 'trial' when s < 0.99 then 'suspended' else 'cancelled' end)::user_status,
                    case when n <= {users} - 50 and s >= 0.93 and s < 0.97 then now() + interval '30 days' * bench.u(n, 12) end,
                    (case when t < 0.85 then 'free' when t < 0.96 then 'pro' when t < 0.995 then 'business' else 'enterprise' end)::subscription_tier,
                    floor(30 * bench.u(n, 13)), floor(5e9 * power(bench.u(n, 14), 3)), current_date + 1 + (n % 31)::int,
                    case when n % 50 = 1 then bench.at(n, {users}) end, case when n % 10 <> 3 then bench.at(n, {users}) end,
                    now() - interval '90 days' * power(bench.u(n, 15), 2), bench.at(n, {users}), bench.at(n, {users}),
                    case when s >= 0.995 then now() - interval '20 days' * bench.u(n, 16) end
                from (select n, bench.u(n, 10) as s, bench.u(n, 11) as t, n * 31 % {phrases} as k from generate_series(1, {users}) n offset 0) x
                join lateral (select pair, sentence, bench.word(k * 3) as pair_mail from bench.phrases p where p.k = x.k) p on true
                """);
    }

    /** What the triggers would have counted. */
    static Rows names() {
        return new Rows("search_names", """
                insert into search_names (word, people)
                select word, ndoc from ts_stat('select people_words(username, display_name) from users where deleted_at is null and status in (''active'', ''trial'')')
                where length(word) <= 40
                """);
    }

    private static Rows sessions() {
        return new Rows("sessions", """
                insert into sessions (user_id, token_hash, expires_at, created_at, last_accessed_at, ip_address, user_agent)
                select bench.person(bench.zipf(n, 20, {users})), sha256(('session' || n)::bytea), now() + interval '1 day' * (60 * bench.u(n, 21) - 2),
                    now() - interval '30 days', now() - interval '10 days' * bench.u(n, 22), '10.0.0.0'::inet + (n % 1000000), 'Mozilla/5.0 (X11; Linux x86_64)'
                from generate_series(1, {sessions}) n
                """);
    }

    private static Rows keys() {
        return new Rows("api_keys", """
                insert into api_keys (user_id, key_hash, key_prefix, name, last_used_at, usage_count, revoked_at, created_at)
                select bench.person(bench.zipf(n, 25, {users})), sha256(('key' || n)::bytea), 'kin_' || upper(bench.word(n)), 'key ' || n,
                    now() - interval '90 days' * bench.u(n, 26), n % 10000, case when n % 10 = 0 then now() end, bench.at(n, {keys})
                from generate_series(1, {keys}) n
                """);
    }

    private static Rows audits() {
        // The trail's last twelve months; most of it is about videos and comments.
        return new Rows("audit_logs", """
                insert into audit_logs (id, user_id, actor_type, actor_id, action, resource_type, resource_id, old_values, new_values, changes,
                    ip_address, user_agent, request_id, created_at)
                select bench.id(20, n, {audits}), person, (case when person is null then 'worker' when n % 20 = 0 then 'api' else 'user' end)::audit_actor,
                    coalesce(person::text, 'kinora_worker'), what || '.' || verb, what,
                    case what when 'video' then bench.video(bench.zipf(n, 31, {videos})) when 'comment' then bench.comment(bench.zipf(n, 32, {comments}))
                        when 'user' then bench.person(bench.zipf(n, 33, {users})) else bench.course(bench.zipf(n, 34, {courses})) end,
                    case when verb = 'updated' then '{"status": "queued"}'::jsonb end,
                    case when verb = 'updated' then '{"status": "ready"}'::jsonb else '{"title": "a title", "visibility": "public", "status": "queued"}'::jsonb end,
                    case when verb = 'updated' then '{"status": {"old": "queued", "new": "ready"}}'::jsonb end,
                    '10.0.0.0'::inet + (n % 1000000), 'Mozilla/5.0 (X11; Linux x86_64)', to_hex(n), now() - interval '365 days' * ({audits} - n) / {audits}
                from (
                    select n, (array['video', 'video', 'video', 'comment', 'comment', 'comment', 'enrollment', 'user', 'course', 'post'])[1 + floor(10 * bench.u(n, 35))] as what,
                        (array['created', 'updated', 'updated', 'deleted'])[1 + floor(4 * bench.u(n, 36))] as verb,
                        case when n % 4 <> 0 then bench.person(bench.zipf(n, 37, {users})) end as person
                    from generate_series(1, {audits}) n offset 0) x
                """);
    }

    private static Rows workers() {
        return new Rows("workers", """
                insert into workers (id, name, lanes) select bench.worker(n), 'worker ' || n, '{light,encode}' from generate_series(1, {workers}) n
                """);
    }

    private static Rows jobs() {
        return new Rows("processing_jobs", """
                insert into processing_jobs (id, user_id, video_id, job_type, priority, scheduled_for, status, status_changed_at, attempts, progress, worker_id,
                    started_at, completed_at, job_data, error_code, error_message, created_at, updated_at)
                select bench.job(n), bench.person(bench.zipf(v, 41, {users})), bench.video(v),
                    (array['probe', 'encode_chunk', 'encode_chunk', 'encode_chunk', 'encode_audio', 'storyboard', 'transcribe', 'chapter', 'publish_post', 'webhook'])[1 + n % 10],
                    1 + n % 10, at, state::job_status, at, case state when 'queued' then 0 else 1 end, case state when 'completed' then 100 when 'running' then 40 else 0 end,
                    case state when 'running' then bench.worker(1 + n % {workers}) end,
                    case when state in ('running', 'completed', 'failed') then at end,
                    case when state in ('completed', 'failed', 'cancelled') then at + interval '60 seconds' * bench.u(n, 42) end,
                    '{"chunk": 3, "rungs": [1080, 720, 480, 360]}', case state when 'failed' then 'ERR_NON_VIDEO' end, case state when 'failed' then 'The file is not a video.' end, at, at
                from (
                    select n, bench.zipf(n, 43, {videos}) as v, bench.at(n, {jobs}) as at,
                        case when n > {jobs} * 0.998 then 'queued' when n > {jobs} * 0.9975 then 'running' when bench.u(n, 44) < 0.985 then 'completed'
                             when bench.u(n, 44) < 0.995 then 'failed' else 'cancelled' end as state
                    from generate_series(1, {jobs}) n offset 0) x
                """);
    }

    private static Rows dependencies() {
        return new Rows("job_dependencies", """
                insert into job_dependencies (job_id, depends_on_job_id)
                select bench.job(n), bench.job(n - 1) from generate_series(10, {jobs}, 10) n
                """);
    }
}
