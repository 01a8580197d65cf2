package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who publishes, among thousands of the same name who do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesakesTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");

    @BeforeAll
    void people() {
        namesakes(1, 600);
        publishes("soprano", "Maria Callas", "Casta diva");
        namesakes(601, 3000);
        publishes("maria", "Maria", "Weaving by hand");
        Films.countWords(kinora);
        Films.execute(kinora, "analyze");
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private void namesakes(int first, int last) {
        Films.execute(kinora, """
                insert into users (email, password_hash, username, display_name)
                select 'viewer' || n || '@example.org', '$argon2id$', 'viewer' || n, 'Maria of ' || n from generate_series(%d, %d) n
                """.formatted(first, last));
    }

    private void publishes(String username, String name, String title) {
        var person = People.member(kinora, username);
        Films.execute(kinora, "update users set display_name = ? where username = ?", name, username);
        Films.published(person, title);
    }

    private JsonNode ask(String path, String words) {
        var answer = kinora.get(path + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private List<String> people(String words) {
        return ask("/api/v1/search", words)
                .get("people")
                .valueStream()
                .map(person -> person.get("username").asString())
                .toList();
    }

    private List<String> films(String words) {
        return ask("/api/v1/search", words)
                .get("items")
                .valueStream()
                .map(item -> item.get("title").get("text").asString())
                .toList();
    }

    @Test
    void who_publishes_is_found_by_a_name_that_many_have_and_exactly_that_name_comes_first() {
        assertThat(people("maria")).containsExactly("maria", "soprano");
        assertThat(people("maria callas")).containsExactly("soprano");
    }

    @Test
    void their_films_are_found_by_the_name_alone_and_by_it_and_a_word() {
        assertThat(films("maria")).containsExactlyInAnyOrder("Weaving by hand", "Casta diva");
        assertThat(films("casta maria")).containsExactly("Casta diva");
        assertThat(films("maria weaving")).containsExactly("Weaving by hand");
    }

    @Test
    void they_are_suggested_while_the_name_is_typed() {
        assertThat(ask("/api/v1/search/suggestions", "mari").toString()).contains("/@soprano");
        assertThat(ask("/api/v1/search/suggestions", "maria").toString()).contains("/@maria", "/@soprano");
    }
}
