package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For every table the catalogue knows: what is not a person's own they neither see nor change, and they write in nobody's name. */
class StrangersTest extends OnKnownData {
    private static final String PUBLIC_VIDEO =
            "exists (select from videos v where v.id = video_id and v.visibility in ('public', 'unlisted')"
                    + " and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null)";
    private static final String STANDING = "deleted_at is null and taken_down_at is null";
    private static final String OPEN_COURSE =
            "exists (select from courses c where c.id = course_id and c.published_at is not null and c.deleted_at is null)";

    /** What the world may see; of every other table nothing. */
    private static final Map<String, String> OPEN = Map.ofEntries(
            Map.entry("tiers", "true"),
            Map.entry("avatars", "true"),
            Map.entry("job_types", "true"),
            Map.entry(
                    "videos",
                    "visibility in ('public', 'unlisted') and published_at is not null and deleted_at is null"
                            + " and taken_down_at is null"
                            + " or id in (select preview_video_id from courses where published_at is not null)"),
            Map.entry("chapters", PUBLIC_VIDEO),
            Map.entry("chapter_lists", PUBLIC_VIDEO),
            Map.entry("captions", PUBLIC_VIDEO),
            Map.entry("transcript_segments", PUBLIC_VIDEO),
            Map.entry("renditions", PUBLIC_VIDEO),
            Map.entry("video_metadata", PUBLIC_VIDEO),
            Map.entry("video_counters", PUBLIC_VIDEO + " or video_id in (select preview_video_id from courses)"),
            Map.entry("playlists", "visibility in ('public', 'unlisted') and deleted_at is null"),
            Map.entry(
                    "playlist_items",
                    "playlist_id in (select id from playlists where visibility <> 'private') and " + PUBLIC_VIDEO),
            Map.entry("courses", "published_at is not null and deleted_at is null"),
            Map.entry("course_videos", OPEN_COURSE),
            Map.entry("course_counters", OPEN_COURSE),
            Map.entry("comments", STANDING + " and " + PUBLIC_VIDEO),
            Map.entry(
                    "comment_counters",
                    "comment_id in (select id from comments where " + STANDING + " and " + PUBLIC_VIDEO + ")"),
            Map.entry("digital_products", "published_at is not null and deleted_at is null"));

    private static final Map<String, String> OWN_OF_MAL = Map.of("users", "id = :mal", "follows", "follower_id = :mal");

    private List<String> tables() {
        return db.superuser().rows("""
                select relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
                  and relname <> 'flyway_schema_history' order by 1""");
    }

    /** Counts inside the database what a viewer sees, or nothing where the right to look is missing. */
    private int seen(String table) {
        return db.value("select has_any_column_privilege('" + table + "', 'select')")
                        .equals("t")
                ? Integer.parseInt(db.value("select count(*) from " + table))
                : 0;
    }

    private int open(String table, boolean mal) {
        var condition = OPEN.getOrDefault(table, "false");
        if (mal) {
            condition = "(" + condition + ") or " + OWN_OF_MAL.getOrDefault(table, "false");
        }
        return Integer.parseInt(db.superuser().value("select count(*) from " + table + " where " + condition));
    }

