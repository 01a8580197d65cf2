package dev.kinora.bench;

import java.util.List;

/** Courses, who is in them, what they watched, answered, said and paid. */
final class LearningRows {
    private LearningRows() {}

    static List<Rows> all() {
        return List.of(
                views(),
                courses(),
                lessons(),
                enrollments(),
                quizzes(),
                questions(),
                attempts(),
                reflections(),
                responses(),
                notes(),
                certificates(),
                products(),
                orders(),
                orderItems(),
                entitlements(),
                downloads());
    }

    private static Rows courses() {
        return new Rows("courses", """
                insert into courses (id, instructor_id, slug, title, description, level, language, curriculum, preview_video_id, price_minor, published_at, created_at)
                select bench.course(n), bench.person(bench.zipf(n, 2, {users})), 'course-' || n, p.pair || ' ' || n, p.sentence, 'beginner', 'en',
                    '[{"title": "One", "lessons": [{"id": "lesson-1", "title": "First"}]}]', bench.video(16 * (12 * (n - 1) + 1)),
                    case when n % 3 = 0 then 0 else 4900 end, case when n % 10 <> 1 then bench.at(n, {courses}) end, bench.at(n, {courses})
                from generate_series(1, {courses}) n join bench.phrases p on p.k = n * 3 % {phrases}
                """);
    }

    private static Rows lessons() {
        return new Rows("course_videos", """
                insert into course_videos (id, course_id, lesson_id, video_id, position, created_at)
                select bench.lesson(n), bench.course((n - 1) / 12 + 1), 'lesson-' || (n - 1) % 12 + 1, bench.video(16 * n), (n - 1) % 12 + 1, bench.at(n, {lessons})
                from generate_series(1, {lessons}) n
                """);
    }

    private static Rows enrollments() {
        return new Rows("enrollments", """
                insert into enrollments (user_id, course_id, origin, enrolled_at, created_at, revoked_at)
                select bench.person(u), bench.course(c), 'free', bench.at(n, {enrollments}), bench.at(n, {enrollments}), case when n % 100 = 0 then now() end
                from (select bench.zipf(n, 70, {users}) as u, bench.zipf(n, 71, {courses}) as c, min(n) as n from generate_series(1, {enrollments}) n group by 1, 2) x
                order by n
                """);
    }

    private static Rows views() {
        // Four in five are anybody's of anything; the rest are learners' of the lessons of their courses.
        return new Rows("video_views", """
                insert into video_views (id, user_id, video_id, course_id, watched, duration_seconds, completed_at, last_position, viewed_at, created_at)
                select bench.id(21, n, {views}), bench.person(u), bench.video(v), case when bench.course_of(v) is not null then bench.course(bench.course_of(v)) end,
                    case when n % 3 = 0 then int4multirange(int4range(0, length)) when n % 3 = 1 then int4multirange(int4range(0, 1 + length / 3))
                         else int4multirange(int4range(0, 1 + length / 4), int4range(length / 2, length / 2 + 5)) end,
                    length, case when n % 3 = 0 then bench.at(n, {views}) end, length / 3, bench.at(n, {views}), bench.at(n, {views})
                from (
                    select n, u, v, bench.seconds(v) as length
                    from (
                        select u, v, min(n) as n
                        from (
                            select n, bench.zipf(n, 80, {users}) as u, bench.zipf(n, 81, {videos}) as v from generate_series(1, {views} * 8 / 10) n
                            union all
                            select n, bench.zipf(n % {enrollments} + 1, 70, {users}),
                                16 * (12 * (bench.zipf(n % {enrollments} + 1, 71, {courses}) - 1) + 1 + floor(12 * bench.u(n, 82))::bigint)
                            from generate_series({views} * 8 / 10 + 1, {views}) n) each
                        group by u, v) pairs
                    offset 0) x
                order by n
                """);
    }

    private static Rows quizzes() {
        return new Rows("quizzes", """
                insert into quizzes (id, course_id, video_id, title, video_timestamp, published_at)
                select bench.quiz(n), bench.course((n - 1) / 4 + 1), bench.video(16 * 3 * n), 'Quiz ' || n, 10, now() from generate_series(1, {quizzes}) n
                """);
    }

    private static Rows questions() {
        return new Rows("quiz_questions", """
                insert into quiz_questions (quiz_id, position, question, answer)
                select bench.quiz((n - 1) / 4 + 1), (n - 1) % 4 + 1, '{"text": "Which of these?", "options": ["this", "that", "both", "none"], "explanation": "Because."}', '2'
                from generate_series(1, {quizzes} * 4) n
                """);
    }

