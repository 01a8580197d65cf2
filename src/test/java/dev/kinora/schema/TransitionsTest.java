package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every move between every two states, and every birth: the legal ones pass, the others are refused by name. */
class TransitionsTest extends OnKnownData {
    /** What a state needs besides, so that only the move itself is in question. */
    record Life(
            String table,
            String column,
            String type,
            String birth,
            Set<String> births,
            Map<String, String> needs,
            Map<String, Set<String>> legal) {
        @Override
        public String toString() {
            return table;
        }
    }

    static Stream<Life> lives() {
        return Stream.of(
                new Life(
                        "videos",
                        "status",
                        "video_status",
                        "user_id, title) values (:ada, 'x'",
                        Set.of("pendingupload", "downloading", "queued"),
                        Map.of("error", "error_code = 'ERR_UNKNOWN'", "ready", "processing_progress = 100"),
                        Map.of(
                                "pendingupload", Set.of("downloading", "queued", "error"),
                                "downloading", Set.of("queued", "error"),
                                "queued", Set.of("inprogress", "error"),
                                "inprogress", Set.of("ready", "error", "queued"),
                                "ready", Set.of("queued", "inprogress"),
                                "error", Set.of("queued", "downloading", "pendingupload"))),
                new Life(
                        "processing_jobs",
                        "status",
                        "job_status",
                        "job_type) values ('x'",
                        Set.of("queued"),
                        Map.of(
                                "queued", "completed_at = null",
                                "running", "started_at = now(), completed_at = null",
                                "completed", "started_at = now(), completed_at = now()",
                                "failed", "completed_at = now()",
                                "cancelled", "completed_at = now()"),
                        Map.of(
                                "queued", Set.of("running", "cancelled", "failed"),
                                "running", Set.of("completed", "failed", "cancelled", "queued"),
                                "completed", Set.of(),
                                "failed", Set.of("queued"),
                                "cancelled", Set.of("queued"))),
                new Life(
                        "platform_posts",
                        "upload_status",
                        "post_status",
                        "video_id, user_id, platform) values (:clip, :ada, 'youtube'",
                        Set.of("pending"),
                        Map.of(
                                "published",
                                "posted_at = now(), platform_post_id = '1'",
                                "failed",
                                "error_code = 'rate'"),
                        Map.of(
                                "pending", Set.of("preparing", "cancelled", "failed"),
                                "preparing", Set.of("uploading", "failed", "cancelled"),
                                "uploading", Set.of("checking", "published", "failed", "cancelled"),
                                "checking", Set.of("published", "failed"),
                                "published", Set.of(),
                                "failed", Set.of("pending"),
                                "cancelled", Set.of())),
                new Life(
                        "orders",
                        "status",
                        "order_status",
                        "user_id, currency) values (:ada, 'EUR'",
                        Set.of("pending"),
                        Map.of(
                                "refunded",
                                "paid_at = now(), refunded_at = now()",
                                "paid",
                                "paid_at = now()",
                                "fulfilled",
                                "paid_at = now()"),
                        Map.of(
                                "pending", Set.of("paid", "failed", "cancelled"),
                                "paid", Set.of("fulfilled", "refunded"),
                                "fulfilled", Set.of("refunded"),
                                "refunded", Set.of(),
                                "failed", Set.of("pending", "cancelled"),
                                "cancelled", Set.of())));
    }

    private List<String> states(Life life) {
        return db.rows("select unnest(enum_range(null::" + life.type() + "))");
    }

