package dev.kinora.bench;

import static dev.kinora.bench.Query.page;
import static dev.kinora.bench.Query.seed;

import java.util.List;

/** The queries that the seeds show, with our names for theirs, and the pages of courses. */
final class SeedQueries {
    private static final String COURSE = "select person, course from bench.seats";
    private static final String SEAT = "select person, person, video from bench.seats";
    private static final String TAUGHT = "select id, course from bench.instructors";

    private SeedQueries() {}

    static List<Query> courses() {
        return List.of(
                page("lesson page", "select person, course, video from bench.seats", WatchPage.LESSON),
                page(
                        "catalogue of courses",
                        Cast.NOBODY,
                        "select * from course_cards where published_at is not null order by published_at desc limit 24"),
                page(
                        "search courses",
                        "select null::uuid, bench.word(k + 40) from bench.learners",
                        "select id, title, slug from courses where search @@ websearch_to_tsquery('public.words', ?) and published_at is not null and deleted_at is null limit 24"),
                page(
                        "course page",
                        "select s.person, c.slug from bench.seats s join courses c on c.id = s.course",
                        """
                        select c.*, p.username, p.display_name, exists (select from enrollments e where e.course_id = c.id and e.user_id = (select current_user_id()) and e.revoked_at is null) as enrolled,
                            (select jsonb_agg(jsonb_build_object('lesson', cv.lesson_id, 'title', cv.title, 'position', cv.position) order by cv.position) from course_videos cv where cv.course_id = c.id) as lessons
                        from course_cards c join profiles p on p.id = c.instructor_id where c.slug = ?
                        """),
                page(
                        "my courses",
                        Cast.LEARNERS,
                        "select * from course_progress where user_id = (select current_user_id())"),
                page("teaching, people and how far", TAUGHT, """
                        select e.user_id, p.username, e.enrolled_at,
                            (select count(*) from video_views w where w.course_id = e.course_id and w.user_id = e.user_id and w.completed_at is not null) as completed
                        from enrollments e join profiles p on p.id = e.user_id where e.course_id = ? and e.revoked_at is null order by e.enrolled_at desc limit 50
                        """),
                page("teaching, reflections to answer", TAUGHT, """
                        select r.id, r.reflection_type, r.reflection_text, r.created_at, p.username from reflections r join profiles p on p.id = r.user_id
                        where r.course_id = ? and r.deleted_at is null and not exists (select from reflection_responses s where s.reflection_id = r.id)
                        order by r.created_at desc limit 50
                        """),
                page(
                        "teaching, attempts",
                        TAUGHT,
                        "select a.user_id, a.quiz_id, a.percentage, a.created_at from quiz_attempts a where a.course_id = ? order by a.created_at desc limit 50"),
                page(
                        "what I own",
                        Cast.LEARNERS,
                        "select t.granted_at, c.title, d.title from entitlements t left join courses c on c.id = t.course_id left join digital_products d on d.id = t.digital_product_id where t.user_id = (select current_user_id()) and t.revoked_at is null order by t.granted_at desc limit 50"),
                page(
                        "my downloads",
                        Cast.LEARNERS,
                        "select created_at, bytes from download_logs where user_id = (select current_user_id()) order by created_at desc limit 50"));
    }

