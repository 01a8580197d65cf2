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
    void an_upload_begins_as_a_person_s_and_grows_by_the_system_alone() {
        db.as("mal")
                .run("insert into uploads (id, user_id, length, expires_at) values (:drop, :mal, 10, '2099-01-01')");

        for (var change :
                new String[] {"received = 10", "completed_at = now()", "storage_key = 'x'", "expires_at = '2199-01-01'"
                }) {
            assertThat(db.refusedWith("update uploads set " + change + " where id = :drop"))
                    .as(change)
                    .isEqualTo("42501");
        }
        assertThat(db.run("update uploads set terminated_at = now() where id = :drop"))
                .isEqualTo(1);
        assertThat(
                        db.worker()
                                .value(
                                        "select received, storage_key ~ '^uploads/[0-9a-f-]{36}$' from uploads where id = :drop"))
                .isEqualTo("0|t");
    }

    @Test
    void nobody_uploads_into_another_s_video() {
        var upload = "insert into uploads (user_id, video_id, length, expires_at) values (%s, :clip, 10, '2099-01-01')";

        assertThat(db.as("mal").refusedWith(upload.formatted(":mal"))).isEqualTo("42501");
        assertThat(db.as("ada").run(upload.formatted(":ada"))).isEqualTo(1);
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
