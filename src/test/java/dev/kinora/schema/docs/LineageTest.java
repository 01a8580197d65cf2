package dev.kinora.schema.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** docs/schema-lineage.md accounts for every name the seeds define, and only by names that exist. */
class LineageTest {
    private static final Path PAGE = Path.of("docs/schema-lineage.md");
    private static final Pattern HEADING = Pattern.compile("### Seed (\\d), (?:table `(\\w+)`|(\\w+))");
    private static final Pattern ROW = Pattern.compile("\\| (.+?) \\| (.+?) \\| (.*?)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final Set<String> accountedFor = new LinkedHashSet<>();
    private final Set<String> ours = new LinkedHashSet<>();

    private void read() throws IOException {
        var seed = "";
        var table = "";
        var section = "";
        for (var line : Files.readAllLines(PAGE)) {
            var heading = HEADING.matcher(line);
            var row = ROW.matcher(line);
            if (heading.matches()) {
                seed = heading.group(1);
                table = heading.group(2) == null ? "" : heading.group(2);
                section = heading.group(3) == null ? "" : heading.group(3);
            } else if (row.matches() && !row.group(1).matches("Seed|---")) {
                accountedFor.add(seed + " " + what(row.group(1), table, section));
                var names = CODE.matcher(row.group(2));
                assertThat(names.reset().find())
                        .as("a name of ours in: %s", line)
                        .isTrue();
                names.reset().results().forEach(name -> ours.add(name.group(1)));
            }
        }
    }

    private static String what(String cell, String table, String section) {
        var name = cell.replace("`", "");
        if (table.isEmpty()) {
            return kind(section) + " " + name;
        }
        return name.equals("table " + table) ? name : "column " + table + "." + name;
    }

    private static String kind(String section) {
        return switch (section) {
            case "indexes" -> "index";
            case "policies" -> "policy";
            case "queries" -> "query";
            default -> section.substring(0, section.length() - 1);
        };
    }

    @Test
    void every_name_the_seeds_define_is_accounted_for() throws IOException {
        read();
        var defined = new HashSet<String>();
        try (var resource = LineageTest.class.getResourceAsStream("seeds.txt")) {
            assertThat(resource).isNotNull();
            new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(defined::add);
        }

        assertThat(defined).hasSizeGreaterThan(500);
        assertThat(accountedFor).containsAll(defined);
        assertThat(accountedFor.stream().filter(name -> !name.contains(" query ")))
                .as("names that no seed defines")
                .allSatisfy(name -> assertThat(defined).contains(name));
    }

    @Test
    void every_name_of_ours_in_it_exists() throws IOException, SQLException {
        read();
        var existing = new HashSet<String>();
        try (var connection = TestServer.get().freshDatabase().owner().connect()) {
            existing.addAll(CatalogueReader.read(connection, """
                    select relname from pg_class where relnamespace = 'public'::regnamespace
                    union all select c.relname || '.' || attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
                    union all select conname from pg_constraint where connamespace = 'public'::regnamespace
                    union all select tgname from pg_trigger where not tgisinternal
                    union all select polname from pg_policy
                    union all select proname || '()' from pg_proc where pronamespace = 'public'::regnamespace
                    union all select typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e'
                    """, row -> row.getString(1)));
        }

        var softly = new SoftAssertions();
        ours.forEach(name -> softly.assertThat(existing).as(name).contains(name));
        softly.assertAll();
    }
}
