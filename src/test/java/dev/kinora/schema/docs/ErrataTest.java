package dev.kinora.schema.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.util.PSQLException;

/**
 * Runs every block of docs/schema-errata.md and compares PostgreSQL's answer with the one written there. With
 * KINORA_WRITE_DOCS=1 the answers are written instead, for people to review.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrataTest {
    private static final Path PAGE = Path.of("docs/schema-errata.md");
    private static final Pattern ERRATUM = Pattern.compile(
            "^### (.+?)\\n.*?^```sql\\n(.*?)^```\\n\\n```text\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    private Connection connection;

    @BeforeAll
    void connect() throws SQLException {
        try (var owner = TestServer.get().freshDatabase().owner().connect()) {
            connection = TestServer.get().server().superuser(owner.getCatalog()).connect();
        }
        connection.setAutoCommit(false);
    }

    @AfterAll
    void disconnect() throws SQLException {
        connection.close();
    }

    @TestFactory
    Stream<DynamicTest> postgresql_answers_each_fault_as_the_page_says() throws IOException, SQLException {
        var page = Files.readString(PAGE);
        if ("1".equals(System.getenv("KINORA_WRITE_DOCS"))) {
            page = answered(page);
            Files.writeString(PAGE, page);
        }
        return ERRATUM.matcher(page)
                .results()
                .map(erratum -> DynamicTest.dynamicTest(
                        erratum.group(1),
                        () -> assertThat(answerTo(erratum.group(2))).isEqualTo(erratum.group(3))));
    }

    private String answered(String page) throws SQLException {
        var written = new StringBuilder();
        var errata = ERRATUM.matcher(page);
        while (errata.find()) {
            var before = errata.group().substring(0, errata.start(3) - errata.start());
            errata.appendReplacement(written, Matcher.quoteReplacement(before + answerTo(errata.group(2)) + "```"));
        }
        return errata.appendTail(written).toString();
    }

    private String answerTo(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create schema erratum");
            statement.execute("set local search_path = erratum");
            statement.execute("set local time zone 'UTC'");
            return lastAnswer(statement, statement.execute(sql));
        } catch (PSQLException refusal) {
            var message = Objects.requireNonNull(refusal.getServerErrorMessage());
            return "ERROR " + message.getSQLState() + ": " + message.getMessage() + "\n";
        } finally {
            connection.rollback();
            forgetPrepared();
        }
    }

    private void forgetPrepared() throws SQLException {
        try (var statement = connection.createStatement()) {
            // The one thing a transaction does not take back.
            statement.execute("deallocate all");
        }
        connection.commit();
    }

    private static String lastAnswer(Statement statement, boolean isResult) throws SQLException {
        var answer = "";
        var more = isResult;
        while (more || statement.getUpdateCount() >= 0) {
            answer = more ? table(statement.getResultSet()) : statement.getUpdateCount() + " rows\n";
            more = statement.getMoreResults();
        }
        return answer;
    }

    /** As psql shows it. */
    private static String table(ResultSet rows) throws SQLException {
        var count = rows.getMetaData().getColumnCount();
        var lines = new ArrayList<List<String>>();
        lines.add(new ArrayList<>());
        for (int column = 1; column <= count; column++) {
            lines.getFirst().add(rows.getMetaData().getColumnLabel(column));
        }
        while (rows.next()) {
            var line = new ArrayList<String>();
            for (int column = 1; column <= count; column++) {
                line.add(Objects.requireNonNullElse(rows.getString(column), "null"));
            }
            lines.add(line);
        }
        return aligned(lines);
    }

    private static String aligned(List<List<String>> lines) {
        var text = new StringBuilder();
        for (int number = 0; number < lines.size(); number++) {
            var cells = new ArrayList<String>();
            var rule = new ArrayList<String>();
            for (int column = 0; column < lines.getFirst().size(); column++) {
                var place = column;
                var width = lines.stream()
                        .mapToInt(line -> line.get(place).length())
                        .max()
                        .orElse(0);
                cells.add(lines.get(number).get(column)
                        + " ".repeat(width - lines.get(number).get(column).length()));
                rule.add("-".repeat(width));
            }
            text.append(String.join(" | ", cells).stripTrailing()).append('\n');
            if (number == 0) {
                text.append(String.join("-+-", rule)).append('\n');
            }
        }
        return text.append(lines.size() == 1 ? "(no rows)\n" : "").toString();
    }
}