    private static Rows attempts() {
        return new Rows("quiz_attempts", """
                insert into quiz_attempts (user_id, quiz_id, video_id, course_id, video_timestamp, questions, user_answers, graded_answers, quiz_duration_seconds, created_at)
                select bench.person(bench.zipf(e, 70, {users})), bench.quiz(q), bench.video(48 * q), bench.course(c), 10,
                    '[{"text": "Which of these?", "options": ["this", "that", "both", "none"]}, {"text": "Which of those?", "options": ["this", "that", "both", "none"]}]', '[2, 1]',
                    '[{"question": 1, "points": 1, "correct": true}, {"question": 2, "points": 1, "correct": false}]', 20, bench.at(n, {attempts})
                from (select n, e, c, 4 * (c - 1) + 1 + floor(4 * bench.u(n, 83))::bigint as q
                      from (select n, n % {enrollments} + 1 as e, bench.zipf(n % {enrollments} + 1, 71, {courses}) as c from generate_series(1, {attempts}) n offset 0) y offset 0) x
                """);
    }

    private static Rows reflections() {
        return new Rows("reflections", """
                insert into reflections (id, user_id, course_id, video_id, reflection_prompt, reflection_text, reflection_type, file_url, duration_seconds, video_timestamp_seconds, created_at)
                select bench.id(22, n, {reflections}), bench.person(bench.zipf(e, 70, {users})), bench.course(c), bench.video(16 * (12 * (c - 1) + 1 + floor(12 * bench.u(n, 84))::bigint)),
                    'What did you take from this?', p.sentence, kind::reflection_type, case when kind <> 'text' then '/files/' || n end,
                    case when kind in ('voice', 'loom') then 30 end, 12, bench.at(n, {reflections})
                from (select n, n % {enrollments} + 1 as e, bench.zipf(n % {enrollments} + 1, 71, {courses}) as c,
                          (array['voice', 'voice', 'text', 'screenshot', 'loom'])[1 + n % 5] as kind from generate_series(1, {reflections}) n offset 0) x
                join bench.phrases p on p.k = n % {phrases}
                """);
    }

    private static Rows responses() {
        return new Rows("reflection_responses", """
                insert into reflection_responses (reflection_id, author_id, response)
                select bench.id(22, n, {reflections}), bench.person(bench.zipf(bench.zipf(n % {enrollments} + 1, 71, {courses}), 2, {users})), 'Well seen.'
                from generate_series(1, {reflections}, 4) n
                """);
    }

    private static Rows notes() {
        return new Rows("notes", """
                insert into notes (user_id, video_id, video_timestamp_seconds, content)
                select bench.person(bench.zipf(n, 85, {users})), bench.video(bench.zipf(n, 86, {videos})), 5, 'To remember.' from generate_series(1, {notes}) n
                """);
    }

    private static Rows certificates() {
        return new Rows("certificates", """
                insert into certificates (user_id, course_id, recipient_name)
                select distinct bench.person(bench.zipf(n, 70, {users})), bench.course(bench.zipf(n, 71, {courses})), 'A learner' from generate_series(1, {enrollments}, 20) n
                """);
    }

    private static Rows products() {
        return new Rows("digital_products", """
                insert into digital_products (id, seller_id, title, storage_key, bytes, price_minor, published_at)
                select bench.product(n), bench.person(bench.zipf(n, 87, {users})), 'Workbook ' || n, 'products/' || n, 1000000, 900, now() from generate_series(1, {products}) n
                """);
    }

    private static Rows orders() {
        return new Rows("orders", """
                insert into orders (id, user_id, status, currency, payment_provider, payment_reference, paid_at, refunded_at, created_at)
                select bench.purchase(n), bench.person(bench.zipf(n, 70, {users})), state::order_status, 'EUR', 'stripe', 'pi_' || n,
                    case when state in ('paid', 'fulfilled', 'refunded') then bench.at(n, {orders}) end, case when state = 'refunded' then bench.at(n, {orders}) end, bench.at(n, {orders})
                from (select n, (array['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'paid', 'refunded', 'failed', 'cancelled', 'fulfilled', 'pending'])[1 + n % 10] as state
                      from generate_series(1, {orders}) n) x
                """);
    }

    private static Rows orderItems() {
        return new Rows("order_items", """
                insert into order_items (id, order_id, course_id, digital_product_id, title, unit_price_minor)
                select bench.id(23, n, {orders}), bench.purchase(n), case when n % 4 <> 0 then bench.course(bench.zipf(n, 71, {courses})) end,
                    case when n % 4 = 0 then bench.product(bench.zipf(n, 88, {products})) end, 'What was bought', 4900
                from generate_series(1, {orders}) n
                """);
    }

    private static Rows entitlements() {
        return new Rows("entitlements", """
                insert into entitlements (user_id, order_item_id, course_id, digital_product_id, granted_at)
                select bench.person(bench.zipf(n, 70, {users})), bench.id(23, n, {orders}), case when n % 4 <> 0 then bench.course(bench.zipf(n, 71, {courses})) end,
                    case when n % 4 = 0 then bench.product(bench.zipf(n, 88, {products})) end, bench.at(n, {orders})
                from generate_series(1, {orders}) n where n % 10 < 5
                """);
    }

    private static Rows downloads() {
        return new Rows("download_logs", """
                insert into download_logs (user_id, digital_product_id, bytes, created_at)
                select bench.person(bench.zipf(n, 70, {users})), bench.product(bench.zipf(n, 88, {products})), 1000000, bench.at(n, {downloads}) from generate_series(1, {downloads}) n
                """);
    }
}
