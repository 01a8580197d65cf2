package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** POST …/token: an owner opens a film of theirs to whoever has the address. */
class AddressesForOthersTest {
    private static RunningKinora kinora;
    private static Player player;
    private static People.Person ada;
    private static People.Person mal;
    private static Films.Film secret;
    private static Reel reel;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start("--kinora.jobs.background=false", "--kinora.playback.country-header=X-Country");
        player = new Player(kinora);
        ada = People.member(kinora, "ada");
        mal = People.member(kinora, "mal");
        secret = Films.of(ada, "Secret", "private");
        reel = Reel.whole(kinora, secret);
        reel.write(reel.keys().sprite(0), new byte[] {(byte) 0xFF, (byte) 0xD8});
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static HttpResponse<String> ask(People.Person who, String body) {
        return kinora.post(
                "/api/v1/videos/" + secret.id() + "/token",
                body,
                "Authorization",
                "Bearer " + who.key(ApiScope.values()),
                "Content-Type",
                "application/json");
    }

    private static String token(String body) {
        var answer = ask(ada, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).get("token").asString();
    }

    private static int play(String token, String... headers) {
        return player.status("/media/" + token + "/manifest/video.m3u8", headers);
    }

    @Test
    void opens_a_private_film_to_whoever_has_it_for_an_hour() {
        assertThat(player.manifest(secret)).as("nobody opens it by its uid").isEqualTo(404);
        var answer = ask(ada, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        var made = JsonMapper.shared().readTree(answer.body());
        assertThat(Instant.parse(made.get("endsAt").asString()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        assertThat(player.status(made.get("base").asString() + "/manifest/video.mpd"))
                .isEqualTo(200);
        assertThat(play(made.get("token").asString())).isEqualTo(200);
    }

    @Test
    void downloads_only_where_it_says_so() {
        assertThat(player.status("/media/" + token("{}") + "/downloads/default.mp4"))
                .isEqualTo(403);
        assertThat(player.status("/media/" + token("{\"downloadable\": true}") + "/downloads/default.mp4"))
                .isEqualTo(200);
    }

    @Test
    void is_not_good_before_its_time() {
        var soon = Instant.now().getEpochSecond() + 600;
        assertThat(play(token("{\"nbf\": " + soon + "}"))).isEqualTo(401);
    }

    @Test
    void nobody_makes_one_of_a_film_of_somebody_else() {
        assertThat(ask(mal, "{}").statusCode())
                .as("a film that is hidden is not there")
                .isEqualTo(404);
        var open = Films.published(ada, "Open");
        assertThat(kinora.post(
                                "/api/v1/videos/" + open.id() + "/token",
                                "",
                                "Authorization",
                                "Bearer " + mal.key(ApiScope.values()))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"exp\": 1}",
                "{\"exp\": 99999999999}",
                "{\"nbf\": 99999999999}",
                "{\"accessRules\": [{\"type\": \"moon\", \"action\": \"block\"}]}",
                "{\"accessRules\": [{\"type\": \"any\", \"action\": \"perhaps\"}]}",
                "{\"accessRules\": [{\"type\": \"ip.src\", \"action\": \"block\"}]}",
                "{\"accessRules\": [{\"type\": \"ip.src\", \"action\": \"block\", \"ip\": [null]}]}",
                "{\"accessRules\": [{\"type\": \"ip.geoip.country\", \"action\": \"block\", \"country\": [\"Germany\"]}]}",
            })
    void a_wish_that_means_nothing_is_refused(String body) {
        assertThat(ask(ada, body).statusCode()).isEqualTo(422);
    }

    @Test
    void a_rule_that_could_never_fit_is_refused_by_the_name_of_what_is_wrong() {
        for (var place : List.of("dead.cafe", "10.0.0.0/33", "300.1.1.1", "::1/129", "127.1")) {
            var refused = ask(
                    ada,
                    "{\"accessRules\": [{\"type\": \"ip.src\", \"action\": \"block\", \"ip\": [\"192.0.2.1\", \""
                            + place + "\"]}]}");
            assertThat(refused.statusCode()).as(place).isEqualTo(422);
            assertThat(refused.body()).contains("accessRules", "not " + place + ".");
        }
        for (var place : List.of("192.0.2.0/24", "192.0.2.7", "2001:db8::/32", "::1")) {
            assertThat(play(token("{\"accessRules\": [{\"type\": \"ip.src\", \"action\": \"allow\", \"ip\": [\"" + place
                            + "\"]}]}")))
                    .as(place)
                    .isEqualTo(200);
        }
    }

    @Test
    void rules_that_no_address_has_room_for_are_refused() {
        var places = IntStream.range(0, 100)
                .mapToObj("\"2001:db8:85a3:8d3:1319:8a2e:370:%d\""::formatted)
                .collect(Collectors.joining(", "));
        var body = "{\"accessRules\": [{\"type\": \"ip.src\", \"action\": \"allow\", \"ip\": [" + places + "]}]}";

        assertThat(ask(ada, body).statusCode()).isEqualTo(422);
    }

    @Test
    void rules_about_countries_go_by_the_header_that_the_operator_names() {
        var rules = """
                {"accessRules": [{"type": "ip.geoip.country", "action": "allow", "country": ["AT", "DE"]},
                                 {"type": "any", "action": "block"}]}""";
        var token = token(rules);
        assertThat(all(token, "X-Country", "DE")).containsOnly(200);
        assertThat(all(token, "X-Country", "at")).containsOnly(200);
        assertThat(all(token, "X-Country", "FR")).containsOnly(403);
        assertThat(all(token, "X-Country", "Deutschland")).containsOnly(403);
        assertThat(all(token, "CF-IPCountry", "DE"))
                .as("another header is not believed")
                .containsOnly(403);
        assertThat(all(token)).as("nobody says").containsOnly(403);
    }

    @Test
    void a_country_that_is_kept_out_gets_no_piece_of_the_film() {
        var token = token(
                "{\"accessRules\": [{\"type\": \"ip.geoip.country\", \"action\": \"block\", \"country\": [\"DE\"]}]}");
        assertThat(all(token, "X-Country", "DE")).containsOnly(403);
        assertThat(all(token, "X-Country", "FR")).containsOnly(200);
        assertThat(all(token)).as("nobody says").containsOnly(200);
    }

    /** What is asked of a manifest is asked of every piece, which takes another way through the server. */
    private static List<Integer> all(String token, String... headers) {
        var pieces = List.of("manifest/video.m3u8", "manifest/video.mpd", "manifest/180p.m3u8");
        var files = List.of("180p/init.mp4", "180p/0.m4s", "audio/0.m4s", "storyboard/0.jpg");
        return Stream.concat(pieces.stream(), files.stream().map(file -> reel.edition() + "/" + file))
                .map(piece -> player.status("/media/" + token + "/" + piece, headers))
                .toList();
    }
}
