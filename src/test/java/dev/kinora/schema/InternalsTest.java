package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where bytes lie, how many came and where they came from is the system's; people's rows begin without it. */
class InternalsTest extends OnKnownData {
    @Test
    void nobody_reads_or_says_where_bytes_lie_in_any_table() {
        assertThat(db.superuser().rows("""
                        select attrelid::regclass, right_to from pg_attribute, unnest(array['select', 'insert', 'update']) right_to
                        where attname = 'storage_key' and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
                          and has_column_privilege('kinora_app', attrelid, attnum, right_to)""")).isEmpty();
    }

    @Test
    void an_upload_is_begun_and_changed_by_the_system_alone() {
        var upload = """
                insert into uploads (id, user_id, length, storage_key, expires_at)
                values (:drop, :mal, 10, 'uploads/' || :drop, '2099-01-01')""";

        assertThat(db.as("mal").refusedWith(upload)).isEqualTo("42501");
        assertThat(db.worker().run(upload)).isEqualTo(1);
        for (var change : new String[] {
            "received = 10",
            "completed_at = now()",
            "length = 5",
            "expires_at = '2199-01-01'",
            "terminated_at = now()",
            "reserved_bytes = 0"
        }) {
            assertThat(db.as("mal").refusedWith("update uploads set " + change + " where id = :drop"))
                    .as(change)
                    .isEqualTo("42501");
        }
        assertThat(db.refusedWith("delete from uploads where id = :drop")).isEqualTo("42501");
        assertThat(db.value("select received from uploads where id = :drop")).isEqualTo("0");
    }

    @Test
    void what_an_upload_reserved_comes_back_with_its_row_once() {
        db.worker().run("update users set storage_used_bytes = 100, current_usage = 1 where id = :mal");
        db.run("""
                insert into uploads (id, user_id, length, storage_key, expires_at, reserved_bytes, reserved_until)
                select :drop, :mal, 10, 'uploads/' || :drop, '2099-01-01', 40, quota_reset_date from users where id = :mal""");

        db.run("delete from uploads where id = :drop");

        assertThat(db.value("select storage_used_bytes, current_usage from users where id = :mal"))
                .isEqualTo("60|0");
        assertThat(db.value("select store from doomed_media where path = 'uploads/' || :drop"))
                .isEqualTo("disk");
    }

    @Test
    void bytes_of_a_video_are_doomed_with_it_and_what_they_counted_comes_back() {
        db.worker().run("update users set storage_used_bytes = 100 where id = :ada");
        db.run("insert into videos (id, user_id, title, counted_bytes, moving_to) values (:film, :ada, 'x', 30, 'b2')");

        db.run("delete from videos where id = :film");

        assertThat(db.value("select storage_used_bytes from users where id = :ada"))
                .isEqualTo("70");
        assertThat(
                        db.value(
                                "select string_agg(store, ' ' order by store) from doomed_media where path = 'videos/' || :film || '/'"))
                .isEqualTo("b2 disk");
    }

    @Test
    void a_watermark_and_a_file_for_sale_are_made_without_saying_where_they_lie() {
        db.as("mal")
                .run(
                        "insert into watermark_profiles (id, user_id, name, width, height) values (:mark, :mal, 'Mine', 10, 10)");
        db.run("insert into digital_products (id, seller_id, title, price_minor) values (:leaf, :mal, 'Leaf', 100)");
        db.run("update watermark_profiles set opacity = 0.5 where id = :mark");
        db.run("update digital_products set price_minor = 200 where id = :leaf");

        assertThat(db.refusedWith("update digital_products set bytes = 1 where id = :leaf"))
                .isEqualTo("42501");
        assertThat(db.worker().value("""
                        select (select storage_key ~ '^watermarks/[0-9a-f-]{36}$' from watermark_profiles where id = :mark),
                               (select storage_key from digital_products where id = :leaf)""")).isEqualTo("t|null");
    }

    @Test
    void where_a_video_came_from_its_owner_reads_and_nobody_else() {
        db.as("ada")
                .run(
                        "insert into videos (id, user_id, title, original_filename, original_url) values (:film, :ada, 'x', 'me.mp4', 'https://example.org/me')");

        assertThat(db.value("select original_filename, original_url from video_origins where id = :film"))
                .isEqualTo("me.mp4|https://example.org/me");
        for (var person : new String[] {"mal", "moe", "amy"}) {
            assertThat(db.as(person).rows("select from video_origins"))
                    .as(person)
                    .isEmpty();
        }
        assertThat(db.anonymous().rows("select from video_origins")).isEmpty();
    }

    @Test
    void the_views_of_pages_ask_for_nothing_a_viewer_may_not_read() {
        assertThat(db.as("mal").rows("select * from videos_with_stats")).hasSize(2);
        assertThat(db.as("lin").rows("select * from course_video_details where course_id = :meditation"))
                .hasSize(3);
        assertThat(db.rows("select * from course_cards")).isNotEmpty();
        assertThat(db.rows("select * from video_sync_status")).isNotEmpty();
        assertThat(db.as("ada").value("select error_message from course_video_details where video_id = :broken"))
                .isEqualTo("The file is no video.");
    }
}
