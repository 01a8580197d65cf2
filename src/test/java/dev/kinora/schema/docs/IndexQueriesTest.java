package dev.kinora.schema.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.database.DatabaseAddress;
import dev.kinora.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An index earns its keep by a query that PostgreSQL answers with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexQueriesTest {
    private Connection connection;

    @BeforeAll
    void connect() throws SQLException {
        // Not the owner: row-level security is forced, and a plan that may see nothing reads no index.
        try (var owner = TestServer.get().freshDatabase().owner().connect()) {
            var superuser = TestServer.get().server().superuser(owner.getCatalog());
            // Plans for $1 need the statement to reach the server as it is written.
            var url = superuser.url() + (superuser.url().contains("?") ? "&" : "?") + "preferQueryMode=simple";
            connection = new DatabaseAddress(url, superuser.user(), superuser.password()).connect();
        }
    }

    @AfterAll
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void every_index_has_its_query_and_every_query_its_index() throws Exception {
        var indexes = CatalogueReader.indexes(connection).stream()
                .map(Catalogue.Index::name)
                .collect(Collectors.toSet());

        assertThat(IndexQueries.read().keySet()).isEqualTo(indexes);
    }

    @Test
    void every_index_is_what_postgresql_answers_its_query_with() throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            // The tables are empty, where reading everything would always be cheapest.
            statement.execute("set enable_seqscan = off");
        }

        var softly = new SoftAssertions();
        for (var entry : IndexQueries.read().entrySet()) {
            softly.assertThat(indexesUsedBy(entry.getValue().query()))
                    .as("indexes that answer: %s", entry.getValue().query())
                    .contains(entry.getKey());
        }
        softly.assertAll();
    }

    private List<String> indexesUsedBy(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("explain (generic_plan, costs off, format json) " + query)) {
            rows.next();
            try (var used = connection.prepareStatement("""
                    select coalesce(pg_partition_root(index::regclass)::text, index)
                    from jsonb_path_query(?::jsonb, 'strict $.**."Index Name"') as j, lateral (select j #>> '{}') as n (index)
                    """)) {
                used.setString(1, rows.getString(1));
                try (var names = used.executeQuery()) {
                    var all = new ArrayList<String>();
                    while (names.next()) {
                        all.add(names.getString(1));
                    }
                    return all;
                }
            }
        }
    }
}
