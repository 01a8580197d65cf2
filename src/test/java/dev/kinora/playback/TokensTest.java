package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Tokens as Cloudflare's clients and people's own servers sign them, and those that were not signed by anybody who may. */
class TokensTest {
    /** No @Configuration: it would be found by every other test. */
    static class Time {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    private static final SettableClock CLOCK = new SettableClock(Instant.now());
    private static RunningKinora kinora;
    private static Player player;
    private static People.Person ada;
    private static People.Person mal;
    private static Films.Film secret;
    private static Reel reel;
    private static Films.Film other;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(
                List.of(Time.class), "--kinora.jobs.background=false", "--kinora.playback.country-header=X-Country");
        player = new Player(kinora);
        ada = People.member(kinora, "ada");
        mal = People.member(kinora, "mal");
        secret = Films.of(ada, "Secret", "private");
        other = Films.of(ada, "Other", "private");
        reel = Reel.whole(kinora, secret);
        Reel.whole(kinora, other);
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static SigningKey.Created key(People.Person owner) {
        var answer = kinora.post("/api/v1/signing-keys", "", "Authorization", "Bearer " + owner.key(ApiScope.write));
        assertThat(answer.statusCode()).isEqualTo(201);
        return JsonMapper.shared().readValue(answer.body(), SigningKey.Created.class);
    }

    private static long in(long seconds) {
        return CLOCK.instant().getEpochSecond() + seconds;
    }

    private static int play(String token) {
        return player.status("/media/" + token + "/manifest/video.m3u8");
    }

    private static String code(String token) {
        var answer = kinora.get("/media/" + token + "/manifest/video.m3u8");
        return answer.statusCode() + " "
                + JsonMapper.shared().readTree(answer.body()).path("code").asString();
    }

    @Test
    void a_key_of_ones_own_opens_ones_films_with_times_as_numbers_or_as_text() {
        var key = key(ada);

        assertThat(play(Player.signed(key, Map.of("sub", secret.uid(), "exp", in(60)))))
                .isEqualTo(200);
        assertThat(play(Player.signed(key, Map.of("sub", secret.uid(), "exp", "" + in(60), "nbf", "" + in(-60)))))
                .isEqualTo(200);
        assertThat(new String(Base64.getDecoder().decode(key.pem()), StandardCharsets.UTF_8))
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(JsonMapper.shared()
                        .readTree(Base64.getDecoder().decode(key.jwk()))
                        .propertyNames())
                .contains("kty", "kid", "use", "alg", "n", "e", "d", "p", "q", "dp", "dq", "qi");
    }

    @Test
    void the_time_of_a_token_is_kept_to() {
        var key = key(ada);

        assertThat(code(Player.signed(key, Map.of("sub", secret.uid(), "exp", in(-1)))))
                .isEqualTo("401 token-expired");
        assertThat(code(Player.signed(key, Map.of("sub", secret.uid())))).isEqualTo("401 token-expired");
        assertThat(code(Player.signed(key, Map.of("sub", secret.uid(), "exp", in(90), "nbf", in(30)))))
                .isEqualTo("401 token-early");
    }

    @Test
    void a_token_opens_the_film_it_names_and_no_other() {
        var reel = Reel.begun(kinora, Films.of(ada, "Third", "private"));
        var token = Player.signed(key(ada), Map.of("sub", secret.uid(), "exp", in(60)));

        assertThat(player.status("/media/" + token + "/" + reel.edition() + "/180p/init.mp4"))
                .isEqualTo(404);
        assertThat(play(Player.signed(key(ada), Map.of("sub", "0".repeat(32), "exp", in(60)))))
                .isEqualTo(404);
        assertThat(player.status("/media/" + other.uid() + "/manifest/video.m3u8"))
                .isEqualTo(404);
    }

    @Test
    void somebody_else_s_key_opens_nothing_of_mine() {
        assertThat(code(Player.signed(key(mal), Map.of("sub", secret.uid(), "exp", in(60)))))
                .isEqualTo("401 token-untrusted");
    }

