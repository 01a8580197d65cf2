package dev.kinora.bench;

import java.util.List;

/** What people say and like, what goes to other networks and what is measured. */
final class SocialRows {
    private SocialRows() {}

    static List<Rows> all() {
        return List.of(
                comments(),
                likes(),
                follows(),
                subscriptions(),
                notifications(),
                reports(),
                accounts(),
                posts(),
                metrics(),
                snapshots(),
                beats());
    }

    /** The counters that triggers keep in the product, by one recount; after everything they count. */
    static List<Rows> counters() {
        return List.of(
                new Rows("video_counters", """
                        insert into video_counters (video_id, views, likes, comments)
                        select v.id, coalesce(w.n, 0), coalesce(l.n, 0), coalesce(c.n, 0)
                        from videos v
                        left join (select video_id, count(*) as n from video_views group by 1) w on w.video_id = v.id
                        left join (select video_id, count(*) as n from likes where video_id is not null group by 1) l on l.video_id = v.id
                        left join (select video_id, count(*) as n from comments where deleted_at is null group by 1) c on c.video_id = v.id
                        """),
                new Rows("comment_counters", """
                        insert into comment_counters (comment_id, likes, replies)
                        select c.id, coalesce(l.n, 0), coalesce(r.n, 0)
                        from comments c
                        left join (select comment_id, count(*) as n from likes where comment_id is not null group by 1) l on l.comment_id = c.id
                        left join (select parent_id, count(*) as n from comments where parent_id is not null and deleted_at is null group by 1) r on r.parent_id = c.id
                        """),
                new Rows("course_counters", """
                        insert into course_counters (course_id, enrollments, lessons)
                        select c.id, (select count(*) from enrollments e where e.course_id = c.id and e.revoked_at is null), 12 from courses c
                        """),
                new Rows("daily_video_stats", "refresh materialized view daily_video_stats"));
    }

    private static Rows comments() {
        // Of each ten, three answer the one before them, under the same film.
        return new Rows("comments", """
                insert into comments (id, video_id, chapter_id, author_id, parent_id, content, video_timestamp_seconds, deleted_at, created_at, updated_at)
                select bench.comment(n), bench.video(v), case when v % 5 = 0 and n % 20 = 1 then bench.chapter(v - 4) end, bench.person(bench.zipf(n, 90, {users})),
                    case when n % 10 >= 7 then bench.comment(n - n % 10) end, p.sentence, case when n % 8 = 0 then 12 end,
                    case when n % 100 = 33 then now() - interval '25 days' * bench.u(n, 91) end, bench.at(n, {comments}), bench.at(n, {comments})
                from (select n, bench.zipf(case when n % 10 >= 7 then n - n % 10 else n end, 92, {videos}) as v from generate_series(1, {comments}) n offset 0) x
                join bench.phrases p on p.k = n * 13 % {phrases}
                """);
    }

    private static Rows likes() {
        return new Rows("likes", """
                insert into likes (user_id, video_id, comment_id, created_at)
                select bench.person(u), bench.video(v), null, bench.at(n, {likes})
                from (select bench.zipf(n, 93, {users}) as u, bench.zipf(n, 94, {videos}) as v, min(n) as n from generate_series(1, {likes} * 8 / 10) n group by 1, 2) x
                union all
                select bench.person(u), null, bench.comment(c), bench.at(n, {likes})
                from (select bench.zipf(n, 95, {users}) as u, bench.zipf(n, 96, {comments}) as c, min(n) as n
                      from generate_series({likes} * 8 / 10 + 1, {likes}) n group by 1, 2) x
                """);
    }

    private static Rows follows() {
        return new Rows("follows", """
                insert into follows (follower_id, following_id, created_at)
                select bench.person(a), bench.person(b), bench.at(n, {follows})
                from (select 1 + floor({users} * bench.u(n, 97))::bigint as a, bench.zipf(n, 98, {users}) as b, min(n) as n from generate_series(1, {follows}) n group by 1, 2) x
                where a <> b
                """);
    }

