package dev.kinora.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The orders in which somebody's own videos are listed, page by page. */
class VideoOrdersTest {
    private static RunningKinora kinora;
    private static String key;

    @BeforeAll
    static void start() throws Exception {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        var ada = People.member(kinora, "ada");
        key = ada.key(ApiScope.read);
        add(ada, "cello", 5, "null", "null", "null", 0);
        add(ada, "Adagio", 4, "900", "12.5", "now() - interval '1 hour'", 3);
        add(ada, "bolero", 3, "100", "600", "now() - interval '2 hours'", 70);
        add(ada, "Étude", 2, "500", "60", "null", 3);
        add(ada, "Waltz", 1, "700", "31", "now()", 0);
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', Waltz Étude bolero Adagio cello",
        "newest, Waltz Étude bolero Adagio cello",
        "oldest, cello Adagio bolero Étude Waltz",
        "title, Adagio bolero cello Waltz Étude",
        "published, Waltz Adagio bolero",
        "largest, Adagio Waltz Étude bolero cello",
        "longest, bolero Étude Waltz Adagio cello",
        "views, bolero"
    })
    void order_holds_over_pages_and_what_has_no_value_comes_last(String order, String expected) {
        var titles = pages(order);

        assertThat(titles).hasSize(5).doesNotHaveDuplicates();
        assertThat(String.join(" ", titles)).startsWith(expected);
    }

    @Test
    void unknown_order_is_refused_with_the_known_ones() {
        var answer = ask("?order=colour");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("order", "newest, oldest, title");
    }

    @ParameterizedTest
    @CsvSource({"largest, newest", "largest, views", "newest, oldest", "published, newest", "newest, title"})
    void cursor_of_another_order_is_refused(String order, String other) {
        var next = json(ask("?limit=2&order=" + order)).get("next").asString();

        assertThat(ask("?limit=2&order=" + other + "&cursor=" + next).statusCode())
                .isEqualTo(422);
    }

    private static List<String> pages(String order) {
        var titles = new ArrayList<String>();
        var cursor = "";
        do {
            var page = json(ask("?limit=2&order=" + order + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            titles.addAll(page.get("items")
                    .valueStream()
                    .map(item -> item.get("title").asString())
                    .collect(Collectors.toList()));
            cursor = page.hasNonNull("next")
                    ? URLEncoder.encode(page.get("next").asString(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        return titles;
    }

    private static HttpResponse<String> ask(String query) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/videos" + query)))
                .header("Authorization", "Bearer " + key));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void add(
            Person owner, String title, int daysAgo, String size, String length, String published, int views)
            throws Exception {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into videos (user_id, title, original_size, duration, published_at, created_at)
                    values ('%s', '%s', %s, %s, %s, now() - interval '%d days')""".formatted(owner.id(), title, size, length, published, daysAgo));
            statement.execute("""
                    update video_counters set views = %d where video_id = (select id from videos where title = '%s')""".formatted(views, title));
        }
    }
}
