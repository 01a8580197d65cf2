package dev.kinora.bench;

import static dev.kinora.bench.Query.page;

import java.util.List;

/** What the page of a search and its suggestions ask, statement by statement as the product has them, the worst cases among them. */
final class SearchQueries {
    private static final String FIND = """
            select found.score, found.moment, v.id, v.provider_uid, v.title, v.description, v.duration, v.thumbnail_url, v.published_at,
                p.username, p.display_name, p.avatar_url, n.views, t.start_time_seconds, t.text
            from find_videos(?, now(), %s) found join videos v on v.id = found.id join profiles p on p.id = v.user_id
            left join video_counters n on n.video_id = v.id left join transcript_segments t on t.id = found.segment_id
            order by found.score desc, found.moment desc, found.id desc limit 26
            """;

    private static final String FREELY = find("");

    private SearchQueries() {}

    private static String find(String filter) {
        return FIND.formatted(filter + (filter.isEmpty() ? "" : ", ") + "among => 200");
    }

    private static String word(String number) {
        return "select id, bench.word(" + number + ") from bench.learners";
    }

    /** One letter left out in its middle. */
    private static final String MISSPELT =
            "select id, left(bench.word(k * 11 + 40), 3) || substr(bench.word(k * 11 + 40), 5), bench.word(k * 11 + 40) from bench.learners";

    private static final String MISSPELT_NAME =
            "select l.id, left(name, 3) || substr(name, 5), name from bench.learners l join (select c.k, lower(split_part(u.display_name, ' ', 1)) as name"
                    + " from bench.creators c join users u on u.id = c.id) n using (k) where name ~ '^[a-z]+$'";