    static List<Query> seeds() {
        return List.of(
                seed(
                        "1: films of a course",
                        "1000 -> 5 ms",
                        COURSE,
                        "select * from course_video_details where course_id = ?"),
                seed(
                        "1: films in progress",
                        "",
                        Cast.ADMIN,
                        "select * from course_video_details where status in ('queued', 'inprogress') order by created_at"),
                seed(
                        "1: newest films",
                        "",
                        Cast.ADMIN,
                        "select * from course_video_details order by created_at desc limit 50"),
                seed(
                        "1: am I enrolled",
                        "",
                        "select person, person, course from bench.seats",
                        "select exists (select from enrollments where user_id = ? and course_id = ?)"),
                seed("1: lessons with playback", "", COURSE, """
                        select lesson_id, title, description, duration, thumbnail_url, playback_hls_url, playback_dash_url, status
                        from course_video_details where course_id = ? and status = 'ready' order by position
                        """),
                seed(
                        "1: count by state",
                        "",
                        Cast.ADMIN,
                        "select status, count(*), round(avg(processing_progress)) as avg_progress from course_video_details group by status"),
                seed("1: failed uploads", "", Cast.ADMIN, """
                        select c.title, cv.lesson_id, cv.title, cv.error_message, cv.created_at, extract(epoch from (now() - cv.created_at)) / 3600 as hours_ago
                        from course_video_details cv join courses c on c.id = cv.course_id where cv.status = 'error' order by cv.created_at desc
                        """),
                seed("1: my progress in my courses", "", "select person, person, person from bench.seats", """
                        with mine as materialized (select course_id from enrollments where user_id = ?),
                            total as (select course_id, count(*) as total_videos from course_video_details where status = 'ready' and course_id in (select course_id from mine) group by course_id),
                            viewed as (select course_id, count(distinct video_id) as viewed_videos from video_views where user_id = ? and completed group by course_id)
                        select c.title, t.total_videos, coalesce(v.viewed_videos, 0), round(100.0 * coalesce(v.viewed_videos, 0) / t.total_videos) as progress_percent
                        from courses c join total t on c.id = t.course_id left join viewed v on c.id = v.course_id
                        """),
                seed(
                        "1: courses and their films",
                        "2000 -> 50 ms",
                        Cast.NOBODY,
                        "select c.title, (select count(*) from course_videos cv where cv.course_id = c.id) as video_count from courses c"),
                seed(
                        "1: the same, from the counters",
                        "2000 -> 50 ms",
                        Cast.NOBODY,
                        "select c.title, n.lessons from courses c join course_counters n on n.course_id = c.id"),
                seed("1: average length by course", "", Cast.ADMIN, """
                        select c.title, count(cv.id), round(avg(cv.duration)), round(avg(cv.duration) / 60.0, 1) from courses c
                        join course_video_details cv on c.id = cv.course_id where cv.status = 'ready' group by c.id, c.title order by 3 desc
                        """),
                seed(
                        "1: courses without films",
                        "",
                        Cast.ADMIN,
                        "select c.id, c.title from courses c where not exists (select from course_videos cv where cv.course_id = c.id)"),
                seed(
                        "1: my films by metadata",
                        "",
                        Cast.CREATORS,
                        "select id, title from videos where user_id = (select current_user_id()) and metadata @> '{\"resolution\": \"1920x1080\"}'"),
                seed(
                        "1: save if unchanged",
                        "",
                        "select c.id, v.id, v.updated_at from bench.creators c cross join lateral (select id, updated_at from videos v where v.user_id = c.id limit 1) v",
                        "update videos set licence = 'CC-BY' where id = ? and updated_at = ?"),
                seed(
                        "2: one lesson",
                        "",
                        "select person, course, lesson from bench.seats",
                        "select * from course_video_details where course_id = ? and lesson_id = ?"),
                seed(
                        "2: a course and its preview",
                        "",
                        COURSE,
                        "select title, preview_video_url, preview_video_thumbnail from course_cards where id = ?"),
                seed(
                        "3: my films not in the bin",
                        "",
                        Cast.CREATORS,
                        "select id, title, description, status, visibility, duration, thumbnail_url, created_at from videos where user_id = (select current_user_id()) and deleted_at is null order by created_at desc limit 20"),
                seed(
                        "3: films by words of their captions",
                        "",
                        "select null::uuid, bench.word(k + 2500) from bench.learners",
                        "select id, title from search_videos(?, 50) s join videos v using (id)"),
                seed(
                        "4: a film with its counts",
                        "",
                        Cast.LEARNERS_FILM,
                        "select * from videos_with_stats where id = ?"),
                seed(
                        "4: films with counts, newest",
                        "",
                        Cast.NOBODY,
                        "select * from videos_with_stats order by published_at desc limit 20"),
                seed(
                        "4: a person's counts",
                        "",
                        "select l.id, f.user_id from bench.learners l join bench.films f on f.k % 40 = l.k",
                        "select * from user_stats where id = ?"),
                seed(
                        "4: chapters in order",
                        "",
                        Cast.LEARNERS_FILM,
                        "select * from chapters where video_id = ? order by chapter_order"),
                seed(
                        "4: chapter at a second",
                        "",
                        Cast.LEARNERS_FILM,
                        "select * from chapters where video_id = ? and start_time_seconds <= 40 and end_time_seconds > 40"),
                seed(
                        "4: comments that stand",
                        "",
                        Cast.LEARNERS_FILM,
                        "select * from comments where video_id = ? and deleted_at is null order by created_at desc limit 50"),
                seed("4: uploads by day", "", Cast.ADMIN, "select * from admin_daily_video_stats()"),
                seed("5: voice memos", "200-300 -> 10-20 ms", SEAT, """
                        select * from reflections where user_id = ? and video_id = ? and reflection_type = 'voice' and file_url is not null and duration_seconds > 0 order by created_at desc
                        """),
                seed(
                        "5: quiz attempts",
                        "150-250 ms",
                        SEAT,
                        "select * from quiz_attempts where user_id = ? and video_id = ? order by created_at desc"),
                seed(
                        "5: all I did at a film",
                        "",
                        SEAT,
                        "select * from video_page_activities where user_id = ? and video_id = ? order by created_at desc"),
                seed(
                        "5: video page",
                        "500-800 -> 50 ms",
                        "select person, course, video from bench.seats",
                        WatchPage.LESSON));
    }
}
