package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.Films;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;

/** What a form of a video says that its owner did not touch. */
class DetailsKeptTest {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"(version|seen-[A-Za-z]+)\" value=\"([^\"]*)\"");

    private static RunningKinora kinora;
    private static People.Person ada;
    private static FormClient browser;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false");
        ada = People.member(kinora, "ada");
        browser = new FormClient(kinora);
        browser.plant("kinora_session", ada.browser());
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    /** A video with a tag, a hashtag and a host that the form would write otherwise than they are. */
    private static String video(String title) {
        var id = Films.of(ada, title, "private").id().toString();
        Films.execute(
                kinora,
                "update videos set tags = '{\"Rock, Paper\",stone}', description = E' As it was.\\n' where id = ?::uuid",
                id);
        return id;
    }

    @Test
    void mentions_that_are_nobody_here_are_kept_and_named() {
        People.member(kinora, "lin");
        var id = video("With friends");

        save(id, Map.of("mentions", "@Lin, nemo, hal.9000, ada@example.org"));

        var told = "Nobody here is called \u201cnemo\u201d or \u201chal.9000\u201d; the names are kept as they are.";
        assertThat(browser.get("/studio/videos/" + id).body()).contains("Saved. " + told);
        assertThat(HtmlUtils.htmlUnescape(browser.get("/studio/videos/" + id).body()))
                .contains("with commas between them. " + told, "value=\"Lin, nemo, hal.9000, ada@example.org\"")
                .doesNotContain("Saved.");
        save(id, Map.of("title", "With good friends"));
        assertThat(browser.get("/studio/videos/" + id).body())
                .contains("Saved.")
                .doesNotContain("Saved. Nobody");
        save(id, Map.of("mentions", "LIN"));
        assertThat(browser.get("/studio/videos/" + id).body()).doesNotContain("Nobody here");
    }

    @Test
    void mentions_that_are_nobody_here_are_named_beside_what_is_refused() {
        var page =
                save(video("Refused"), Map.of("title", " ", "mentions", "nemo")).body();

        assertThat(page)
                .contains("A video needs a title.", "value=\"nemo\"", "Nobody here is called \u201cnemo\u201d;");
    }

    private static HttpResponse<String> save(String id, Map<String, String> typed) {
        var page = "/studio/videos/" + id;
        var fields = new HashMap<String, String>();
        HIDDEN.matcher(browser.get(page).body()).results().forEach(each -> {
            var value = HtmlUtils.htmlUnescape(each.group(2));
            fields.put(each.group(1), value);
            fields.put(each.group(1).replaceFirst("^seen-", ""), value);
        });
        assertThat(fields).containsKey("seen-tags");
        fields.putAll(typed);
        return browser.submit(page, fields);
    }

    private static String row(String id) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(
                        "select concat_ws('|', title, array_to_string(tags, '+'), description) from videos where id = ?::uuid")) {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tag_with_a_comma_stays_one_when_only_the_title_is_changed() {
        var id = video("Sarabande");

        var saved = save(id, Map.of("title", "Gigue"));

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(row(id)).isEqualTo("Gigue|Rock, Paper+stone| As it was.\n");
    }

    @Test
    void what_was_changed_is_saved_and_what_was_emptied_goes() {
        var id = video("Allemande");

        save(id, Map.of("tags", "one, two", "description", ""));

        assertThat(row(id)).isEqualTo("Allemande|one+two|");
    }
}