    static List<Query> all() {
        return List.of(
                page("finding, the commonest word", word("0"), FREELY),
                page("finding, a common word", word("k + 60"), FREELY),
                page("finding, a word of one in two hundred", word("k + 700"), FREELY),
                page("finding, a rare word", word("k + 3000"), FREELY),
                page("finding, the rarest words", word("k + 7900"), FREELY),
                page(
                        "finding, two words",
                        "select id, bench.word(k + 20) || ' ' || bench.word(k + 60) from bench.learners",
                        FREELY),
                page(
                        "finding, the two commonest",
                        "select id, bench.word(0) || ' ' || bench.word(1) from bench.learners",
                        FREELY),
                page(
                        "finding, four words",
                        "select id, (select string_agg(bench.word(k * 3 + i), ' ') from generate_series(0, 3) i) from bench.learners",
                        FREELY),
                page(
                        "finding, twelve words",
                        "select id, (select string_agg(bench.word(k * 3 + i), ' ') from generate_series(0, 11) i) from bench.learners",
                        FREELY),
                page("finding, nonsense", "select id, 'qwxzvbn' || k || 'grmpf' from bench.learners", FREELY),
                page("finding, one letter", "select id, chr(97 + (k % 26)::int) from bench.learners", FREELY),
                page("finding, letters of Thai", "select id, 'ทำอาหาร' from bench.learners", FREELY),
                page("finding, all but the commonest", "select id, '-' || bench.word(0) from bench.learners", FREELY),
                page(
                        "finding, a common word or a rare one",
                        "select id, bench.word(k) || ' or ' || bench.word(k + 7900) from bench.learners",
                        FREELY),
                page(
                        "finding, a common word without a rare one",
                        "select id, bench.word(k) || ' -' || bench.word(k + 3000) from bench.learners",
                        FREELY),
                page(
                        "finding, a rare word without a common one",
                        "select id, bench.word(k + 3000) || ' -' || bench.word(k) from bench.learners",
                        FREELY),
                page(
                        "finding, a phrase",
                        "select id, '\"' || pair || '\"' from bench.phrases join bench.learners using (k) where k % 33 > 0",
                        FREELY),
                page(
                        "finding, commonest of a language",
                        "select id, bench.word(0) from bench.learners",
                        find("lang => 'ja'")),
                page(
                        "finding, commonest of a person",
                        "select l.id, bench.word(0), (select c.id from bench.creators c where c.k = l.k) from bench.learners l",
                        find("person => ?::uuid")),
                page(
                        "finding, commonest over 50 minutes",
                        "select id, bench.word(0) from bench.learners",
                        find("shortest => 3000")),
                page(
                        "finding, commonest with captions",
                        "select id, bench.word(0) from bench.learners",
                        find("captioned => true")),
                page(
                        "finding, a rare tag alone",
                        "select id, '', bench.word(k + 300) from bench.learners",
                        find("tag => ?")),
                page(
                        "finding, a frequent tag alone",
                        "select id, '', bench.word(k) from bench.learners",
                        find("tag => ?")),
                page(
                        "finding, commonest of a rare tag",
                        "select id, bench.word(0), bench.word(k + 300) from bench.learners",
                        find("tag => ?")),
                page(
                        "finding, a common word of a frequent tag",
                        "select id, bench.word(k + 60), bench.word(k) from bench.learners",
                        find("tag => ?")),
                page(
                        "finding, a rare word of a frequent tag",
                        "select id, bench.word(k + 3000), bench.word(k) from bench.learners",
                        find("tag => ?")),
                page("finding, commonest of the last day", word("0"), find("since => now() - interval '1 day'")),
                page(
                        "finding, a common word of the last week",
                        word("k + 60"),
                        find("since => now() - interval '1 week'")),
                page(
                        "finding, a common word of the last month",
                        word("k + 60"),
                        find("since => now() - interval '1 month'")),
                page(
                        "finding, a word of one in two hundred, a year ago",
                        word("k + 700"),
                        find("since => now() - interval '13 months', until => now() - interval '1 year'")),
                page(
                        "finding, a common word until a year ago",
                        word("k + 60"),
                        find("until => now() - interval '1 year'")),
                page(
                        "finding, a frequent tag of a week a year ago",
                        "select id, '', bench.word(k) from bench.learners",
                        find("tag => ?, since => now() - interval '53 weeks', until => now() - interval '52 weeks'")),
                page(
                        "finding, a week a year ago alone",
                        "select id, '' from bench.learners",
                        find("since => now() - interval '53 weeks', until => now() - interval '52 weeks'")),
                page("finding, misspelt, all its statements", MISSPELT, """
                        with asked as (select ?::text as typed, ?::text as meant)
                        select (select count(*) from find_videos(typed, now())), (select count(*) from find_people(typed)),
                            (select count(*) from known_words(typed)),
                            (select string_agg(word, ' ') from similar_words(typed)),
                            (select count(*) from find_people(meant)), (select count(*) from find_videos(meant, now()))
                        from asked
                        """),
                page("finding, a name misspelt, all its statements", MISSPELT_NAME, """
                        with asked as (select ?::text as typed, ?::text as meant)
                        select (select count(*) from find_videos(typed, now())), (select count(*) from find_people(typed)),
                            (select count(*) from known_words(typed)),
                            (select string_agg(word, ' ') from similar_words(typed)), (select string_agg(word, ' ') from similar_names(typed)),
                            (select count(*) from find_people(meant, 1)), (select count(*) from find_people(meant)),
                            (select count(*) from find_videos(meant, now()))
                        from asked
                        """),
                page(
                        "finding, names like one misspelt",
                        MISSPELT_NAME,
                        "select * from similar_names(?) where word <> ?"),
                page(
                        "finding, words like one misspelt",
                        "select id, left(bench.word(k * 11 + 40), 3) || substr(bench.word(k * 11 + 40), 5) from bench.learners",
                        "select * from similar_words(?)"),
                page(
                        "suggesting words, a slip in the beginning",
                        "select id, left(bench.word(k * 11 + 40), 2) || substr(bench.word(k * 11 + 40), 4, 3) from bench.learners",
                        "select * from similar_beginnings(?)"),
                page(
                        "suggesting names, a slip in the beginning",
                        "select id, left(typed, 5) from (" + MISSPELT_NAME + ") x (id, typed, name)",
                        "select * from similar_name_beginnings(?)"),
                page("finding, people", word("k * 50"), "select * from find_people(?)"),
                page(
                        "suggesting words, one letter",
                        "select id, left(bench.word(k), 1) from bench.learners",
                        "select * from suggest_words(?)"),
                page(
                        "suggesting words, two letters",
                        "select id, left(bench.word(k), 2) from bench.learners",
                        "select * from suggest_words(?)"),
                page(
                        "suggesting words, three letters",
                        "select id, left(bench.word(k), 3) from bench.learners",
                        "select * from suggest_words(?)"),
                page(
                        "suggesting titles, one letter",
                        "select id, left(bench.word(k), 1) from bench.learners",
                        titles()),
                page(
                        "suggesting titles, two letters",
                        "select id, left(bench.word(k), 2) from bench.learners",
                        titles()),
                page(
                        "suggesting titles, three letters",
                        "select id, left(bench.word(k * 190), 3) from bench.learners",
                        titles()),
                page("suggesting titles, a rare word", word("k + 7900"), titles()),
                page("suggesting titles, nonsense", "select id, 'qwxzv' from bench.learners", titles()),
                page(
                        "suggesting titles, two words",
                        "select id, bench.word(k + 20) || ' ' || left(bench.word(k + 60), 3) from bench.learners",
                        titles()),
                page(
                        "suggesting people, two letters",
                        "select id, left(bench.word(k), 2) from bench.learners",
                        people()),
                page("suggesting people, nonsense", "select id, 'qwxzv' from bench.learners", people()));
    }

    private static String titles() {
        return "select v.title, v.provider_uid from suggest_titles(?, 8) with ordinality s (id, place) join videos v on v.id = s.id order by s.place";
    }

    private static String people() {
        return "select p.username, p.display_name from suggest_people(?, 2) with ordinality s (id, place) join profiles p on p.id = s.id order by s.place";
    }
}
