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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed, there is an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSearchesTest {
    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");

    @BeforeAll
    void a_film() {
        var ada = People.member(kinora, "ada");
        Films.says(kinora, Films.published(ada, "Morning stretch", "a b c 1 2 3"), "x y z");
        Films.countWords(kinora);
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "%",
                "_",
                "\\",
                "'",
                "\"",
                "\"\"",
                "\"unclosed",
                "-",
                "--",
                "- -",
                "& | ! ( ) :* <->",
                "a & | b",
                ":*",
                "or or or",
                "'; drop table videos; --",
                "\u0000",
                "a\u0000b",
                "🎬",
                "👩‍👩‍👧‍👦 👋",
                "مرحبا بالعالم",
                "\u202Eabc",
                "\uD800",
                "a:b:c/d?e#f",
                "http://x.y/z?q=1",
                "{0}",
                "$1 $12",
                "?",
                "ﬀ",
                "İstanbul",
                "<b>x</b>",
                "a' b\\' c",
                "\\'",
                "x:A",
                "1 2 3",
                "1e999999",
                "é",
                "e\u0301"
            })
    void no_sign_is_too_strange(String words) {
        assertThat(kinora.get("/api/v1/search?q=" + encoded(words)).statusCode())
                .isEqualTo(200);
        assertThat(kinora.get("/api/v1/search/suggestions?q=" + encoded(words)).statusCode())
                .isEqualTo(200);
        assertThat(kinora.get("/search?q=" + encoded(words)).statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_too_long_or_no_filter_is_refused_with_a_sentence() {
        for (var bad : List.of(
                "q=" + "a".repeat(10_000),
                "q=" + "a+".repeat(100),
                "q=x&language=no%20such",
                "q=x&minDuration=-1",
                "q=x&maxDuration=1e9",
                "q=x&since=yesterday",
                "q=x&since=%2B999999-01-01T00:00:00Z",
                "q=x&until=tomorrow",
                "q=x&tag=" + "a".repeat(101))) {
            var answer = kinora.get("/api/v1/search?" + bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(422);
            assertThat(answer.body()).contains("\"code\":\"invalid\"");
        }
        assertThat(kinora.get("/search?q=" + "a".repeat(10_000)).statusCode()).isEqualTo(422);
        assertThat(kinora.get("/api/v1/search?q=x&cursor=1abc").body()).contains("cursor-invalid");
        assertThat(kinora.get("/api/v1/search/suggestions?q=" + "a".repeat(10_000))
                        .statusCode())
                .isEqualTo(200);
    }
}
