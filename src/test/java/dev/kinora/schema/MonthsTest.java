package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The months that growing tables are cut into: made ahead, dropped by retention, and nobody waits for it. */
class MonthsTest extends OnKnownData {
    private static final String EVENT =
            "insert into watch_events (video_id, session_id, sequence, watched, created_at) values (:clip, :session, 1, '[0,5)', ?::timestamptz)";

    private List<String> months(String table) {
        return db.rows("""
                select regexp_replace(inhrelid::regclass::text, '.*_', '') from pg_inherits
                where inhparent = ?::regclass order by 1""", table);
    }

    private List<String> maintain(String moment) {
        var said = new ArrayList<>(db.worker().rows("select maintain_partitions(?::timestamptz)", moment));
        // Ahead of the clock months are dropped for the owner alone.
        said.addAll(db.owner().rows("select drop_old_months(?::timestamptz)", moment));
        db.worker();
        return said;
    }

    private String alarms() {
        return db.value(
                "select count(*), count(*) filter (where cleared_at is null) from alarms where kind = 'default-partition-used'");
    }

    @Test
    void the_present_month_the_one_before_and_three_ahead_exist_from_the_start() {
        for (var table : new String[] {"audit_logs", "video_analytics", "watch_events"}) {
            assertThat(db.value("""
                            select array_agg(to_char(date_trunc('month', now() at time zone 'UTC') + make_interval(months => n), '"p"YYYYMM') order by n)
                                <@ ?::text[] from generate_series(-1, 3) n""", months(table).toString().replace('[', '{').replace(']', '}')))
                    .as(table)
                    .isEqualTo("t");
        }
        assertThat(db.worker().rows("select maintain_partitions()")).isEmpty();
        assertThat(db.superuser().value("select count(*) from watch_events_default"))
                .isEqualTo("0");
    }

    @Test
    void months_are_made_ahead_of_time() {
        var made = maintain("2031-05-31 23:59:59Z");

        assertThat(made).contains("made audit_logs_p203104", "made audit_logs_p203105", "made watch_events_p203108");
        assertThat(made).doesNotContain("made audit_logs_p203109");
        assertThat(maintain("2031-05-31 23:59:59Z")).isEmpty();
    }

    @Test
    void no_month_is_missed_in_any_zone() {
        for (var zone : new String[] {"America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"}) {
            db.worker().run("set local timezone = '" + zone + "'");

            assertThat(maintain("2031-03-01 00:00:00Z"))
                    .as(zone)
                    .contains(
                            "made watch_events_p203102",
                            "made watch_events_p203103",
                            "made watch_events_p203104",
                            "made watch_events_p203105",
                            "made watch_events_p203106");
            assertThat(db.superuser().value("""
                            select pg_get_expr(relpartbound, oid) from pg_class where relname = 'watch_events_p203104'""")).as(zone).matches(".*FROM \\('2031-0[34]-.*TO \\('2031-0[45]-.*");
            db.run("set local timezone = 'UTC'");
            assertThat(
                            db.value(
                                    "select pg_get_expr(relpartbound, oid) from pg_class where relname = 'watch_events_p203104'"))
                    .contains("2031-04-01 00:00:00+00", "2031-05-01 00:00:00+00");
            db.takeBack();
        }
    }

    @Test
    void months_past_their_retention_are_dropped_and_younger_ones_stay() {
        maintain("2031-01-15");
        db.worker().run(EVENT, "2031-01-10");

        assertThat(maintain("2031-07-31"))
                .doesNotContain("dropped watch_events_p203101")
                .contains("dropped watch_events_p203012");
        assertThat(maintain("2031-08-01"))
                .contains("dropped watch_events_p203101")
                .doesNotContain("dropped audit_logs_p203101");
        assertThat(maintain("2033-02-01"))
                .contains("dropped audit_logs_p203101")
                .doesNotContain("dropped video_analytics_p203101");
        assertThat(db.rows("select from watch_events where created_at < '2031-02-01' and created_at > '2031-01-01'"))
                .isEmpty();
    }

    @Test
    void a_plan_without_retention_keeps_everything() {
        maintain("2031-01-15");
        db.superuser().run("update partition_plans set retention = null where table_name = 'watch_events'");

        assertThat(maintain("2041-01-15")).noneMatch(said -> said.startsWith("dropped watch_events"));
    }

    @Test
    void what_no_month_holds_is_kept_raises_one_alarm_and_finds_its_month_later() {
        db.worker();
        db.run(EVENT, "2035-03-03");
        db.run(EVENT.replace("1, '[0,5)'", "2, '[0,5)'"), "2035-03-31 23:59:59.999Z");

        assertThat(alarms()).isEqualTo("1|1");
        assertThat(db.value("select occurrences, subject from alarms where kind = 'default-partition-used'"))
                .as("once a transaction, however many rows")
                .isEqualTo("1|watch_events");

        assertThat(maintain("2035-03-15")).contains("made watch_events_p203503");
        assertThat(alarms()).isEqualTo("1|0");
        assertThat(
                        db.superuser()
                                .value(
                                        "select (select count(*) from watch_events_default), (select count(*) from watch_events_p203503)"))
                .isEqualTo("0|2");
        assertThat(db.rows("select sequence from watch_events where created_at > '2035-01-01' order by 1"))
                .containsExactly("1", "2");
    }

