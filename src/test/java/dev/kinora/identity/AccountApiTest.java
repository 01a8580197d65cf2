package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccountApiTest {
    private static final String ACCOUNT = "/api/v1/account";
    private static final String KEYS = "/api/v1/api-keys";
    private static final ApiScope[] ALL = ApiScope.values();

    private static RunningKinora kinora;
    private static Person lin;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start();
        lin = People.member(kinora, "lin");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    @Test
    void profile_is_changed_by_whoever_knows_its_version() {
        var key = People.member(kinora, "ada").key(ALL);
        var before = call("GET", ACCOUNT, key, "");
        var etag = before.headers().firstValue("ETag").orElseThrow();

        var unconditional = call("PATCH", ACCOUNT, key, "{\"bio\": \"x\"}");
        var changed = call("PATCH", ACCOUNT, key, """
                {"displayName": "Ada", "bio": "Engines", "timeZone": "Europe/London"}""", "If-Match", etag);
        var outdated = call("PATCH", ACCOUNT, key, "{\"bio\": \"late\"}", "If-Match", etag);
        var blind = call("PATCH", ACCOUNT, key, "{\"displayName\": \"\"}", "If-Match", "*");

        assertThat(unconditional.statusCode()).isEqualTo(428);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
        assertThat(outdated.statusCode()).isEqualTo(412);
        var now = json(blind);
        assertThat(now.get("displayName").isNull()).isTrue();
        assertThat(now.get("bio").asString()).isEqualTo("Engines");
        assertThat(now.get("timeZone").asString()).isEqualTo("Europe/London");
    }

    @Test
    void what_is_not_ones_own_to_change_stays_as_it_is() {
        var person = People.member(kinora, "mal");

        var answer = call("PATCH", ACCOUNT, person.key(ALL), """
                {"role": "admin", "tier": "enterprise", "status": "active", "email": "x@example.org", "id": "%s",
                 "monthlyQuota": 1000000, "avatar": "https://example.org/x.jpg", "bio": "me"}""".formatted(lin.id()), "If-Match", "*");

        var account = json(answer);
        assertThat(account.get("bio").asString()).isEqualTo("me");
        assertThat(account.get("id").asString()).isEqualTo(person.id().toString());
        assertThat(account.get("role").asString()).isEqualTo("member");
        assertThat(account.get("tier").asString()).isEqualTo("free");
        assertThat(account.get("email").asString()).isEqualTo("mal@example.org");
        assertThat(account.get("avatar").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeZone | GMT+3",
                "timeZone | Moon/Tranquility",
                "username | LIN",
                "username | admin",
                "username | a",
                "displayName | a\\u202Eb",
            })
    void a_value_that_cannot_be_is_refused_by_its_name(String field, String value) {
        var body = "{\"" + field + "\": \"" + value + "\"}";
        var person = People.member(kinora, "eve" + Math.abs(body.hashCode()));

        var answer = call("PATCH", ACCOUNT, person.key(ALL), body, "If-Match", "*");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/fields/0/field").asString()).isEqualTo(field);
    }

    @Test
    void each_scope_opens_its_own_routes() {
        var reader = lin.key(ApiScope.read);
        var writer = lin.key(ApiScope.write);

        assertThat(call("GET", ACCOUNT, writer, "").statusCode()).isEqualTo(403);
        assertThat(call("PATCH", ACCOUNT, reader, "{}", "If-Match", "*").statusCode())
                .isEqualTo(403);
        assertThat(call("DELETE", ACCOUNT + "/avatar", reader, "").statusCode()).isEqualTo(403);
        assertThat(call("POST", KEYS, writer, "{}").statusCode()).isEqualTo(403);
        assertThat(kinora.get(ACCOUNT).statusCode()).isEqualTo(401);
    }

    @Test
    void picture_has_an_address_that_never_shows_another_one() throws IOException {
        var key = People.member(kinora, "pic").key(ALL);

        var first = json(upload(key, picture(300))).get("avatar").asString();
        var shown = kinora.get(first);
        var again = kinora.get(
                first, "If-None-Match", shown.headers().firstValue("ETag").orElseThrow());
        var second = json(upload(key, picture(20))).get("avatar").asString();

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(shown.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable", "public");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(second).isNotEqualTo(first);
        assertThat(kinora.get(first).statusCode()).isEqualTo(404);
        assertThat(json(call("GET", ACCOUNT, key, "")).get("avatar").asString()).isEqualTo(second);

        assertThat(call("DELETE", ACCOUNT + "/avatar", key, "").statusCode()).isEqualTo(204);
        assertThat(kinora.get(second).statusCode()).isEqualTo(404);
        assertThat(json(call("GET", ACCOUNT, key, "")).get("avatar").isNull()).isTrue();
    }

    @Test
    void what_is_no_picture_or_too_large_is_told_so() {
        var key = lin.key(ALL);

        assertThat(upload(key, "text".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(422);
        assertThat(upload(key, new byte[0]).statusCode()).isEqualTo(422);
        var large = upload(key, new byte[6 << 20]);
        assertThat(large.statusCode()).isEqualTo(422);
        assertThat(json(large).get("detail").asString()).contains("larger than 5 MB");
    }

    @Test
    void profile_of_others_shows_no_more_than_everybody_may_see() {
        var seen = kinora.get("/api/v1/profiles/LIN");

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(json(seen).propertyNames())
                .containsExactlyInAnyOrder("id", "username", "displayName", "avatar", "bio", "verifiedAt", "createdAt");
        assertThat(kinora.get("/api/v1/profiles/nobody-here").statusCode()).isEqualTo(404);
    }

    @Test
    void quota_says_what_is_left() {
        var quota = json(call("GET", ACCOUNT + "/quota", lin.key(ApiScope.read), ""));

        assertThat(quota.get("videosAllowed").asInt()).isEqualTo(30);
        assertThat(quota.get("tier").asString()).isEqualTo("free");
        assertThat(quota.get("resetsOn").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
    }

    @Test
    void key_is_made_used_renamed_and_revoked_at_once() throws SQLException {
        var key = lin.key(ALL);

        var answer = call("POST", KEYS, key, "{\"name\": \"backup\", \"scopes\": [\"read\"]}");
        var made = json(answer);
        var secret = made.get("secret").asString();
        var place = answer.headers().firstValue("Location").orElseThrow();

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(call("GET", ACCOUNT, secret, "").statusCode()).isEqualTo(200);
        assertThat(call("PATCH", place, key, "{\"name\": \"nightly\"}").statusCode())
                .isEqualTo(204);
        assertThat(call("GET", KEYS, key, "").body()).contains("nightly").doesNotContain(secret);
        assertThat(call("DELETE", place, key, "").statusCode()).isEqualTo(204);
        assertThat(call("GET", ACCOUNT, secret, "").statusCode()).isEqualTo(401);
        assertThat(mailsTo(lin.email())).isGreaterThanOrEqualTo(1);
    }

    @Test
    void key_that_is_asked_for_twice_under_one_idempotency_key_is_made_once() {
        var person = People.member(kinora, "twice");
        var key = person.key(ALL);
        var wish = "{\"name\": \"once\", \"scopes\": [\"read\"]}";

        var first = call("POST", KEYS, key, wish, "Idempotency-Key", "a-1");
        var second = call("POST", KEYS, key, wish, "Idempotency-Key", "a-1");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(json(second).get("secret").asString())
                .isEqualTo(json(first).get("secret").asString());
        assertThat(json(call("GET", KEYS, key, "")).get("items").size()).isEqualTo(2);
    }

    @Test
    void key_makes_no_key_that_may_do_more_than_itself() {
        var key = lin.key(ApiScope.admin, ApiScope.read);

        assertThat(call("POST", KEYS, key, "{\"name\": \"x\", \"scopes\": [\"read\", \"delete\"]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("POST", KEYS, key, "{\"name\": \"x\", \"scopes\": [\"read\"]}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void keys_and_sessions_of_others_are_not_there() {
        var mine = json(call("POST", KEYS, lin.key(ALL), "{\"name\": \"x\", \"scopes\": [\"read\"]}"));
        var theirs = People.member(kinora, "stranger").key(ALL);
        var place = KEYS + "/" + mine.at("/key/id").asString();

        assertThat(call("DELETE", place, theirs, "").statusCode()).isEqualTo(404);
        assertThat(call("PATCH", place, theirs, "{\"name\": \"y\"}").statusCode())
                .isEqualTo(404);
        assertThat(call("GET", ACCOUNT, mine.get("secret").asString(), "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void session_is_listed_and_ended_by_its_owner_alone() {
        var person = People.member(kinora, "browsing");
        var browser = person.browser();
        var key = person.key(ALL);
        var cookie = "kinora_session=" + browser;

        var seen = json(kinora.get("/api/v1/sessions", "Cookie", cookie)).at("/items/0");
        var place = "/api/v1/sessions/" + seen.get("id").asString();

        assertThat(seen.get("current").asBoolean()).isTrue();
        assertThat(seen.at("/device/browser").asString()).isEqualTo("Chrome");
        assertThat(call("DELETE", place, lin.key(ALL), "").statusCode()).isEqualTo(404);
        assertThat(call("DELETE", place, key, "").statusCode()).isEqualTo(204);
        assertThat(kinora.get(ACCOUNT, "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    private static long mailsTo(String address) throws SQLException {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(
                        "select count(*) from mails where recipient = ? and subject = 'A new API key'")) {
            statement.setString(1, address);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static byte[] picture(int side) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(side / 2, side / 2, 0xFFFFFF);
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static HttpResponse<String> upload(String key, byte[] file) {
        var head = "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"p.png\"\r\n\r\n";
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofByteArray(file),
                BodyPublishers.ofString("\r\n--b--\r\n"));
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(ACCOUNT + "/avatar")))
                .PUT(body)
                .headers("Authorization", "Bearer " + key, "Content-Type", "multipart/form-data; boundary=b"));
    }

    private static HttpResponse<String> call(String method, String path, String key, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .headers("Authorization", "Bearer " + key, "Content-Type", "application/json");
        return kinora.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
