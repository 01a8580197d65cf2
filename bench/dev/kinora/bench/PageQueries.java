package dev.kinora.bench;

import static dev.kinora.bench.Query.page;
import static dev.kinora.bench.Query.system;

import java.util.List;

/** What the pages of viewers and creators ask. */
final class PageQueries {
    private static final String CARD = """
            select v.id, v.title, v.duration, v.thumbnail_url, v.published_at, p.username, p.display_name, p.avatar_url, n.views
            from videos v join profiles p on p.id = v.user_id join video_counters n on n.video_id = v.id
            where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null
            """;

    private PageQueries() {}

    static List<Query> all() {
        return List.of(
                page("home feed, nobody", Cast.NOBODY, CARD + "order by v.published_at desc, v.id desc limit 24"),
                page(
                        "home feed, further down",
                        """
                        select l.id, f.published_at, f.id from bench.learners l join lateral (
                            select v.id, v.published_at from bench.films b join videos v using (id) where b.k = l.k) f on true
                        """,
                        CARD + "and (v.published_at, v.id) < (?, ?) order by v.published_at desc, v.id desc limit 24"),
                page(
                        "home, put forward",
                        Cast.NOBODY,
                        CARD + "and v.featured_at is not null order by v.featured_at desc limit 12"),
                page("feed of followed people", Cast.LEARNERS, """
                        select v.id, v.title, v.duration, v.thumbnail_url, v.published_at, p.username, n.views
                        from follows f
                        cross join lateral (
                            select id, user_id, title, duration, thumbnail_url, published_at from videos
                            where user_id = f.following_id and visibility = 'public' and deleted_at is null and published_at is not null
                            order by published_at desc limit 24) v
                        join profiles p on p.id = v.user_id join video_counters n on n.video_id = v.id
                        where f.follower_id = (select current_user_id())
                        order by v.published_at desc limit 24
                        """),
                page(
                        "by tag",
                        "select id, bench.word(k) from bench.learners",
                        CARD.replace(
                                        "from videos v",
                                        "from tagged_videos(?, most => 24) t join videos v on v.id = t.id")
                                + "order by v.published_at desc, v.id desc limit 24"),
                page("search, a rare word", words(3000), search()),
                page("search, a common word", words(60), search()),
                page("search, the commonest word", "select id, bench.word(0) from bench.learners", search()),
                page(
                        "search, two words",
                        "select id, bench.word(k + 20) || ' ' || bench.word(k + 60) from bench.learners",
                        search()),
                page("search, letters of Thai", "select id, 'ทำอาหาร' from bench.learners", trigram()),
                page(
                        "search, part of a word",
                        "select id, substr(bench.word(k * 61 + 900), 2) || ' ' || left(bench.word(k), 2) from bench.learners",
                        trigram()),
                page("search in what is said", words(300), """
                        select t.video_id, v.title, t.start_time_seconds, t.text
                        from search_transcripts(?, 24) s join transcript_segments t on t.id = s.id join videos v on v.id = t.video_id
                        """),
                page("watch page, nobody", Cast.NOBODYS_FILM, WatchPage.SQL),
                page("watch page, signed in", Cast.LEARNERS_FILM, WatchPage.SQL),
                page(
                        "film by its public name",
                        "select null::uuid, provider_uid from bench.films",
                        "select id, status, duration, visibility from videos where provider = 'kinora' and provider_uid = ?"),
                page(
                        "rungs of a film",
                        Cast.NOBODYS_FILM,
                        "select name, width, height, codecs, bandwidth from renditions where video_id = ? order by bandwidth"),
                page("captions of a film", Cast.NOBODYS_FILM, "select language, vtt from captions where video_id = ?"),
                page("comments, next twenty", Cast.LEARNERS_FILM.replace("f.id", "f.id, now()"), """
                        select c.id, c.content, c.created_at, a.username, k.likes, k.replies
                        from comments c join profiles a on a.id = c.author_id left join comment_counters k on k.comment_id = c.id
                        where c.video_id = ? and c.parent_id is null and c.deleted_at is null and c.created_at < ?::timestamptz - interval '10 days'
                        order by c.created_at desc limit 20
                        """),
                page("answers of a comment", """
                        select l.id, c.parent_id from bench.learners l join bench.films f on f.k = l.k cross join lateral (
                            select parent_id from comments c where c.video_id = f.id and parent_id is not null limit 1) c
                        """, """
                        select c.id, c.content, c.created_at, a.username, k.likes
                        from comments c join profiles a on a.id = c.author_id left join comment_counters k on k.comment_id = c.id
                        where c.parent_id = ? and c.deleted_at is null order by c.created_at limit 50
                        """),
                page("channel by name", "select null::uuid, username::text from bench.creators", """
                        select p.id, p.username, p.display_name, p.bio, s.video_count, s.followers_count,
                            (select jsonb_agg(to_jsonb(t)) from (
                                select v.id, v.title, v.duration, v.thumbnail_url, v.published_at, n.views from videos v join video_counters n on n.video_id = v.id
                                where v.user_id = p.id and v.visibility = 'public' and v.published_at is not null and v.deleted_at is null
                                order by v.published_at desc limit 24) t) as videos
                        from profiles p join user_stats s on s.id = p.id where p.username = ?::citext
                        """),
                page(
                        "channel by key",
                        "select null::uuid, id from bench.creators",
                        "select * from user_stats where id = ?"),
                page(
                        "people by part of a name",
                        "select id, bench.word(k * 51), bench.word(k * 51) from bench.learners",
                        "select id, username, display_name from profiles where username::text ilike '%' || ? || '%' or display_name ilike '%' || ? || '%' limit 10"),
                page(
                        "playlist",
                        "select l.id, i.playlist_id from bench.learners l cross join lateral (select playlist_id from bench.films f join playlist_items i on i.video_id = f.id join playlists p on p.id = i.playlist_id and p.visibility = 'public' where f.k % 40 = l.k limit 1) i",
                        """
                        select i.position, v.id, v.title, v.duration from playlist_items i join videos v on v.id = i.video_id where i.playlist_id = ? order by i.position
                        """),
                page("history", Cast.LEARNERS, """
                        select w.viewed_at, w.percentage, w.last_position, v.id, v.title, v.thumbnail_url, p.username
                        from video_views w join videos v on v.id = w.video_id join profiles p on p.id = v.user_id
                        where w.user_id = (select current_user_id()) order by w.viewed_at desc limit 24
                        """),
                page("films I like", Cast.LEARNERS, """
                        select l.created_at, v.id, v.title from likes l join videos v on v.id = l.video_id
                        where l.user_id = (select current_user_id()) and l.video_id is not null order by l.created_at desc limit 24
                        """),
                page("whom I follow", Cast.LEARNERS, """
                        select p.id, p.username, p.display_name from follows f join profiles p on p.id = f.following_id
                        where f.follower_id = (select current_user_id()) order by f.created_at desc limit 50
                        """),
                page("who follows me", Cast.CREATORS, """
                        select p.id, p.username, f.created_at from follows f join profiles p on p.id = f.follower_id
                        where f.following_id = (select current_user_id()) order by f.created_at desc limit 50
                        """),
                page(
                        "my subscribers",
                        Cast.CREATORS,
                        "select subscriber_id, expires_at from subscriptions where creator_id = (select current_user_id()) and cancelled_at is null and expires_at > now() order by expires_at limit 50"),
                page("notifications", Cast.LEARNERS, """
                        select n.id, n.kind, n.created_at, n.read_at, p.username, v.title from notifications n
                        left join profiles p on p.id = n.actor_id left join videos v on v.id = n.video_id
                        where n.user_id = (select current_user_id()) order by n.created_at desc limit 30
                        """),
                page(
                        "notifications unread",
                        Cast.LEARNERS,
                        "select count(*) from (select from notifications where user_id = (select current_user_id()) and read_at is null limit 100) n"),
                page("studio, my films", Cast.CREATORS, """
                        select v.id, v.title, v.status, v.processing_progress, v.visibility, v.created_at, n.views, n.likes, n.comments
                        from videos v join video_counters n on n.video_id = v.id
                        where v.user_id = (select current_user_id()) and v.deleted_at is null order by v.created_at desc limit 50
                        """),
                page(
                        "studio, my films in trouble",
                        Cast.CREATORS,
                        "select id, title, error_code from videos where user_id = (select current_user_id()) and status = 'error' order by created_at desc limit 50"),
                page(
                        "studio, the bin",
                        Cast.CREATORS,
                        "select id, title, deleted_at from videos where user_id = (select current_user_id()) and deleted_at is not null order by deleted_at desc limit 50"),
                page(
                        "studio, my films by words",
                        "select id, bench.word(k + 40) from bench.creators",
                        "select id, title from videos where user_id = (select current_user_id()) and search @@ websearch_to_tsquery('public.words', ?) order by created_at desc limit 50"),
                page(
                        "studio, have I this file",
                        "select c.id, v.original_sha256 from bench.creators c cross join lateral (select original_sha256 from videos v where v.user_id = c.id limit 1) v",
                        "select v.id, v.title from video_origins o join videos v on v.id = o.id where o.original_sha256 = ?"),
                page("studio, comments on my films", Cast.CREATORS, """
                        select c.id, c.content, c.created_at, v.title from videos v cross join lateral (
                            select id, content, created_at from comments c where c.video_id = v.id and c.parent_id is null and c.deleted_at is null order by created_at desc limit 30) c
                        where v.user_id = (select current_user_id()) order by c.created_at desc limit 30
                        """),
                page(
                        "studio, work in progress",
                        Cast.CREATORS,
                        "select id, job_type, status, progress, video_id from processing_jobs where user_id = (select current_user_id()) and status in ('queued', 'running') order by created_at desc limit 50"),
                page(
                        "studio, a film's work",
                        "select c.id, v.id from bench.creators c cross join lateral (select id from videos v where v.user_id = c.id limit 1) v",
                        "select id, job_type, status, progress, error_message from processing_jobs where video_id = ? order by created_at desc limit 50"),
                page(
                        "studio, posts of a film",
                        "select c.id, v.video_id from bench.creators c cross join lateral (select video_id from platform_posts v where v.user_id = c.id limit 1) v",
                        "select * from video_sync_status where video_id = ?"),
                page(
                        "studio, my posts",
                        Cast.CREATORS,
                        "select id, platform, upload_status, posted_at from platform_posts where user_id = (select current_user_id()) order by created_at desc limit 50"),
                page("studio, my figures of 30 days", Cast.CREATORS, """
                        select fetched_at::date as day, sum(views) as views, sum(likes) as likes from video_analytics
                        where user_id = (select current_user_id()) and fetched_at > now() - interval '30 days' group by 1 order by 1
                        """),
                page(
                        "studio, a film's figures",
                        "select c.id, v.video_id from bench.creators c cross join lateral (select video_id from video_analytics v where v.user_id = c.id limit 1) v",
                        "select fetched_at, platform, views, likes from video_analytics where video_id = ? and fetched_at > now() - interval '365 days' order by fetched_at desc"),
                page(
                        "my quota",
                        Cast.LEARNERS,
                        "select u.current_usage, coalesce(u.monthly_quota, t.monthly_quota), u.storage_used_bytes, t.storage_bytes, u.quota_reset_date from users u join tiers t on t.tier = u.subscription_tier where u.id = (select current_user_id())"),
                page(
                        "my sessions",
                        Cast.LEARNERS,
                        "select id, ip_address, user_agent, last_accessed_at from sessions where user_id = (select current_user_id()) order by last_accessed_at desc"),
                page(
                        "my API keys",
                        Cast.CREATORS,
                        "select id, key_prefix, name, last_used_at from api_keys where user_id = (select current_user_id()) and deleted_at is null order by created_at desc"),
                page("my orders", Cast.LEARNERS, """
                        select o.id, o.status, o.created_at, t.total_minor, t.currency from orders o join order_totals t on t.order_id = o.id
                        where o.user_id = (select current_user_id()) order by o.created_at desc limit 20
                        """),
                page(
                        "my export: comments",
                        Cast.LEARNERS,
                        "select * from comments where author_id = (select current_user_id()) order by created_at"),
                page(
                        "my export: views",
                        Cast.LEARNERS,
                        "select * from video_views where user_id = (select current_user_id())"),
                system(
                        "session look-up",
                        "select null::uuid, token_hash from sessions order by id limit 200",
                        "select s.id, s.user_id, s.expires_at, u.role, u.status from sessions s join users u on u.id = s.user_id where s.token_hash = ? and s.expires_at > now()"),
                system(
                        "API key look-up",
                        "select null::uuid, key_hash from api_keys order by id limit 200",
                        "select k.id, k.user_id, k.scopes, k.rate_limit from api_keys k where k.key_hash = ? and k.revoked_at is null and k.deleted_at is null"),
                system(
                        "sign-in by address",
                        "select null::uuid, email::text from users order by id limit 200",
                        "select id, password_hash, status from users where email = ?::citext and deleted_at is null"));
    }

    private static String words(int rank) {
        return "select id, bench.word(k + " + rank + ") from bench.learners";
    }

    private static String search() {
        return """
                select v.id, v.title, v.thumbnail_url, v.published_at, s.rank from search_videos(?, 24) s join videos v on v.id = s.id
                order by s.rank desc, v.published_at desc
                """;
    }

    private static String trigram() {
        return "select v.id, v.title, v.published_at from search_videos(?, 24) s join videos v on v.id = s.id order by v.published_at desc";
    }
}