    @Test
    void the_alarm_stays_while_the_default_partition_holds_anything() {
        db.worker().run(EVENT, "2035-03-03");

        maintain("2031-01-15");

        assertThat(alarms()).isEqualTo("1|1");
    }

    @Test
    void generated_columns_survive_the_move_from_the_default_partition() {
        db.worker()
                .run(
                        "insert into video_analytics (video_id, user_id, views, likes, fetched_at) values (:clip, :ada, 200, 30, '2035-03-03')");

        maintain("2035-03-15");

        assertThat(
                        db.worker()
                                .value(
                                        "select tableoid::regclass, engagement_rate from video_analytics where fetched_at > '2035-01-01'"))
                .isEqualTo("video_analytics_p203503|15.00");
    }

    @Test
    void a_new_month_has_the_indexes_keys_and_security_of_its_parent() {
        maintain("2031-05-15");

        assertThat(db.superuser().value("""
                        select count(*) = (select count(*) from pg_index where indrelid = 'video_analytics'::regclass)
                        from pg_index where indrelid = 'video_analytics_p203105'::regclass""")).isEqualTo("t");
        assertThat(
                        db.value(
                                "select count(*) from pg_constraint where conrelid = 'video_analytics_p203105'::regclass and contype = 'f'"))
                .isEqualTo("2");
        assertThat(
                        db.value(
                                "select relrowsecurity, relforcerowsecurity from pg_class where relname = 'video_analytics_p203105'"))
                .isEqualTo("t|t");
        assertThat(
                        db.rows(
                                "select conname from pg_constraint where conrelid = 'video_analytics_p203105'::regclass and conname = 'month_bounds'"))
                .isEmpty();
    }

    private Connection connect(DatabaseAddress address) throws SQLException {
        var connection = address.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            // Whoever had to wait would fail here instead.
            statement.execute("set lock_timeout = '2s'");
        }
        return connection;
    }

    private static List<String> call(Connection connection, String sql) throws SQLException {
        var said = new ArrayList<String>();
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        said.add(rows.getString(1));
                    }
                }
            }
        }
        return said;
    }

    @Test
    void people_write_while_months_are_being_made() throws SQLException {
        try (var maintenance = connect(db.access().owner());
                var person = connect(db.access().app())) {
            call(maintenance, "update partition_plans set retention = null");
            call(maintenance, "delete from partition_plans where table_name = 'video_analytics'");
            assertThat(call(maintenance, "select maintain_partitions('2037-01-15')"))
                    .contains("made audit_logs_p203701", "made watch_events_p203701");

            call(person, "select set_config('app.current_user_id', '" + Known.key("ada") + "', true)");
            call(person, "insert into playlists (user_id, title) values ('" + Known.key("ada") + "', 'meanwhile')");
            call(person, "update videos set title = 'still' where title = 'Morning stretch'");
            maintenance.rollback();
            assertThat(call(person, """
                            select action from audit_logs
                            where action in ('playlist.created', 'video.updated') and created_at = now() order by 1""")).containsExactly("playlist.created", "video.updated");
            person.rollback();
        }
    }

    @Test
    void a_reader_of_everything_is_not_waited_for() throws SQLException {
        try (var reader = connect(db.access().worker());
                var maintenance = connect(db.access().worker())) {
            call(reader, "select count(*) from watch_events");

            assertThat(call(maintenance, "select maintain_partitions('2037-01-15')"))
                    .contains("made audit_logs_p203701", "busy, left for later: watch_events_p203612")
                    .as("one try, as each would hold up others")
                    .filteredOn(said -> said.contains("watch_events"))
                    .hasSize(1);

            reader.commit();
            assertThat(call(maintenance, "select maintain_partitions('2037-01-15')"))
                    .contains("made watch_events_p203701");
        }
    }

    @Test
    void a_second_maintenance_leaves_the_work_to_the_first() throws SQLException {
        try (var first = connect(db.access().worker());
                var second = connect(db.access().worker())) {
            assertThat(call(first, "select maintain_partitions('2037-01-15')")).isNotEmpty();
            assertThat(call(second, "select maintain_partitions('2037-01-15')")).isEmpty();
        }
    }

    @Test
    void people_whose_rows_fall_outside_do_not_wait_for_each_other_over_the_alarm() throws SQLException {
        var outside =
                "insert into watch_events (video_id, session_id, sequence, watched, created_at) select id, id, 0, '[0,1)', '2090-01-01' from videos limit 1";
        try (var one = connect(db.access().worker());
                var other = connect(db.access().worker())) {
            call(one, outside);
            call(other, outside);

            assertThat(call(one, "select count(*) from alarms where kind = 'default-partition-used'"))
                    .containsExactly("1");
            one.rollback();
            other.rollback();
        }
    }

    @Test
    void readers_go_on_while_the_figures_are_refreshed() throws SQLException {
        try (var reader = connect(db.access().worker());
                var maintenance = connect(db.access().worker())) {
            var before = call(reader, "select sum(videos_uploaded) from daily_video_stats");

            call(maintenance, "select refresh_daily_video_stats()");

            assertThat(call(reader, "select sum(videos_uploaded) from daily_video_stats"))
                    .isEqualTo(before);
        }
    }
}
