package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What stops somebody they do not undo; what they have done stands on record; work is queued on one's own. */
class StopsTest extends OnKnownData {
    @Test
    void what_was_ended_is_not_taken_back_by_whom_it_stops() {
        for (var stop : new String[] {
            "ada|api_keys|revoked_at|id = :key",
            "ada|api_keys|deleted_at|id = :key",
            "lin|subscriptions|cancelled_at|subscriber_id = :lin",
            "mal|users|deleted_at|id = :mal"
        }) {
            var parts = stop.split("\\|", 4);
            var change = "update %s set %s = %%s where %s".formatted(parts[1], parts[2], parts[3]);

            assertThat(db.as(parts[0]).value(change.formatted("'infinity'") + " returning isfinite(" + parts[2] + ")"))
                    .as(stop)
                    .isEqualTo("t");
            assertThat(db.refusedWith(change.formatted("null"))).as(stop).isEqualTo("42501");
            assertThat(db.worker().run(change.formatted("null"))).as(stop).isEqualTo(1);
        }
    }

    @Test
    void an_admin_may_take_back_what_stops_another() {
        db.worker().run("update users set deleted_at = now() where id = :mal");

        assertThat(db.as("amy").run("update users set deleted_at = null where id = :mal"))
                .isEqualTo(1);
    }

    @Test
    void a_key_for_administration_is_an_admin_s_to_make() {
        var key =
                "insert into api_keys (user_id, key_hash, key_prefix, name, scopes) values (%s, sha256('n'), 'kin_abce', 'n', '{admin}')";

        assertThat(db.as("mal").refusedWith(key.formatted(":mal"))).isEqualTo("42501");
        assertThat(db.as("amy").run(key.formatted(":amy"))).isEqualTo(1);
    }

    @Test
    void what_is_published_elsewhere_stays_on_record_and_cannot_be_posted_twice() {
        assertThat(db.as("ada").run("delete from platform_posts where id = :post"))
                .isZero();
        assertThat(db.run("delete from platform_posts where id = :tiktok")).isEqualTo(1);
        assertThat(db.run("update platform_posts set caption = 'Later' where id = :post"))
                .isEqualTo(1);
    }

    private static String job(String user, String video, String priority, String attempts) {
        return """
                select enqueue_jobs(array[uuidv7()], array['compress_video'], null, array[%s]::uuid[], array[%s]::uuid[], array[%s]::smallint[], null,
                                    array[%s]::integer[], null, null, now())""".formatted(user, video, priority, attempts);
    }

    @Test
    void nobody_has_work_done_on_another_s_film_or_ahead_of_others() {
        assertThat(db.as("mal").refusal(job(":mal", ":clip", "null", "null"))).contains("a video of somebody else");
        assertThat(db.refusal(job(":ada", "null", "null", "null"))).contains("a job of somebody else");
        assertThat(db.refusal(job(":mal", "null", "1", "null"))).contains("more urgent than its kind");
        assertThat(db.refusal(job(":mal", "null", "null", "1000"))).contains("more attempts than its kind has");
        assertThat(db.refusal(job(":mal", "null", "null", "null").replace("compress_video", "unheard_of")))
                .contains("a kind of work that nothing declares");
        assertThat(db.anonymous().refusal(job("null", "null", "null", "null"))).contains("without having signed in");
        assertThat(db.as("mal").rows(job(":mal", "null", "7", "1"))).hasSize(1);
        assertThat(db.refusedWith("insert into processing_jobs (user_id, job_type) values (:mal, 'compress_video')"))
                .isEqualTo("42501");
        for (var someone : new String[] {"amy", "ada"}) {
            assertThat(
                            db.as(someone)
                                    .refusedWith(
                                            "insert into job_dependencies (job_id, depends_on_job_id) values (:chapterize, :probe)"))
                    .isEqualTo("42501");
        }
    }

    @Test
    void nobody_takes_over_another_s_key_by_calling_it_later_than_it_is() {
        var unique = """
                select enqueue_unique_job('the one', 'period', now() + interval '1 hour', %s, 'compress_video', '{}', %s, null, null, null, null, null, null, %s)""";
        assertThat(db.as("ada").value(unique.formatted(":one", ":ada", "now()")))
                .isEqualTo(db.value("select :one"));

        assertThat(db.as("mal").value(unique.formatted(":two", ":mal", "'infinity'")))
                .isEqualTo(db.value("select :one"));
    }

    @Test
    void a_job_waits_for_what_was_queued_before_it_so_that_no_circle_closes() {
        var graph = """
                select enqueue_job_graph(array[:one, :two], array['compress_video', 'compress_video'], array['{}', '{}']::jsonb[], array[:ada, :ada], null, null, null, null,
                                         null, null, null, %s, %s, now())""";

        assertThat(db.as("ada").violated(graph.formatted("array[:one, :two]", "array[:two, :one]")))
                .isEqualTo("job_dependencies_no_cycle");
        assertThat(db.violated(graph.formatted("array[:probe]", "array[:one]"))).isEqualTo("job_dependencies_no_cycle");
        assertThat(db.as("mal").violated(graph.replace(":ada", ":mal").formatted("array[:one]", "array[:probe]")))
                .isEqualTo("job_dependencies_depends_on_job_id_fkey");
        assertThat(db.as("ada").rows(graph.formatted("array[:two]", "array[:one]")))
                .isNotEmpty();
    }

    @Test
    void who_decides_a_report_is_who_signed_in() {
        assertThat(
                        db.as("moe")
                                .value(
                                        "update reports set status = 'upheld', moderator_id = :amy returning moderator_id = :moe"))
                .isEqualTo("t");
    }

    @Test
    void who_left_a_course_takes_back_what_they_said_in_it_and_moves_it_nowhere() {
        db.worker().run("update enrollments set revoked_at = now() where user_id = :lin");

        assertThat(db.as("lin").run("update reflections set deleted_at = now() where id = :thought"))
                .isEqualTo(1);
        assertThat(db.refusedWith("update reflections set course_id = :yoga where id = :thought"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("""
                        insert into reflections (user_id, course_id, video_id, reflection_type, reflection_text)
                        values (:lin, :meditation, :breath, 'text', 'Again')""")).isEqualTo("42501");
    }

    @Test
    void old_records_are_forgotten_and_young_ones_are_not() {
        db.worker().run("update webhook_deliveries set status = 'failed'");

        assertThat(db.value("select purge_old_records(now() + interval '1 minute')"))
                .isEqualTo("0");
        assertThat(db.value("select purge_old_records(now() + interval '3 years')"))
                .as("a notification, a delivery, figures, two downloads, a worker")
                .isEqualTo("6");
        assertThat(db.value("select count(*) from webhook_attempts"))
                .as("attempts go with their delivery")
                .isEqualTo("0");
    }
}
