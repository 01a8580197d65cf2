package dev.kinora.schema.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** docs/schema.md and its diagrams say what the database says. With KINORA_WRITE_DOCS=1 they are written first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaDocsTest {
    private static final Path DOCS = Path.of("docs");
    private static final String REMEDY =
            "%s is out of date; write it with: KINORA_WRITE_DOCS=1 ./kinora test SchemaDocsTest";

    private Catalogue catalogue = new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    private Map<Path, String> pages = Map.of();

    @BeforeAll
    void read() throws IOException, SQLException {
        try (var connection = TestServer.get().freshDatabase().owner().connect()) {
            catalogue = CatalogueReader.read(connection);
        }
        pages = pages();
        if ("1".equals(System.getenv("KINORA_WRITE_DOCS"))) {
            for (var page : pages.entrySet()) {
                Files.writeString(page.getKey(), page.getValue());
            }
        }
    }

    private Map<Path, String> pages() throws IOException {
        var migrated = Migrated.read();
        var written = new LinkedHashMap<Path, String>();
        var introduction = Files.readString(DOCS.resolve("schema/introduction.md"));
        written.put(
                DOCS.resolve("schema.md"),
                new SchemaPage(catalogue, migrated, IndexQueries.read()).write(introduction));
        for (var module : migrated.modules()) {
            var tables = catalogue.tables().stream()
                    .filter(table -> migrated.moduleOf(table.name()).equals(module))
                    .toList();
            if (!tables.isEmpty()) {
                written.put(DOCS.resolve("schema/" + module + ".svg"), Diagram.of(module, tables));
            }
        }
        return written;
    }

    @Test
    void the_page_and_the_diagrams_say_what_the_database_says() throws IOException {
        for (var page : pages.entrySet()) {
            assertThat(page.getKey()).as(REMEDY, page.getKey()).exists();
            assertThat(Files.readString(page.getKey()).equals(page.getValue()))
                    .as(REMEDY, page.getKey())
                    .isTrue();
        }
        try (var diagrams = Files.list(DOCS.resolve("schema"))) {
            assertThat(diagrams.filter(file -> file.toString().endsWith(".svg")))
                    .as("diagrams of modules that exist")
                    .allSatisfy(file -> assertThat(pages).containsKey(file));
        }
    }

    @Test
    void nothing_in_them_depends_on_the_day_they_were_written() {
        assertThat(pages.values()).allSatisfy(page -> assertThat(page).doesNotContainPattern("_p20\\d{4}|_default\\b"));
    }

    @Test
    void everything_has_its_explanation() {
        var softly = new SoftAssertions();
        for (var table : catalogue.tables()) {
            softly.assertThat(table.comment()).as("comment on %s", table.name()).isNotEmpty();
            table.columns()
                    .forEach(column -> softly.assertThat(column.comment())
                            .as("comment on %s.%s", table.name(), column.name())
                            .isNotEmpty());
        }
        catalogue
                .views()
                .forEach(view ->
                        softly.assertThat(view.comment()).as(view.name()).isNotEmpty());
        catalogue
                .enums()
                .forEach(type ->
                        softly.assertThat(type.comment()).as(type.name()).isNotEmpty());
        catalogue
                .routines()
                .forEach(routine ->
                        softly.assertThat(routine.comment()).as(routine.name()).isNotEmpty());
        softly.assertAll();
    }

    @Test
    void boxes_of_a_diagram_never_cover_each_other() throws IOException {
        var migrated = Migrated.read();
        var byModule =
                catalogue.tables().stream().collect(Collectors.groupingBy(table -> migrated.moduleOf(table.name())));

        byModule.forEach((module, tables) -> {
            for (var layer : new DiagramLayout(tables).layers) {
                for (var upper : layer) {
                    assertThat(layer)
                            .as("%s around %s", module, upper.name)
                            .filteredOn(other -> other != upper)
                            .noneMatch(
                                    other -> other.y < upper.y + upper.height() && upper.y < other.y + other.height());
                }
            }
        });
    }
}