    @Test
    void the_known_data_fill_every_table() {
        assertThat(tables())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(db.value("select count(*) from " + table))
                        .as(table)
                        .isNotEqualTo("0"));
    }

    @Test
    void nobody_finds_what_is_not_public() {
        assertSoftly(softly -> {
            for (var table : tables()) {
                db.anonymous();
                softly.assertThat(seen(table)).as("anonymous sees of " + table).isEqualTo(open(table, false));
                db.as("mal");
                softly.assertThat(seen(table)).as("mal sees of " + table).isEqualTo(open(table, true));
            }
        });
    }

    @Test
    void nobody_changes_what_is_another_s() {
        assertSoftly(softly -> {
            for (var table : tables()) {
                for (var column : columns(table, "update")) {
                    var change = "update %1$s set %2$s = %2$s".formatted(table, column);
                    softly.assertThat(changedBy("mal", change))
                            .as("mal: " + change)
                            .isEqualTo(table.equals("users") ? 1 : 0);
                    softly.assertThat(changedBy("", change))
                            .as("anonymous: " + change)
                            .isZero();
                }
            }
        });
    }

    @Test
    void nobody_deletes_what_is_another_s() {
        assertSoftly(softly -> {
            for (var table : tables()) {
                var deletion = "delete from " + table;
                softly.assertThat(changedBy("mal", deletion))
                        .as("mal: " + deletion)
                        .isEqualTo(table.equals("follows") ? 1 : 0);
                softly.assertThat(changedBy("", deletion))
                        .as("anonymous: " + deletion)
                        .isZero();
            }
        });
    }

    private int changedBy(String person, String sql) {
        db.takeBack();
        var who = person.isEmpty() ? db.anonymous() : db.as(person);
        var privilege = sql.startsWith("delete") ? "delete" : "update";
        var table = sql.replaceFirst("^(delete from|update) (\\w+).*", "$2");
        var may = who.value("select %s('%s', '%s')"
                .formatted(
                        privilege.equals("delete") ? "has_table_privilege" : "has_any_column_privilege",
                        table,
                        privilege));
        // A column that may be written but not read cannot be set to itself; a constant does as well.
        return may.equals("t") ? who.run(readable(table, sql)) : 0;
    }

    private String readable(String table, String sql) {
        var column = sql.replaceFirst(".* = ", "");
        if (sql.startsWith("delete")
                || db.value("select has_column_privilege('%s', '%s', 'select')".formatted(table, column))
                        .equals("t")) {
            return sql;
        }
        return sql.replaceFirst("= \\w+$", "= null");
    }

    private List<String> columns(String table, String privilege) {
        return db.superuser().rows("""
                select attname from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                  and has_column_privilege('kinora_app', attrelid, attnum, ?)""", table, privilege);
    }

    @Test
    void nobody_writes_in_another_s_name() {
        // Mail is handed in by whoever causes it and read by nobody.
        var handedIn = Set.of("mails");
        assertSoftly(softly -> {
            for (var table : tables()) {
                var columns = new ArrayList<>(columns(table, "insert"));
                if (columns.isEmpty() || handedIn.contains(table)) {
                    continue;
                }
                columns.removeIf(
                        column -> Set.of("status", "upload_status", "quiz_id").contains(column)
                                && !table.equals("quiz_questions"));
                for (var person : List.of("mal", "")) {
                    softly.assertThat(writtenAgain(table, columns, person))
                            .as("%s: insert into %s", person, table)
                            .isEqualTo("42501");
                }
            }
        });
    }

    /** Ada's rows, read past all policies and handed in as if they were new. */
    private String writtenAgain(String table, List<String> columns, String person) {
        db.takeBack();
        var names = String.join(", ", columns);
        db.superuser()
                .run("create temporary table copied as select " + names + " from " + table
                        + (table.equals("comments") ? " where author_id = :ada" : ownedByAda(table)) + " limit 1");
        if (columns.contains("id")) {
            db.run("update copied set id = gen_random_uuid()");
        }
        db.run("grant select on copied to kinora_app");
        var insertion = "insert into " + table + " (" + names + ") select " + names + " from copied";
        return (person.isEmpty() ? db.anonymous() : db.as(person)).refusedWith(insertion);
    }

    private String ownedByAda(String table) {
        return db.rows("""
                        select attname from pg_attribute where attrelid = ?::regclass
                        and attname in ('user_id', 'instructor_id', 'seller_id', 'reporter_id', 'follower_id') limit 1""", table).stream()
                .findFirst()
                .map(column -> " where " + column + " = :ada")
                .orElse("");
    }
}
