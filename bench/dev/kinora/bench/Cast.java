package dev.kinora.bench;

import dev.kinora.database.DatabaseAddress;
import java.sql.SQLException;
import java.util.List;

/** Whose eyes the queries are asked with and what they ask for: forty of each, numbered from 0, chosen from the data. */
final class Cast {
    static final String NOBODY = "select null::uuid";
    static final String LEARNERS = "select id from bench.learners";
    static final String CREATORS = "select id from bench.creators";
    static final String INSTRUCTORS = "select id from bench.instructors";
    static final String ADMIN = "select id from users where role = 'admin'";
    /** A learner and a film, popular ones more often. */
    static final String LEARNERS_FILM = "select l.id, f.id from bench.learners l join bench.films f on f.k % 40 = l.k";

    static final String NOBODYS_FILM = "select null::uuid, id from bench.films";
    /** A learner, one of their courses, a film in it and its lesson. */
    static final String LESSON = "select person, course, video, lesson from bench.seats";

    private Cast() {}

    static void choose(DatabaseAddress superuser, Sizes sizes) throws SQLException {
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            for (var each : tables()) {
                statement.execute(sizes.in(each));
            }
        }
    }

    private static List<String> tables() {
        return List.of(
                "drop table if exists bench.learners, bench.creators, bench.instructors, bench.films, bench.seats",
                """
                create table bench.learners as
                select row_number() over () - 1 as k, id from (
                    select u.id from users u join enrollments e on e.user_id = u.id
                    where u.status = 'active' and u.deleted_at is null and u.role = 'member' and e.revoked_at is null
                    group by u.id having count(*) between 4 and 9 order by md5(u.id::text) limit 40) x
                """,
                """
                create table bench.creators as
                select row_number() over () - 1 as k, id, username from (
                    select u.id, u.username from users u join videos v on v.user_id = u.id
                    where u.status = 'active' and u.deleted_at is null and u.role = 'member'
                    group by u.id having count(*) between 40 and 600 order by md5(u.id::text) limit 40) x
                """,
                """
                create table bench.instructors as
                select row_number() over () - 1 as k, id, course from (
                    select distinct on (u.id) u.id, c.id as course from users u join courses c on c.instructor_id = u.id join course_counters n on n.course_id = c.id
                    where u.status = 'active' and u.deleted_at is null and u.role = 'member' and n.enrollments > 20 order by u.id limit 40) x
                """,
                """
                create table bench.films as
                select row_number() over () - 1 as k, id, provider_uid, user_id from (
                    select v.id, v.provider_uid, v.user_id from generate_series(1, 2000) n join videos v on v.id = bench.video(bench.zipf(n, 900, {videos}))
                    where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null limit 200) x
                """,
                """
                create table bench.seats as
                select l.k, l.id as person, c.course_id as course, c.video_id as video, c.lesson_id as lesson
                from bench.learners l cross join lateral (
                    select cv.course_id, cv.video_id, cv.lesson_id from enrollments e join course_videos cv using (course_id)
                    join quiz_attempts a on a.user_id = e.user_id and a.video_id = cv.video_id
                    where e.user_id = l.id and e.revoked_at is null limit 1) c
                """);
    }
}
