package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The twenty-seven tests of the course video log, on the tables and views that took over. */
class SeedTwoTest extends OnKnownData {
    private static final String ADD_LESSON =
            "insert into course_videos (course_id, lesson_id, video_id, position) values (:silence, 'lesson-1', :guided, 1)";

    private String indexed(String table, String columns) {
        return db.value(
                "select count(*) from pg_indexes where tablename = ? and indexdef like '%(' || ? || '%'",
                table, columns);
    }

    @Test
    void the_states_of_a_video_are_those_of_the_log_and_two_before_them() {
        assertThat(db.rows("select unnest(enum_range(null::video_status))"))
                .containsExactly("pendingupload", "downloading", "queued", "inprogress", "ready", "error");
    }

    @Test
    void lessons_have_the_sixteen_columns() {
        assertThat(db.rows("""
                        select column_name from information_schema.columns
                        where table_name = 'course_video_details' order by ordinal_position limit 16"""))
                .containsExactly(
                        "id",
                        "course_id",
                        "lesson_id",
                        "cloudflare_video_id",
                        "title",
                        "description",
                        "duration",
                        "thumbnail_url",
                        "status",
                        "playback_hls_url",
                        "playback_dash_url",
                        "processing_progress",
                        "error_message",
                        "metadata",
                        "created_at",
                        "updated_at");
    }

    @Test
    void the_columns_have_types_at_least_as_exact() {
        assertThat(db.rows("""
                        select column_name, udt_name from information_schema.columns
                        where table_name = 'course_video_details' order by ordinal_position limit 16"""))
                .containsExactly(
                        "id|uuid",
                        "course_id|uuid",
                        "lesson_id|text",
                        "cloudflare_video_id|text",
                        "title|text",
                        "description|text",
                        "duration|numeric",
                        "thumbnail_url|text",
                        "status|video_status",
                        "playback_hls_url|text",
                        "playback_dash_url|text",
                        "processing_progress|int2",
                        "error_message|text",
                        "metadata|jsonb",
                        "created_at|timestamptz",
                        "updated_at|timestamptz");
    }

    @Test
    void id_is_the_primary_key() {
        assertThat(db.rows("""
                        select a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
                        where c.conrelid = 'course_videos'::regclass and c.contype = 'p'""")).containsExactly("id");
    }

    @Test
    void the_course_is_a_foreign_key_that_cascades() {
        assertThat(db.value("""
                        select confrelid::regclass, confdeltype from pg_constraint
                        where conname = 'course_videos_course_id_fkey'""")).isEqualTo("courses|c");
    }