    @Test
    void nobody_signs_in_a_viewer_s_name_but_the_installation() {
        var claims = Map.<String, Object>of(
                "sub", secret.uid(), "exp", in(60), Tokens.VIEWER, ada.id().toString());

        assertThat(play(Player.signed(key(mal), claims))).isEqualTo(401);
    }

    @Test
    void forgeries_are_refused() throws Exception {
        var mine = key(ada);
        RSAKey stranger = new RSAKeyGenerator(2048).generate();
        var claims = Map.<String, Object>of("sub", secret.uid(), "exp", in(60));
        var good = Player.signed(mine, claims);
        var parts = good.split("\\.");
        var none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"none\",\"kid\":\"" + mine.id() + "\"}").getBytes(StandardCharsets.UTF_8));
        var hmac = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"HS256\",\"kid\":\"" + mine.id() + "\"}").getBytes(StandardCharsets.UTF_8));

        assertThat(code(Player.signed(stranger, mine.id().toString(), claims))).isEqualTo("401 token-untrusted");
        assertThat(code(Player.signed(stranger, UUID.randomUUID().toString(), claims)))
                .isEqualTo("401 token-untrusted");
        assertThat(play(none + "." + parts[1] + "." + parts[2])).isIn(401, 404);
        assertThat(play(none + "." + parts[1] + ".")).isIn(401, 404);
        assertThat(play(hmac + "." + parts[1] + "." + parts[2])).isEqualTo(401);
        assertThat(play(parts[0] + "." + parts[1] + "." + "A".repeat(342))).isEqualTo(401);
        assertThat(play(good)).isEqualTo(200);
    }

    @Test
    void what_is_longer_than_an_address_may_be_is_no_token_whoever_signed_it() {
        var key = key(ada);
        var shorter = Map.<String, Object>of("sub", secret.uid(), "exp", in(60), "note", "a".repeat(2_000));
        var longer = Map.<String, Object>of("sub", secret.uid(), "exp", in(60), "note", "a".repeat(4_000));

        assertThat(play(Player.signed(key, shorter))).isEqualTo(200);
        assertThat(code(Player.signed(key, longer))).isEqualTo("404 film-not-found");
    }

    @Test
    void that_a_token_was_refused_is_not_remembered() throws Exception {
        var id = UUID.randomUUID();
        var key = new RSAKeyGenerator(2048).keyID(id.toString()).generate();
        var token = Player.signed(key, id.toString(), Map.of("sub", secret.uid(), "exp", in(60)));
        assertThat(code(token)).isEqualTo("401 token-untrusted");

        Caller.system("test")
                .run(() -> new SigningKeyStore(kinora.bean(Db.class))
                        .insert(id, ada.id(), key.toPublicJWK().toJSONString(), null, CLOCK.instant()));

        assertThat(play(token)).isEqualTo(200);
    }

    @Test
    void the_first_rule_that_fits_decides_and_none_allows() {
        var key = key(ada);
        var everybody = Map.of("type", "any", "action", "block");

        assertThat(rules(key, List.of(everybody))).isEqualTo(403);
        assertThat(rules(key, List.of(address("allow", "127.0.0.0/8", "::1"), everybody)))
                .isEqualTo(200);
        assertThat(rules(key, List.of(address("block", "192.0.2.0/24")))).isEqualTo(200);
        assertThat(rules(key, List.of(address("block", "127.0.0.1", "::1")))).isEqualTo(403);
        assertThat(rules(key, List.of(country("block", "DE")))).isEqualTo(403);
        assertThat(rules(key, List.of(country("block", "FR")))).isEqualTo(200);
        assertThat(rules(key, List.of(country("allow", "DE", "AT"), everybody))).isEqualTo(200);
        assertThat(rules(key, List.of(country("allow", "FR"), everybody))).isEqualTo(403);
        assertThat(rules(key, List.of(Map.of("type", "moon", "action", "allow"))))
                .isEqualTo(403);
    }

    @Test
    void a_rule_that_names_no_place_lets_nobody_in_and_a_network_is_read_to_its_last_bit() {
        var key = key(ada);

        for (var place : List.of("dead.cafe", "face.be", "300.1.1.1", "10.0.0.0/33", "::/129", "127.1", "[::1]", "")) {
            assertThat(rules(key, List.of(address("block", place)))).as(place).isEqualTo(403);
            assertThat(rules(key, List.of(address("allow", place)))).as(place).isEqualTo(403);
        }
        assertThat(rules(key, List.of(Map.of("type", "ip.src", "action", "block"))))
                .isEqualTo(403);
        assertThat(rules(key, List.of(country("block", "Germany")))).isEqualTo(403);
        assertThat(Stream.of("127.0.0.1/32", "127.0.0.0/31", "0.0.0.0/0", "127.9.9.9/8"))
                .allMatch(network -> fits(network, "127.0.0.1"));
        assertThat(Stream.of("127.0.0.0/32", "127.0.0.2/31", "10.0.0.0/8", "::/0", "2001:db8::/32"))
                .noneMatch(network -> fits(network, "127.0.0.1"));
        assertThat(fits("::/127", "::1")).isTrue();
    }

    private static boolean fits(String network, String address) {
        var whom = AccessRule.from(List.of(network)).orElseThrow();
        return AccessRule.allow(List.of(new AccessRule(true, whom), AccessRule.NOBODY), address, null);
    }

    private static Map<String, Object> address(String action, String... addresses) {
        return Map.of("type", "ip.src", "action", action, "ip", List.of(addresses));
    }

    private static Map<String, Object> country(String action, String... countries) {
        return Map.of("type", "ip.geoip.country", "action", action, "country", countries);
    }

    /** To somebody in Germany; the same for the manifest and for the pieces. */
    private static int rules(SigningKey.Created key, List<?> rules) {
        var token = Player.signed(key, Map.of("sub", secret.uid(), "exp", in(60), "accessRules", rules));
        var answers = Stream.of(
                        "manifest/video.m3u8", reel.edition() + "/180p/init.mp4", reel.edition() + "/180p/0.m4s")
                .map(piece -> player.status("/media/" + token + "/" + piece, "X-Country", "DE"))
                .distinct()
                .toList();
        assertThat(answers).as("pieces are as open as their film").hasSize(1);
        return answers.getFirst();
    }

    @Test
    void an_address_of_before_is_good_after_the_installation_s_key_was_replaced() {
        var before = player.link(secret, ada);
        Caller.system("test").run(() -> kinora.bean(SigningKeys.class).rotate());
        var after = player.link(secret, ada);

        assertThat(kid(after.base())).isNotEqualTo(kid(before.base()));
        assertThat(player.status(before.hls())).isEqualTo(200);
        assertThat(player.status(after.hls())).isEqualTo(200);
    }

    private static String kid(String base) {
        var token = base.substring("/media/".length());
        return JsonMapper.shared()
                .readTree(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))))
                .path("kid")
                .asString();
    }

    @Test
    void keys_are_listed_without_secrets_and_what_a_deleted_one_signed_stops_within_a_minute() {
        var key = key(ada);
        var token = Player.signed(key, Map.of("sub", secret.uid(), "exp", in(3600)));
        assertThat(play(token)).isEqualTo(200);
        var read = "Bearer " + ada.key(ApiScope.read);
        var delete = "Bearer " + ada.key(ApiScope.delete);
        var path = "/api/v1/signing-keys/" + key.id();

        var listed = kinora.get("/api/v1/signing-keys", "Authorization", read).body();
        var byMal = delete(path, "Bearer " + mal.key(ApiScope.delete));
        var byAda = delete(path, delete);
        CLOCK.advance(Duration.ofSeconds(59));

        assertThat(listed).contains(key.id().toString()).doesNotContain("pem", "\"d\"");
        assertThat(byMal).isEqualTo(404);
        assertThat(byAda).isEqualTo(204);
        assertThat(code(token)).isEqualTo("401 token-untrusted");
    }

    private static int delete(String path, String authorization) {
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                        .DELETE()
                        .header("Authorization", authorization))
                .statusCode();
    }
}
