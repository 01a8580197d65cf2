package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a moderator took down stays down, whatever its owner does; moe took down bob's film :copied and his comment :rude. */
class TakeDownTest extends OnKnownData {
    private static final String DOWN =
            "update %s set taken_down_at = '2000-01-01', taken_down_reason = 'Rude' where id = %s";
    private static final String UP = "update %s set taken_down_at = null where id = %s";

    @Test
    void an_owner_sees_that_their_video_was_taken_down_and_cannot_undo_it() {
        assertThat(db.as("bob")
                        .value("select taken_down_at is not null, taken_down_reason from videos where id = :copied"))
                .isEqualTo("t|Not yours to show");
        assertThat(db.refusal(UP.formatted("videos", ":copied"))).contains("nobody decides whether what is theirs");
        assertThat(db.refusedWith("update videos set taken_down_reason = null where id = :copied"))
                .isEqualTo("42501");
        assertThat(db.refusedWith("update videos set taken_down_by = null where id = :copied"))
                .isEqualTo("42501");

        db.run("update videos set deleted_at = now() where id = :copied");
        db.run("update videos set deleted_at = null, visibility = 'unlisted' where id = :copied");

        assertThat(db.as("lin").rows("select from videos where id = :copied")).isEmpty();
    }

    @Test
    void an_author_sees_that_their_comment_was_taken_down_and_cannot_undo_it() {
        assertThat(db.as("bob").value("select taken_down_at is not null from comments where id = :rude"))
                .isEqualTo("t");
        assertThat(db.refusal(UP.formatted("comments", ":rude"))).contains("nobody decides whether what is theirs");

        db.run("update comments set deleted_at = now(), content = 'Kind' where id = :rude");
        db.run("update comments set deleted_at = null where id = :rude");

        assertThat(db.as("lin").rows("select from comments where id = :rude")).isEmpty();
        assertThat(db.as("moe").rows("select from comments where id = :rude")).hasSize(1);
    }

    @Test
    void who_and_when_are_not_the_moderator_s_to_say() {
        db.as("moe").run(DOWN.formatted("videos", ":clip"));

        assertThat(
                        db.value(
                                "select taken_down_at > '2026-01-01', taken_down_by = :moe, taken_down_reason from videos where id = :clip"))
                .isEqualTo("t|t|Rude");
        assertThat(db.refusedWith("update videos set taken_down_by = :amy where id = :clip"))
                .isEqualTo("42501");

        db.as("amy").run(UP.formatted("videos", ":clip"));

        assertThat(db.value("select taken_down_at, taken_down_by, taken_down_reason from videos where id = :clip"))
                .isEqualTo("null|null|null");
    }

    @Test
    void a_moderator_takes_down_and_neither_rewrites_publishes_nor_bins() {
        db.as("moe");

        for (var change :
                new String[] {"title = 'Mine'", "visibility = 'private'", "published_at = null", "deleted_at = now()"
                }) {
            assertThat(db.refusal("update videos set " + change + " where id = :clip"))
                    .as(change)
                    .contains("only whose it is");
        }
        assertThat(db.refusal("update comments set deleted_at = now() where id = :nice"))
                .contains("only whose it is");
    }

    @Test
    void a_moderator_does_not_judge_their_own_and_an_admin_and_the_system_do() {
        db.worker().run("update comments set author_id = :moe where id = :rude");

        assertThat(db.as("moe").refusal(UP.formatted("comments", ":rude"))).contains("nobody decides");
        assertThat(db.as("amy").run(UP.formatted("comments", ":rude"))).isEqualTo(1);
        assertThat(db.worker().run(DOWN.formatted("comments", ":rude"))).isEqualTo(1);
        assertThat(db.value("select taken_down_at = '2000-01-01', taken_down_by from comments where id = :rude"))
                .isEqualTo("t|null");
    }

    @Test
    void under_their_own_video_people_keep_order_but_do_not_overrule_a_moderator() {
        assertThat(db.as("ada").run(DOWN.formatted("comments", ":nice"))).isEqualTo(1);
        assertThat(db.as("lin").refusedWith(UP.formatted("comments", ":nice"))).isEqualTo("42501");
        assertThat(db.as("ada").run(UP.formatted("comments", ":nice"))).isEqualTo(1);

        db.as("moe").run(DOWN.formatted("comments", ":nice"));

        assertThat(db.as("ada").rows("select from comments where id = :nice")).isEmpty();
        assertThat(db.run(UP.formatted("comments", ":nice"))).isZero();
        assertThat(db.as("bob").run(DOWN.formatted("comments", ":thanks"))).isZero();
    }

    @Test
    void what_was_taken_down_counts_nowhere() {
        var counts = """
                select (select comments from video_counters where video_id = :clip), (select replies from comment_counters where comment_id = :nice),
                       (select video_count from user_stats where id = :ada)""";
        assertThat(db.as("moe").value(counts)).isEqualTo("2|1|1");

        db.run(DOWN.formatted("comments", ":thanks"));
        db.run(DOWN.formatted("videos", ":clip"));
        assertThat(db.value(counts)).isEqualTo("1|0|0");

        db.run(UP.formatted("comments", ":thanks"));
        db.run(UP.formatted("videos", ":clip"));
        db.as("ada").run("update comments set deleted_at = now() where id = :thanks");
        db.as("moe").run(DOWN.formatted("comments", ":thanks"));
        assertThat(db.value(counts))
                .as("what was taken back and then down leaves once")
                .isEqualTo("1|0|1");
    }

    @Test
    void what_was_taken_down_is_found_by_no_search_and_in_no_course() {
        var found = """
                select (select count(*) from search_videos('stretch')), (select count(*) from tagged_videos('morning')),
                       (select count(*) from search_transcripts('breathe')), (select count(*) from videos_with_stats where id = :clip),
                       (select count(*) from videos where id = :breath), (select count(*) from videos where id = :teaser)""";
        assertThat(db.as("lin").value(found)).isEqualTo("1|1|1|1|1|1");
        db.worker().run("insert into reports (reporter_id, video_id, reason) values (:lin, :breath, 'Not theirs')");

        db.as("moe");
        for (var video : new String[] {":clip", ":breath", ":teaser"}) {
            db.run(DOWN.formatted("videos", video));
        }

        assertThat(db.as("lin").value(found)).isEqualTo("0|0|0|0|0|0");
    }

    @Test
    void the_trail_tells_who_took_what_down_and_who_put_it_up_again() {
        db.as("moe").run(DOWN.formatted("videos", ":clip"));
        db.as("moe").run(DOWN.formatted("comments", ":nice"));
        db.as("amy").run(UP.formatted("videos", ":clip"));

        assertThat(db.rows("""
                        select action, user_id = :moe, coalesce(new_values ->> 'taken_down_reason', '') from audit_logs
                        where action ~ '(taken_down|reinstated)$' and user_id in (:moe, :amy)"""))
                .containsExactlyInAnyOrder(
                        "video.taken_down|t|Rude", "comment.taken_down|t|Rude", "video.reinstated|f|");
    }
}
