package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the course video guide shows and claims, and each of its queries in its order, adapted in names alone. */
class SeedOneTest extends OnKnownData {
    @Test
    void unknown_states_are_refused_and_known_ones_taken() {
        assertThat(db.worker().refusedWith("update videos set status = 'processing' where id = :rough"))
                .isEqualTo("22P02");
        assertThat(db.run("update videos set status = 'inprogress' where id = :rough"))
                .isEqualTo(1);
    }

    @Test
    void a_minimal_lesson_gets_its_defaults() {
        assertThat(
                        db.worker()
                                .rows(
                                        "insert into videos (user_id, title) values (:ada, 'x') returning status, processing_progress, created_at = now(), id is not null"))
                .containsExactly("pendingupload|0|t|t");
    }

    @Test
    void metadata_are_asked_for_and_changed_by_field() {
        assertThat(db.worker()
                        .rows("select title from course_video_details where metadata ->> 'resolution' = '1920x1080'"))
                .containsExactly("Breathing Techniques");

        db.run("update videos set metadata = jsonb_set(metadata, '{bitrate}', '6000') where id = :clip");
        assertThat(db.value("select metadata -> 'bitrate', metadata ->> 'codec' from videos where id = :clip"))
                .isEqualTo("6000|h264");
    }

    @Test
    void one_lesson_name_serves_many_courses_and_one_course_once() {
        db.worker()
                .run(
                        "insert into course_videos (course_id, lesson_id, video_id, position) values (:silence, 'lesson-1', :welcome, 1)");

        assertThat(
                        db.violated(
                                "insert into course_videos (course_id, lesson_id, video_id, position) values (:silence, 'lesson-1', :breath, 2)"))
                .isEqualTo("unique_course_lesson");
    }

    @Test
    void a_stale_version_saves_nothing() {
        var read = db.as("ada").value("select updated_at from courses where id = :meditation");
        db.run("update courses set title = 'By another window' where id = :meditation");

        assertThat(db.run(
                        "update courses set title = 'Mine' where id = :meditation and updated_at = ?::timestamptz",
                        read))
                .isZero();
        assertThat(db.value("select title from courses where id = :meditation")).isEqualTo("By another window");
    }

    @Test
    void a_fresh_version_saves() {
        var read = db.as("ada").value("select updated_at from videos where id = :clip");

        assertThat(db.run("update videos set title = 'Mine' where id = :clip and updated_at = ?::timestamptz", read))
                .isEqualTo(1);
    }

    @Test
    void an_order_and_a_download_outlive_their_people() {
        db.worker().run("delete from users where id = :lin");
        assertThat(db.value("select user_id, status from orders where id = :linorder"))
                .isEqualTo("null|paid");

        db.run("insert into download_logs (id, user_id, digital_product_id) values (:fetched, :mal, :workbook)");
        db.run("delete from users where id = :mal");
        assertThat(db.value("select user_id, digital_product_id is not null from download_logs where id = :fetched"))
                .isEqualTo("null|t");
    }

    @Test
    void a_video_in_a_lesson_cannot_be_deleted_and_a_preview_is_let_go() {
        assertThat(db.worker().violated("delete from videos where id = :breath"))
                .isEqualTo("course_videos_video_id_fkey");

        db.run("delete from videos where id = :teaser");
        assertThat(db.value("select preview_video_id, title from courses where id = :meditation"))
                .isEqualTo("null|Advanced Meditation");
    }

    @Test
    void an_item_is_a_course_or_a_file_and_never_both_or_neither() {
        var item =
                "insert into order_items (order_id, course_id, digital_product_id, title, unit_price_minor) values (:adaorder, %s, %s, 'x', 1)";

        assertThat(db.worker().violated(item.formatted(":meditation", ":workbook")))
                .isEqualTo("order_items_one_thing");
        assertThat(db.violated(item.formatted("null", "null"))).isEqualTo("order_items_one_thing");
        assertThat(db.rows(item.formatted("null", ":workbook") + " returning item_type"))
                .containsExactly("digital_product");
    }

    @Test
    void a_download_is_of_at_most_one_thing() {
        assertThat(db.worker()
                        .violated("insert into download_logs (digital_product_id, video_id) values (:workbook, :clip)"))
                .isEqualTo("download_logs_at_most_one_thing");
    }

