package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.FailingRoutes;

class HostileRequestsTest {
    private static RunningKinora kinora;

    @BeforeAll
    static void start() {
        kinora = RunningKinora.start(
                List.of(FailingRoutes.class),
                "--server.tomcat.connection-timeout=1s",
                "--server.tomcat.keep-alive-timeout=1s");
    }

    @AfterAll
    static void stop() {
        kinora.close();
    }

    private static void isClean(String answer) {
        assertThat(answer).doesNotContainIgnoringCase("tomcat", "exception", "springframework", "\tat ", "server:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2fapplication.yaml",
                "/assets/%2e%2e/application.yaml",
                "/assets/..%5capplication.yaml",
                "/a%00b",
                "/a%2Fb",
                "/a%5Cb",
                "/a\\b",
                "/a;x=y/b",
                "/a//b",
                "/%zz",
                "/%",
                "/%c0%ae%c0%ae/",
                "/<script>alert(1)</script>",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/application.yaml",
                "//evil.example/",
                "http://[::bad/",
                "*"
            })
    void a_path_that_means_mischief_is_refused_cleanly(String path) {
        var answer = RawHttp.request(kinora, "GET " + path);

        assertThat(RawHttp.status(answer)).isIn(400, 404);
        isClean(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE, 405",
        "TRACK, 501",
        "PROPFIND, 501",
        "BREW, 501",
        "get, 501",
        "DELETE, 403",
        "OPTIONS, 200",
        "HEAD, 200"
    })
    void a_method_nobody_serves_is_refused_cleanly(String method, int status) {
        var answer = RawHttp.request(kinora, method + " /test/long");

        assertThat(RawHttp.status(answer)).isEqualTo(status);
        isClean(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
                "POST /test/form HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /test/form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "POST /test/form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /test/form HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense\r\n\r\n"
            })
    void a_request_that_is_not_http_is_refused_cleanly(String bytes) {
        var answer = RawHttp.send(kinora, bytes);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|403|404|501|505) .*");
        isClean(answer);
    }

    @Test
    void a_head_that_never_ends_is_cut_off() {
        var long1 =
                RawHttp.send(kinora, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
        var long2 = RawHttp.send(kinora, "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var many = RawHttp.send(kinora, "GET / HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(500) + "\r\n");

        for (var answer : List.of(long1, long2, many)) {
            assertThat(RawHttp.status(answer)).isIn(400, 414, 431);
            isClean(answer);
        }
    }

    @Test
    void whoever_says_nothing_or_only_a_little_is_hung_up_on() throws IOException {
        for (var slow :
                List.of("", "GET / HTT", "GET / HTTP/1.1\r\nHost: lo", "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n")) {
            try (var socket =
                    new Socket("localhost", URI.create(kinora.url("/")).getPort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(slow.getBytes(StandardCharsets.US_ASCII));
                // Ends only because the server closes; the socket's own patience would throw.
                isClean(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void a_body_nobody_wants_is_not_read_to_its_end() throws IOException {
        try (var socket = new Socket("localhost", URI.create(kinora.url("/")).getPort())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            var sent = 0L;
            try {
                for (var block = new byte[65_536]; sent < 64L * 1024 * 1024; sent += block.length) {
                    out.write(block);
                }
            } catch (IOException _) {
                assertThat(sent).isLessThan(64L * 1024 * 1024);
                return;
            }
        }
        throw new AssertionError("the server took it all");
    }

    @Test
    void a_form_with_too_many_fields_is_refused() {
        var answer = kinora.post(
                "/api/test/form", "a=1&".repeat(2000) + "name=x", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isIn(400, 413);
        isClean(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-300000000", "1e300000000", "0e-300000000", "\"1e-300000000\""})
    void a_number_that_is_endless_once_it_is_written_out_is_refused(String number) {
        var answer = kinora.post(
                "/api/v1/videos/" + new UUID(0, 1) + "/beats",
                "{\"from\": " + number + ", \"to\": 1}",
                "Content-Type",
                "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("'from'");
    }

    @Test
    void text_is_compressed_for_whoever_accepts_it() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(kinora.url("/test/long")));
            var plain = client.send(request.build(), BodyHandlers.ofByteArray());
            var packed = client.send(request.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(packed.headers().allValues("Vary").toString()).containsIgnoringCase("accept-encoding");
            assertThat(packed.body().length).isLessThan(plain.body().length / 10);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                    .isEqualTo(plain.body());
        }
    }
}
