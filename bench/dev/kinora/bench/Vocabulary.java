package dev.kinora.bench;

import java.util.List;

/** Functions of the data set, in a schema of their own: keys, times and chances that depend on a row's number alone. */
final class Vocabulary {
    private Vocabulary() {}

    /** In order; written so that the planner inlines them, as they are called tens of millions of times. */
    static List<String> statements() {
        return List.of(
                "create schema bench",
                "create table bench.made (scale numeric not null, at timestamptz not null, finished_at timestamptz)",
                // Even between 0 and 1, the same for the same number and salt.
                """
                create function bench.u(n bigint, salt bigint) returns double precision language sql immutable parallel safe
                return (hashint8extended(n, salt) >> 11 & 9007199254740991)::double precision / 9007199254740992
                """,
                // A few get most: the first thousandth gets a tenth. The popular are scattered over time by the prime.
                """
                create function bench.zipf(n bigint, salt bigint, total bigint) returns bigint language sql immutable parallel safe
                return 1 + floor(total * power(bench.u(n, salt), 3))::bigint * 7919 % total
                """,
                // Two years, evenly; every kind of thing at its own rate.
                """
                create function bench.at(n bigint, total bigint) returns timestamptz language sql stable parallel safe
                return to_timestamp(%d + n * 63072000.0 / total)
                """.formatted(start()),
                // Keys as uuidv7() makes them: they sort by time.
                """
                create function bench.id(kind integer, n bigint, total bigint) returns uuid language sql immutable parallel safe
                return (lpad(to_hex(%d + n * 63072000000 / total), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8000'
                    || lpad(to_hex(n), 12, '0'))::uuid
                """.formatted(start() * 1000),
                key("person", 1, "users"),
                key("video", 2, "videos"),
                key("course", 3, "courses"),
                key("lesson", 4, "lessons"),
                key("chapter", 5, "chapters"),
                key("caption", 6, "captions"),
                key("quiz", 7, "quizzes"),
                key("comment", 8, "comments"),
                key("purchase", 9, "orders"),
                key("product", 10, "products"),
                key("account", 11, "accounts"),
                key("post", 12, "posts"),
                key("job", 13, "jobs"),
                key("worker", 14, "workers"),
                key("playlist", 15, "playlists"),
                // Seconds; most films are short.
                """
                create function bench.seconds(video bigint) returns integer language sql immutable parallel safe
                return 20 + floor(3600 * power(bench.u(video, 5), 3))::integer
                """,
                // The course whose lesson a film is: every sixteenth film is one, twelve to a course.
                """
                create function bench.course_of(video bigint) returns bigint language sql immutable parallel safe
                return case when video % 16 = 0 and video / 16 <= {lessons} then (video / 16 - 1) / 12 + 1 end
                """,
                """
                create function bench.word(k bigint) returns text language sql immutable parallel safe
                return substr('bakidolumepisatonurefovigazehujocaqeryxitaneworilesumodipazuhefakyboguvatesi', (k * 2 % 76 + 1)::int, 2)
                    || substr('larenomitusekabopidufegahivyjozucawexoqirystenalomeruditasokepinubagofavezihy', (k / 38 * 2 % 76 + 1)::int, 2)
                    || substr('nastereldominkutvergosharlenbitpoxquedanimorfulwesgatsitrobelyacunohimpeczov', (k * 7 * 2 % 76 + 1)::int, 2)
                """,
                """
                create table bench.phrases as
                select n as k,
                       case when n % 33 = 0 then (array['สอนทำอาหารไทย', 'ภาษาไทยเบื้องต้น', '日本語の勉強', '数学入門'])[1 + n / 33 % 4]
                            else (select string_agg(bench.word(floor(8000 * power(bench.u(n * 100 + i, 1), 3))::bigint), ' ')
                                  from generate_series(1, 2) i) end as pair,
                       (select string_agg(bench.word(floor(8000 * power(bench.u(n * 100 + i, 2), 3))::bigint), ' ')
                        from generate_series(1, 10) i) as sentence
                from generate_series(0, {phrases} - 1) n
                """,
                "alter table bench.phrases add primary key (k)",
                "analyze bench.phrases");
    }

    private static String key(String name, int kind, String total) {
        return """
                create function bench.%s(n bigint) returns uuid language sql immutable parallel safe
                return bench.id(%d, n, {%s})
                """.formatted(name, kind, total);
    }

    private static long start() {
        return java.time.Instant.now().minus(java.time.Duration.ofDays(730)).getEpochSecond();
    }
}