    @Test
    void a_password_link_is_used_in_its_time_or_not() {
        assertThat(db.worker().violated("update password_reset_tokens set used_at = '2100-01-01'"))
                .isEqualTo("password_reset_tokens_used_in_time");
        assertThat(db.run("update password_reset_tokens set used_at = now() where user_id = :ada and used_at is null"))
                .isEqualTo(1);
    }

    @Test
    void many_lessons_are_added_by_one_statement() {
        assertThat(db.as("ada").run("""
                        insert into course_videos (course_id, lesson_id, video_id, position) values
                        (:silence, 'lesson-1', :welcome, 1), (:silence, 'lesson-2', :breath, 2), (:silence, 'lesson-3', :guided, 3)""")).isEqualTo(3);
        assertThat(db.value("select lesson_count from course_cards where id = :silence"))
                .isEqualTo("3");
    }

    @Test
    void hostile_lesson_names_are_data() {
        var hostile = "';DROP-TABLE-course_videos;--";
        db.worker().run("update course_videos set lesson_id = ? where id = :lesson1", hostile);

        assertThat(db.rows("select lesson_id from course_videos where lesson_id = ?", hostile))
                .containsExactly(hostile);
    }

    @Test
    void example_1_is_somebody_enrolled() {
        var enrolled =
                "select exists(select 1 from enrollments where user_id = :%s and course_id = :meditation) as is_enrolled";

        assertThat(db.as("lin").value(enrolled.formatted("lin"))).isEqualTo("t");
        assertThat(db.as("mal").value(enrolled.formatted("mal"))).isEqualTo("f");
    }

    @Test
    void example_1_the_ready_lessons_in_their_order() {
        assertThat(db.as("lin").rows("""
                        select cv.lesson_id, cv.title, cv.description, cv.duration, cv.thumbnail_url is not null, cv.playback_hls_url like '%.m3u8',
                               cv.playback_dash_url like '%.mpd', cv.status
                        from course_video_details cv where cv.course_id = :meditation and cv.status = 'ready' order by cv.position"""))
                .containsExactly(
                        "lesson-1|Introduction to Practice||60.000|t|t|t|ready",
                        "lesson-2|Breathing Techniques||100.000|t|t|t|ready",
                        "lesson-10|Guided Session||200.000|t|t|t|ready");
    }

    @Test
    void example_2_counts_by_state() {
        assertThat(db.worker().rows("""
                        select status, count(*) as count, round(avg(processing_progress)) as avg_progress
                        from course_video_details where course_id = :meditation group by status order by status""")).containsExactly("queued|1|0", "inprogress|1|45", "ready|3|100", "error|1|30");
    }

    @Test
    void example_3_failed_uploads() {
        assertThat(db.worker().rows("""
                        select c.title as course_title, cv.lesson_id, cv.title as video_title, cv.error_message, cv.created_at at time zone 'UTC',
                               extract(epoch from (now() - cv.created_at)) / 3600 > 24 as hours_ago
                        from course_video_details cv join courses c on cv.course_id = c.id where cv.status = 'error' order by cv.created_at desc"""))
                .containsExactly(
                        "Advanced Meditation|lesson-13|Broken upload|The file is no video.|2026-01-08 00:00:00|t");
    }

    @Test
    void example_4_how_far_somebody_is() {
        db.worker()
                .run(
                        "update video_views set watched = watched + '{[70,95)}' where user_id = :lin and video_id = :breath");

        assertThat(db.as("lin").rows("""
                        with course_video_count as (
                            select course_id, count(*) as total_videos from course_video_details where status = 'ready' group by course_id),
                        student_viewed as (
                            select course_id, count(distinct video_id) as viewed_videos from video_views
                            where user_id = :lin and completed = true group by course_id)
                        select c.title, cvc.total_videos, coalesce(sv.viewed_videos, 0) as viewed_videos,
                               round(100.0 * coalesce(sv.viewed_videos, 0) / cvc.total_videos) as progress_percent
                        from courses c join course_video_count cvc on c.id = cvc.course_id left join student_viewed sv on c.id = sv.course_id
                        where c.id in (select course_id from enrollments where user_id = :lin)""")).containsExactly("Advanced Meditation|3|2|67");
        assertThat(db.rows("select title, total_videos, viewed_videos from course_progress"))
                .containsExactly("Advanced Meditation|6|2");
    }

