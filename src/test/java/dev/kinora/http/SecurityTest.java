package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.EchoRoutes;
import routes.FailingRoutes;

class SecurityTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static RunningKinora kinora;
    private static RunningKinora proxied;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(List.of(FailingRoutes.class, EchoRoutes.class));
        proxied = RunningKinora.start(
                List.of(FailingRoutes.class, EchoRoutes.class), "--kinora.http.trusted-proxies=127.0.0.0/8,::1/128");
    }

    @AfterAll
    static void stop() {
        kinora.close();
        proxied.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test/long", "/nowhere", "/test/bug", "/test/sent", "/api/nowhere", "/health", "/a;b"})
    void every_answer_has_the_headers_that_protect_it(String path) {
        var answer = kinora.get(path);

        assertThat(header(answer, "Content-Security-Policy"))
                .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'self'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Permissions-Policy")).contains("geolocation=()");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.headers().allValues("Set-Cookie"))
                .allSatisfy(
                        cookie -> assertThat(cookie).startsWith("kinora_csrf=").contains("HttpOnly", "SameSite=Lax"));
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(answer.headers().map().values())
                .allSatisfy(values -> assertThat(values).doesNotHaveDuplicates());
    }

    @Test
    void where_all_media_lie_on_a_disk_a_page_gets_nothing_from_elsewhere() {
        assertThat(header(kinora.get("/test/long"), "Content-Security-Policy"))
                .isEqualTo("default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                        + " media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:;"
                        + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'");
    }

    @Test
    void a_page_is_asked_for_again_each_time_unless_it_says_otherwise() {
        assertThat(kinora.get("/test/long").headers().allValues("Cache-Control"))
                .containsExactly("private, no-cache");
        assertThat(kinora.get("/test/immutable").headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=31536000, immutable");
    }

    @Test
    void a_stranger_cannot_claim_to_have_come_by_tls_and_a_trusted_proxy_can() {
        var forwarded = new String[] {"X-Forwarded-Proto", "https", "X-Forwarded-For", "192.0.2.7"};

        var strange = kinora.get("/test/scheme", forwarded);
        var trusted = proxied.get("/test/scheme", forwarded);

        assertThat(strange.body()).startsWith("http ").doesNotContain("192.0.2.7");
        assertThat(header(strange, "Strict-Transport-Security")).isEmpty();
        assertThat(trusted.body()).isEqualTo("https 192.0.2.7");
        assertThat(header(trusted, "Strict-Transport-Security")).startsWith("max-age=");
    }

    @Test
    void a_proxy_never_passes_on_a_lie_about_the_client() {
        var answer = proxied.get("/test/scheme", "X-Forwarded-For", "127.0.0.1, 192.0.2.7");

        assertThat(answer.body()).endsWith(" 192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.5:1234, 203.0.113.5",
        "[2001:db8::7]:443, 2001:db8:0:0:0:0:0:7",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "unknown, ''"
    })
    void whatever_a_proxy_calls_the_client_becomes_an_address_or_none(String called, String address) {
        var answer = proxied.get("/test/caller", "X-Forwarded-For", called);

        assertThat(answer.body()).contains("\"ip\":\"" + address + "\"");
    }

    @Test
    void the_token_comes_in_a_cookie_only_when_a_page_needs_it() {
        var answer = kinora.get("/test/token");
        var behindTls = proxied.get("/test/token", "X-Forwarded-Proto", "https", "X-Forwarded-For", "192.0.2.7");

        assertThat(header(answer, "Set-Cookie"))
                .startsWith("kinora_csrf=")
                .contains("SameSite=Lax", "HttpOnly", "Path=/")
                .doesNotContain("Secure");
        assertThat(header(behindTls, "Set-Cookie")).contains("; Secure");
    }

    @Test
    void the_token_looks_different_in_each_page_and_works_in_all() {
        var first = kinora.get("/test/token");
        var cookie = header(first, "Set-Cookie").replaceFirst(";.*", "");
        var second = kinora.get("/test/token", "Cookie", cookie);

        assertThat(second.body()).isNotEqualTo(first.body());
        for (var token : List.of(first.body(), second.body())) {
            assertThat(submit("_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&name=J%C3%BCrgen", cookie)
                            .body())
                    .isEqualTo("Jürgen");
            assertThat(kinora.post(
                                    "/test/form",
                                    "name=x",
                                    "Content-Type",
                                    FORM,
                                    "Cookie",
                                    cookie,
                                    "X-XSRF-TOKEN",
                                    token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> submit(String form, String cookie) {
        return kinora.post("/test/form", form, "Content-Type", FORM, "Cookie", cookie, "Accept", "text/html");
    }

    @Test
    void a_form_without_its_token_is_refused_with_advice() {
        var page = submit("name=x", "kinora_csrf=00000000-0000-0000-0000-000000000000");
        var json = kinora.post("/api/test/form", "name=x", "Content-Type", FORM, "Cookie", "kinora_session=stolen");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("Reload the page");
        assertThat(json.statusCode()).isEqualTo(403);
        assertThat(json.body()).contains("\"code\":\"stale-form\"");
    }

    @Test
    void an_api_key_needs_no_token_since_no_other_site_can_send_it() {
        var key = "Bearer " + People.member(kinora, "ada").key(ApiScope.write);

        assertThat(form("/api/test/form", "Authorization", key)).isEqualTo(200);
        assertThat(form("/api/test/form", "Authorization", key, "Cookie", "kinora_session=stolen"))
                .isEqualTo(200);
        assertThat(form("/test/form", "Authorization", key)).isEqualTo(403);
    }

    @Test
    void a_call_without_a_session_has_nothing_that_could_be_stolen() {
        assertThat(form("/api/test/form")).isEqualTo(200);
        assertThat(form("/test/form")).isEqualTo(403);
    }

    private static int form(String path, String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = FORM;
        return kinora.post(path, "name=x", all).statusCode();
    }
}