    private static Rows subscriptions() {
        return new Rows("subscriptions", """
                insert into subscriptions (subscriber_id, creator_id, subscription_type, created_at, expires_at, cancelled_at)
                select bench.person(a), bench.person(b), 'basic', bench.at(n, {subscriptions}), now() + interval '1 day' * (1 + n % 300), case when n % 5 = 0 then now() end
                from (select 1 + floor({users} * bench.u(n, 99))::bigint as a, bench.zipf(n, 98, {users}) as b, min(n) as n from generate_series(1, {subscriptions}) n group by 1, 2) x
                where a <> b
                """);
    }

    private static Rows notifications() {
        return new Rows("notifications", """
                insert into notifications (id, user_id, kind, actor_id, video_id, read_at, created_at)
                select bench.id(24, n, {notifications}), bench.person(bench.zipf(n, 100, {users})), 'video.commented', bench.person(bench.zipf(n, 101, {users})),
                    bench.video(bench.zipf(n, 102, {videos})), case when n % 10 < 8 then now() end, bench.at(n, {notifications})
                from generate_series(1, {notifications}) n
                """);
    }

    private static Rows reports() {
        return new Rows("reports", """
                insert into reports (reporter_id, video_id, reason, status, created_at)
                select bench.person(bench.zipf(n, 103, {users})), bench.video(bench.zipf(n, 104, {videos})), 'spam', (case when n % 50 = 0 then 'open' else 'dismissed' end)::report_status,
                    bench.at(n, {reports})
                from generate_series(1, {reports}) n
                """);
    }

    private static Rows accounts() {
        return new Rows("platform_accounts", """
                insert into platform_accounts (id, user_id, platform, platform_account_id, access_token_encrypted, token_expires_at)
                select bench.account(n), bench.person(bench.zipf(n, 105, {users})), (array['instagram', 'tiktok', 'youtube', 'facebook', 'twitter'])[1 + n % 5]::platform, 'acct-' || n,
                    '\\x00', now() + interval '1 day' * (n % 60)
                from generate_series(1, {accounts}) n
                """);
    }

    private static Rows posts() {
        // Two networks a film, for two films in ten.
        return new Rows("platform_posts", """
                insert into platform_posts (id, video_id, user_id, platform, caption, upload_status, platform_post_id, error_code, retry_count, scheduled_for, posted_at, created_at)
                select bench.post(n), bench.video(v), bench.person(bench.zipf(v, 1, {users})), (array['tiktok', 'youtube'])[1 + n % 2]::platform, 'Look', state::post_status,
                    case when state = 'published' then 'p' || n end, case when state = 'failed' then 'REFUSED' end, case when state = 'failed' then n % 4 else 0 end,
                    case when state = 'pending' then now() + interval '1 hour' end, case when state = 'published' then bench.at(v, {videos}) end, bench.at(v, {videos})
                from (select n, 5 * ((n - 1) / 2) + 3 as v, case when n % 50 = 0 then 'failed' when n % 50 = 1 then 'pending' else 'published' end as state from generate_series(1, {posts}) n offset 0) x
                """);
    }

    private static Rows metrics() {
        return new Rows("post_metrics", """
                insert into post_metrics (post_id, views, likes, fetched_at)
                select bench.post((n - 1) / 2 + 1), n % 1000, n % 100, now() - interval '1 day' * (n % 2) from generate_series(1, {metrics}) n
                """);
    }

    private static Rows snapshots() {
        // Ten days' snapshots of every fifth film, over the last year.
        return new Rows("video_analytics", """
                insert into video_analytics (video_id, user_id, platform, views, likes, comments, shares, fetched_at)
                select bench.video(v), bench.person(bench.zipf(v, 1, {users})), 'kinora', 100 + n % 900, n % 90, n % 20, n % 5, now() - interval '1 day' * ((n - 1) % 10 * 30 + v % 30)
                from (select n, 5 * ((n - 1) / 10) + 3 as v from generate_series(1, {snapshots}) n offset 0) x
                """);
    }

    private static Rows beats() {
        return new Rows("watch_events", """
                insert into watch_events (video_id, user_id, session_id, sequence, watched, created_at)
                select bench.video(bench.zipf(n / 10, 106, {videos})), bench.person(bench.zipf(n / 10, 107, {users})), bench.id(25, n / 10, {beats}), n % 10,
                    int4range((n % 10 * 10)::int, (n % 10 * 10 + 10)::int), now() - interval '60 days' * ({beats} - n) / {beats}
                from generate_series(1, {beats}) n
                """);
    }
}
