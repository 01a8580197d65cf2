package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.testing.FormClient;
import dev.kinora.testing.Letterbox;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The clocks a newcomer's account goes by, and where their link is. */
class SignUpTest {
    private static RunningKinora kinora;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static String signUp(String name, String zone) {
        return new FormClient(kinora)
                .submit(
                        "/sign-up",
                        Map.of(
                                "email",
                                name + "@example.org",
                                "username",
                                name,
                                "password",
                                People.PASSWORD,
                                "timeZone",
                                zone))
                .body();
    }

    private static String zone(RunningKinora of, String name) throws SQLException {
        try (var connection = of.access().owner().connect();
                var statement = connection.prepareStatement("select time_zone from users where username = ?")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Test
    void account_has_the_zone_of_the_browser_where_that_is_known_and_is_made_in_any_case() throws SQLException {
        var zones = Map.of(
                "kolkata", "Asia/Calcutta",
                "berlin", "Europe/Berlin",
                "plus", "GMT+3",
                "mars", "Mars/Olympus_Mons",
                "without", "");
        for (var each : zones.entrySet()) {
            signUp(each.getKey(), each.getValue());

            var known = List.of("kolkata", "berlin").contains(each.getKey());
            assertThat(zone(kinora, each.getKey())).as(each.getKey()).isEqualTo(known ? each.getValue() : "UTC");
        }
    }

    @Test
    void who_signs_up_once_more_before_the_link_is_opened_has_the_zone_of_the_second_time() throws SQLException {
        signUp("mover", "Europe/Berlin");
        signUp("mover", "Asia/Tokyo");

        assertThat(zone(kinora, "mover")).isEqualTo("Asia/Tokyo");
    }

    @Test
    void first_admin_has_the_zone_of_the_browser() throws SQLException {
        try (var fresh = RunningKinora.start()) {
            var link = Caller.system("test")
                    .call(fresh.bean(FirstAdmin.class)::link)
                    .orElseThrow();
            new FormClient(fresh)
                    .submit(
                            URI.create(link).getPath(),
                            Map.of(
                                    "email", "ada@example.org",
                                    "username", "ada",
                                    "password", People.PASSWORD,
                                    "timeZone", "America/New_York"));

            assertThat(zone(fresh, "ada")).isEqualTo("America/New_York");
        }
    }

    @Test
    void without_a_mail_server_the_pages_say_where_the_link_is_and_of_nobody_whether_they_are_here() {
        var lin = People.member(kinora, "lin");
        assertThat(signUp("stranger", "")).contains("Ask for your link", "no mail server", "href=\"/admin/mail\"");
        assertThat(new FormClient(kinora)
                        .submit(
                                "/sign-up",
                                Map.of("email", lin.email(), "username", "linnea", "password", People.PASSWORD))
                        .body())
                .contains("Ask for your link", "no mail server", "href=\"/admin/mail\"");
        for (var asked : List.of("lin", "nobody")) {
            assertThat(new FormClient(kinora)
                            .submit("/forgot-password", Map.of("identifier", asked))
                            .body())
                    .as(asked)
                    .contains("Ask for your link", "If there is an account of that name or address")
                    .doesNotContain("on its way");
        }
        assertThat(new FormClient(kinora).signIn("stranger", People.PASSWORD).body())
                .contains("not confirmed yet", "no mail server");
        assertThat(new FormClient(kinora).get("/forgot-password").body()).contains("This Kinora has no mail server");

        assertThat(Letterbox.link(kinora, "stranger@example.org")).contains("/verify/");
    }

    @Test
    void with_a_mail_server_the_pages_send_people_to_their_mail() {
        try (var mailing = RunningKinora.start(
                "--kinora.mail.host=localhost",
                "--kinora.mail.port=1",
                "--kinora.mail.security=none",
                "--kinora.mail.from=kinora@example.org")) {
            var browser = new FormClient(mailing);

            assertThat(browser.get("/sign-up").body()).contains("We send a link there");
            assertThat(browser.submit(
                                    "/sign-up",
                                    Map.of("email", "ada@example.org", "username", "ada", "password", People.PASSWORD))
                            .body())
                    .contains("Look into your mail", "We wrote to")
                    .doesNotContain("/admin/mail");
            assertThat(browser.submit("/forgot-password", Map.of("identifier", "ada"))
                            .body())
                    .contains("Look into your mail", "is on its way");
        }
    }
}