    @Test
    void exercise_1_what_was_watched_counts_once_and_completes_at_nine_tenths() {
        assertThat(
                        db.as("lin")
                                .value(
                                        "select watched, watched_duration, percentage, completed, completed_at from video_views where video_id = :breath"))
                .isEqualTo("{[0,70)}|70|70.00|f|null");

        db.run("update video_views set watched = watched + '{[80,99)}' where video_id = :breath");
        assertThat(db.value("select watched_duration, completed from video_views where video_id = :breath"))
                .isEqualTo("89|f");
        db.run("update video_views set watched = watched + '{[99,100)}' where video_id = :breath");
        assertThat(
                        db.value(
                                "select watched_duration, completed, completed_at is not null from video_views where video_id = :breath"))
                .isEqualTo("90|t|t");
        assertThat(db.violated(
                        "insert into video_views (user_id, video_id, duration_seconds) values (:lin, :breath, 100)"))
                .isEqualTo("video_views_user_video_key");
        assertThat(db.violated("update video_views set watched = '{[0,)}' where video_id = :breath"))
                .isEqualTo("video_views_watched_bounded");
        assertThat(db.violated("update video_views set watched = '{[-5,3)}' where video_id = :breath"))
                .isEqualTo("video_views_watched_bounded");
    }

    @Test
    void exercise_1_films_of_a_quiz_go_with_it() {
        db.worker().run("delete from quizzes where id = :quiz");

        assertThat(db.rows("select from quiz_videos where quiz_id = :quiz")).isEmpty();
        assertThat(db.value("select title from videos where id = :diary")).isEqualTo("Diary");
    }

    @Test
    void exercise_2_lessons_in_order_where_text_would_put_ten_before_two() {
        assertThat(
                        db.worker()
                                .rows(
                                        "select lesson_id from course_videos where course_id = :meditation and lesson_id < 'lesson-3' order by position"))
                .containsExactly("lesson-1", "lesson-2", "lesson-10", "lesson-11", "lesson-12", "lesson-13");
        assertThat(db.rows(
                        "select lesson_id from course_videos where course_id = :meditation order by lesson_id limit 2"))
                .containsExactly("lesson-1", "lesson-10");
    }

    @Test
    void exercise_2_what_is_processing_now() {
        assertThat(
                        db.worker()
                                .rows(
                                        "select title from course_video_details where status in ('queued', 'inprogress') order by created_at asc"))
                .containsExactly("Rough cut", "Half done");
    }

    @Test
    void exercise_2_average_duration_a_course() {
        assertThat(db.worker().rows("""
                        select c.title, count(cv.id) as video_count, round(avg(cv.duration)) as avg_duration_seconds,
                               round(avg(cv.duration) / 60.0, 1) as avg_duration_minutes
                        from courses c left join course_video_details cv on c.id = cv.course_id
                        where cv.status = 'ready' group by c.id, c.title order by avg_duration_seconds desc""")).containsExactly("Advanced Meditation|3|120|2.0", "Yoga|1|50|0.8");
    }

    @Test
    void exercise_2_courses_with_no_videos() {
        assertThat(db.worker().rows("""
                        select c.title from courses c left join course_videos cv on c.id = cv.course_id where cv.id is null order by 1""")).containsExactly("A course to be", "Silence");
    }

    @Test
    void exercise_3_counts_by_subquery_and_keeps_courses_that_the_join_lost() {
        assertThat(db.worker().rows("""
                        select c.title, (select count(*) from course_video_details where course_id = c.id and status = 'ready') as video_count
                        from courses c order by 1"""))
                .containsExactly("A course to be|0", "Advanced Meditation|3", "Silence|0", "Yoga|1");
    }

    @Test
    void places_are_swapped_in_one_transaction() {
        db.as("ada")
                .run(
                        "update course_videos set position = case position when 1 then 2 else 1 end where course_id = :meditation and position <= 2");
        db.settle();

        assertThat(db.rows(
                        "select lesson_id from course_videos where course_id = :meditation order by position limit 2"))
                .containsExactly("lesson-2", "lesson-1");
        assertThat(db.violated("update course_videos set position = 1 where course_id = :meditation and position = 2"))
                .isEqualTo("course_videos_place_key");
    }
}