    @ParameterizedTest
    @MethodSource("lives")
    void a_row_is_born_in_its_first_states_alone(Life life) {
        db.worker();
        for (var state : states(life)) {
            var birth = "insert into %s (%s, %s) values (%s, '%s')"
                    .formatted(
                            life.table(),
                            life.birth().replaceFirst("\\).*", ""),
                            life.column(),
                            life.birth().replaceFirst(".*\\(", ""),
                            state);
            if (life.births().contains(state)) {
                assertThat(db.run(birth)).as(state).isEqualTo(1);
                db.takeBack();
                db.worker();
            } else {
                assertThat(db.refusal(birth)).contains("a row of " + life.table() + " cannot be born " + state);
                assertThat(db.violated(birth)).isEqualTo(life.table() + "_legal_birth");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lives")
    void a_state_follows_its_predecessors_alone(Life life) {
        assertSoftly(softly -> {
            for (var from : states(life)) {
                for (var to : states(life)) {
                    softly.assertThat(moved(life, from, to))
                            .as("%s: %s -> %s", life, from, to)
                            .isEqualTo(
                                    from.equals(to) || life.legal().get(from).contains(to)
                                            ? "moved"
                                            : "a row of %s cannot go from %s to %s".formatted(life.table(), from, to));
                }
            }
        });
    }

    private String moved(Life life, String from, String to) {
        db.takeBack();
        db.worker()
                .run("insert into " + life.table() + " (id, " + life.birth().replaceFirst("\\(", "(:moving, ") + ")");
        place(life, from);
        var move = "update %s set %s where id = :moving".formatted(life.table(), setting(life, to));
        if (from.equals(to) || life.legal().get(from).contains(to)) {
            return db.run(move) == 1 ? "moved" : "lost";
        }
        return db.refusal(move).replaceFirst("(?s).*(a row of [^\n]*).*", "$1");
    }

    /** Puts the row into a state without asking how it came there. */
    private void place(Life life, String state) {
        db.superuser().run("alter table " + life.table() + " disable trigger user");
        db.run("update %s set %s where id = :moving".formatted(life.table(), setting(life, state)));
        db.run("alter table " + life.table() + " enable trigger user");
        db.worker();
    }

    private static String setting(Life life, String state) {
        var needs = life.needs().get(state);
        return life.column() + " = '" + state + "'" + (needs == null ? "" : ", " + needs);
    }

    @Test
    void times_follow_the_state_of_a_video() {
        db.worker().run("update videos set status = 'inprogress' where id = :rough");
        assertThat(
                        db.value(
                                "select processing_started_at is not null, processing_completed_at from videos where id = :rough"))
                .isEqualTo("t|null");

        db.run("update videos set status = 'ready', processing_progress = 100 where id = :rough");
        assertThat(
                        db.value(
                                "select processing_completed_at >= processing_started_at, status_changed_at >= processing_started_at from videos where id = :rough"))
                .isEqualTo("t|t");
    }

    @Test
    void a_state_that_needs_a_reason_or_an_end_gets_it() {
        db.worker();

        assertThat(db.violated("update videos set status = 'error' where id = :rough"))
                .isEqualTo("videos_error_is_explained");
        assertThat(db.violated("update videos set status = 'ready', processing_progress = 99 where id = :half"))
                .isEqualTo("videos_ready_is_whole");
        assertThat(db.violated("update processing_jobs set status = 'running' where id = :probe"))
                .isEqualTo("processing_jobs_runs_have_a_start");
        assertThat(db.violated("update processing_jobs set status = 'cancelled' where id = :probe"))
                .isEqualTo("processing_jobs_ended_has_its_time");
        assertThat(db.violated("update platform_posts set upload_status = 'failed' where id = :tiktok"))
                .isEqualTo("platform_posts_failed_says_why");
    }

    @Test
    void a_job_knows_how_long_it_took() {
        db.worker()
                .run(
                        "update processing_jobs set status = 'running', started_at = '2026-01-01 10:00Z', worker_id = :worker where id = :probe");
        db.run(
                "update processing_jobs set status = 'completed', completed_at = '2026-01-01 10:00:01.5Z' where id = :probe");

        assertThat(db.value("select duration_ms from processing_jobs where id = :probe"))
                .isEqualTo("1500");
    }
}
