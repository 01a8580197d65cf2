package dev.kinora.bench;

/** What the pages of a film need, each in one round trip. */
final class WatchPage {
    static final String SQL = """
            select v.id, v.title, v.description, v.tags, v.status, v.processing_progress, v.duration, v.thumbnail_url, v.playback_hls_url,
                v.playback_dash_url, v.published_at, v.visibility, v.download_allowed_at,
                jsonb_build_object('id', p.id, 'username', p.username, 'name', p.display_name, 'avatar', p.avatar_url, 'verified', p.verified_at is not null) as channel,
                (select jsonb_build_object('views', n.views, 'likes', n.likes, 'comments', n.comments) from video_counters n where n.video_id = v.id) as counters,
                (select jsonb_agg(jsonb_build_object('title', c.title, 'start', c.start_time_seconds, 'end', c.end_time_seconds) order by c.chapter_order)
                 from chapters c where c.video_id = v.id) as chapters,
                (select jsonb_agg(jsonb_build_object('id', c.id, 'language', c.language, 'label', c.label) order by c.label) from captions c where c.video_id = v.id) as captions,
                exists (select from likes l where l.user_id = (select current_user_id()) and l.video_id = v.id) as liked,
                exists (select from follows f where f.follower_id = (select current_user_id()) and f.following_id = v.user_id) as followed,
                (select jsonb_build_object('position', w.last_position, 'completed', w.completed) from video_views w
                 where w.user_id = (select current_user_id()) and w.video_id = v.id) as view,
                (select jsonb_agg(to_jsonb(t) order by t.created_at desc) from (
                    select c.id, c.content, c.created_at, c.edited_at, a.username, a.display_name, a.avatar_url, k.likes, k.replies
                    from comments c join profiles a on a.id = c.author_id left join comment_counters k on k.comment_id = c.id
                    where c.video_id = v.id and c.parent_id is null and c.deleted_at is null order by c.created_at desc limit 20) t) as comments
            from videos v join profiles p on p.id = v.user_id
            where v.id = ?
            """;

    static final String LESSON = """
            select v.id, coalesce(cv.title, v.title) as title, v.duration, v.playback_hls_url, c.title as course, c.slug,
                (select jsonb_agg(jsonb_build_object('lesson', o.lesson_id, 'video', o.video_id, 'position', o.position, 'completed', w.completed_at is not null) order by o.position)
                 from course_videos o left join video_views w on w.video_id = o.video_id and w.user_id = (select current_user_id())
                 where o.course_id = cv.course_id) as outline,
                (select jsonb_agg(jsonb_build_object('title', h.title, 'start', h.start_time_seconds) order by h.chapter_order) from chapters h where h.video_id = v.id) as chapters,
                (select jsonb_agg(jsonb_build_object('id', q.id, 'title', q.title, 'at', q.video_timestamp,
                    'questions', (select jsonb_agg(to_jsonb(lq) order by lq.position) from learner_questions lq where lq.quiz_id = q.id)) order by q.video_timestamp)
                 from quizzes q where q.video_id = v.id and q.course_id = cv.course_id) as quizzes,
                (select jsonb_agg(to_jsonb(t)) from (
                    select a.quiz_id, a.score, a.percentage, a.created_at from quiz_attempts a
                    where a.user_id = (select current_user_id()) and a.video_id = v.id order by a.created_at desc limit 20) t) as attempts,
                (select jsonb_agg(to_jsonb(t)) from (
                    select r.id, r.reflection_type, r.reflection_text, r.file_url, r.duration_seconds, r.created_at,
                        (select jsonb_agg(to_jsonb(s)) from reflection_responses s where s.reflection_id = r.id) as responses
                    from reflections r where r.user_id = (select current_user_id()) and r.video_id = v.id and r.deleted_at is null
                    order by r.created_at desc limit 20) t) as reflections,
                (select jsonb_agg(jsonb_build_object('at', o.video_timestamp_seconds, 'content', o.content) order by o.video_timestamp_seconds)
                 from notes o where o.user_id = (select current_user_id()) and o.video_id = v.id) as notes
            from course_videos cv join videos v on v.id = cv.video_id join courses c on c.id = cv.course_id
            where cv.course_id = ? and cv.video_id = ?
            """;

    private WatchPage() {}
}
