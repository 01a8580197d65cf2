package dev.kinora.schema;

import dev.kinora.database.DatabaseAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;

/** One person at a time on a connection of their own; what is refused as a duplicate or as gone is simply not done. */
final class Gestures implements Callable<List<String>> {
    private static final int STEPS = 100;
    private static final String[] VIDEOS = {"'1'", "'2'", "'3'"};

    private final DatabaseAccess access;
    private final Random random;
    private final UUID id;
    private final List<String> mishaps = new ArrayList<>();

    Gestures(DatabaseAccess access, long seed, UUID id) {
        this.access = access;
        this.random = new Random(seed);
        this.id = id;
    }

    @Override
    public List<String> call() throws SQLException {
        try (var app = access.app().connect();
                var worker = access.worker().connect()) {
            execute(app, "select set_config('app.current_user_id', '" + id + "', false)");
            for (var step = 0; step < STEPS; step++) {
                act(random.nextInt(17), app, worker);
            }
        }
        return mishaps;
    }

    private void act(int choice, Connection app, Connection worker) {
        var video =
                "(select id from videos where title = 'counted' and description = " + VIDEOS[random.nextInt(3)] + ")";
        var comment = "(select id from comments where video_id = " + video + " order by md5(id::text || '"
                + random.nextInt() + "') limit 1)";
        var mine = "'" + id + "'";
        var from = random.nextInt(90);
        switch (choice) {
            case 0, 1 ->
                execute(
                        app,
                        "insert into likes (user_id, video_id) values (" + mine + ", " + video
                                + ") on conflict do nothing");
            case 2 -> execute(app, "delete from likes where user_id = " + mine + " and video_id = " + video);
            case 3 ->
                execute(
                        app,
                        "insert into likes (user_id, comment_id) select " + mine + ", id from comments where id = "
                                + comment + " on conflict do nothing");
            case 4 -> execute(app, "delete from likes where user_id = " + mine + " and comment_id = " + comment);
            case 5 ->
                execute(
                        app,
                        "insert into comments (video_id, author_id, content) values (" + video + ", " + mine
                                + ", 'hm')");
            case 6 ->
                execute(
                        app,
                        "insert into comments (video_id, author_id, parent_id, content) select video_id, " + mine
                                + ", id, 'well' from comments where id = " + comment);
            case 7 ->
                execute(
                        app,
                        "update comments set deleted_at = case when deleted_at is null then now() end where author_id = "
                                + mine + " and id = " + comment);
            case 16 ->
                execute(
                        worker,
                        "update comments set taken_down_at = case when taken_down_at is null then now() end where id = "
                                + comment);
            case 8 -> execute(worker, "delete from comments where id = " + comment);
            case 9 -> execute(app, """
                    insert into video_views as v (user_id, video_id, watched, duration_seconds) values (%s, %s, int4multirange(int4range(%d, %d)), 100)
                    on conflict (user_id, video_id) do update set watched = v.watched + excluded.watched""".formatted(mine, video, from, from + 10));
            case 10 -> execute(worker, "update video_counters set views = views + 1 where video_id = " + video);
            case 11 ->
                execute(
                        app,
                        "insert into enrollments (user_id, course_id) select " + mine
                                + ", id from courses where slug like 'counted-free%' order by random() limit 1 on conflict do nothing");
            case 12 -> execute(app, "delete from enrollments where user_id = " + mine + " and origin = 'free'");
            case 13 -> buy(app, worker);
            case 14 ->
                execute(
                        worker,
                        "update orders set status = 'refunded' where id = (select id from orders where status = 'paid' and user_id = "
                                + mine + " limit 1)");
            default ->
                execute(
                        worker,
                        "update enrollments set revoked_at = case when revoked_at is null then now() end where id = (select id from enrollments order by random() limit 1)");
        }
    }

    /** Both courses in one order, and in either sequence: the way two payments could wait for each other. */
    private void buy(Connection app, Connection worker) {
        var order = UUID.randomUUID();
        execute(app, "insert into orders (id, user_id, currency) values ('" + order + "', '" + id + "', 'EUR')");
        execute(
                app,
                "insert into order_items (order_id, course_id, title, unit_price_minor) select '" + order
                        + "', id, '', 0 from courses where slug like 'counted-paid%' order by slug "
                        + (random.nextBoolean() ? "desc" : "asc"));
        execute(worker, "update orders set status = 'paid' where id = '" + order + "'");
    }

    private void execute(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            var gone = "23503".equals(e.getSQLState()) || "42501".equals(e.getSQLState());
            if (!gone) {
                mishaps.add(e.getMessage() + " by " + sql);
            }
        }
    }
}