    @Test
    void the_host_s_name_of_a_video_is_unique() {
        assertThat(db.value("select indisunique from pg_index where indexrelid = 'videos_provider_key'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void course_and_lesson_are_unique_together() {
        assertThat(db.value(
                        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'unique_course_lesson'"))
                .isEqualTo("UNIQUE (course_id, lesson_id)");
    }

    @Test
    void progress_is_checked() {
        assertThat(
                        db.value(
                                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'videos_processing_progress_range'"))
                .contains("processing_progress >= 0", "processing_progress <= 100");
    }

    @Test
    void the_table_exists() {
        assertThat(db.value("select relkind from pg_class where oid = 'course_videos'::regclass"))
                .isEqualTo("r");
    }

    @Test
    void the_course_is_indexed() {
        assertThat(indexed("course_videos", "course_id")).isNotEqualTo("0");
    }

    @Test
    void the_lesson_is_indexed() {
        assertThat(indexed("course_videos", "lesson_id")).isNotEqualTo("0");
    }

    @Test
    void the_host_s_name_is_indexed() {
        assertThat(indexed("videos", "provider_uid, provider")).isEqualTo("1");
    }

    @Test
    void the_state_is_indexed() {
        assertThat(indexed("videos", "status")).isNotEqualTo("0");
    }

    @Test
    void the_time_is_indexed() {
        assertThat(indexed("course_videos", "created_at")).isEqualTo("1");
    }

    @Test
    void courses_have_their_preview() {
        assertThat(db.rows("""
                        select column_name from information_schema.columns
                        where table_name = 'course_cards' and column_name like 'preview%' order by 1"""))
                .containsExactly(
                        "preview_video_duration", "preview_video_id", "preview_video_thumbnail", "preview_video_url");
    }

    @Test
    void the_preview_has_types_at_least_as_exact() {
        assertThat(db.rows("""
                        select udt_name from information_schema.columns
                        where table_name = 'course_cards' and column_name like 'preview%' order by column_name""")).containsExactly("numeric", "uuid", "text", "text");
    }

    @Test
    void the_preview_is_indexed() {
        assertThat(indexed("courses", "preview_video_id")).isEqualTo("1");
    }

    @Test
    void the_trigger_of_updated_at_exists_and_fires() {
        assertThat(db.value("select tgenabled from pg_trigger where tgname = 'course_videos_touch'"))
                .isEqualTo("O");

        assertThat(
                        db.worker()
                                .rows(
                                        "update course_videos set title = 'x' where id = :lesson1 returning updated_at > created_at"))
                .containsExactly("t");
    }

    @Test
    void a_lesson_is_added() {
        assertThat(db.worker().run(ADD_LESSON)).isEqualTo(1);

        assertThat(
                        db.value(
                                "select lesson_id, title, status, processing_progress from course_video_details where course_id = :silence"))
                .isEqualTo("lesson-1|Guided Session|ready|100");
    }

    @Test
    void a_second_video_of_one_name_at_one_host_is_refused() {
        db.worker()
                .run(
                        "insert into videos (user_id, title, provider, provider_uid) values (:ada, 'x', 'cloudflare', 'cf-1')");

        assertThat(
                        db.violated(
                                "insert into videos (user_id, title, provider, provider_uid) values (:bob, 'y', 'cloudflare', 'cf-1')"))
                .isEqualTo("videos_provider_key");
    }

    @Test
    void a_second_video_of_one_lesson_is_refused() {
        db.worker().run(ADD_LESSON);

        assertThat(
                        db.violated(
                                "insert into course_videos (course_id, lesson_id, video_id, position) values (:silence, 'lesson-1', :breath, 2)"))
                .isEqualTo("unique_course_lesson");
    }

    @Test
    void progress_below_0_and_above_100_is_refused() {
        db.worker();

        for (var fine : new int[] {0, 50, 100}) {
            assertThat(db.run("update videos set processing_progress = ? where id = :half", fine))
                    .isEqualTo(1);
        }
        for (var wrong : new int[] {-10, 101, 150}) {
            assertThat(db.violated("update videos set processing_progress = ? where id = :half", wrong))
                    .isEqualTo("videos_processing_progress_range");
        }
    }

    @Test
    void updated_at_follows_every_change() {
        var before = db.worker().value("select updated_at from videos where id = :half");

        db.run("update videos set processing_progress = 50 where id = :half");
        var between = db.value("select updated_at from videos where id = :half");
        db.run("update videos set processing_progress = 60 where id = :half");

        assertThat(List.of(before, between, db.value("select updated_at from videos where id = :half")))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void lessons_go_with_their_course_and_their_videos_stay() {
        db.worker().run(ADD_LESSON);

        db.run("delete from courses where id = :silence");

        assertThat(db.rows("select from course_videos where course_id = :silence"))
                .isEmpty();
        assertThat(db.value("select title from videos where id = :guided")).isEqualTo("Guided Session");
    }

    @Test
    void metadata_come_back_as_they_went_in() {
        assertThat(db.worker()
                        .value("select metadata ->> 'resolution', metadata -> 'bitrate' from videos where id = :clip"))
                .isEqualTo("1920x1080|5000");
    }

    @Test
    void a_course_shows_its_preview() {
        assertThat(db.anonymous().value("""
                        select title, preview_video_id = :teaser, preview_video_url like '/media/%/manifest/video.m3u8',
                               preview_video_thumbnail like '%thumbnail.jpg', preview_video_duration
                        from course_cards where id = :meditation""")).isEqualTo("Advanced Meditation|t|t|t|45.000");
    }

    @Test
    void the_videos_of_a_course_are_found_by_index() {
        assertThat(planWithoutScans("select * from course_videos where course_id = :meditation"))
                .contains("Index Cond: (course_id =");
    }

    @Test
    void videos_in_a_state_are_found_by_index() {
        assertThat(planWithoutScans("select * from videos where status = 'queued'"))
                .contains("videos_status_idx");
    }

    private String planWithoutScans(String sql) {
        db.worker().run("set local enable_seqscan = off");
        return String.join("\n", db.rows("explain " + sql));
    }
}
