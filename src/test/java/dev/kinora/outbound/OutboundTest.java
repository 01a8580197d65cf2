package dev.kinora.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How Kinora calls those it may call. */
class OutboundTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Scene scene = new Scene();

    OutboundTest() throws IOException {}

    @AfterEach
    void end() {
        scene.close();
    }

    private URI here(String path) {
        return scene.uri("127.0.0.1", path);
    }

    @Test
    void what_the_operator_allows_is_called_by_number_and_by_name() throws IOException {
        try (var outbound = Scene.outbound("127.0.0.0/8", "::1")) {
            for (var host : List.of("127.0.0.1", "127.0.0.9", "localhost", "[::1]", "[::ffff:127.0.0.1]")) {
                try (var answer = outbound.get(scene.uri(host, "/a%20b?c=d%26e"), Map.of())) {
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.beginning(100)).isEqualTo("hello");
                }
            }
        }
        assertThat(scene.asked).hasSize(5).allSatisfy(asked -> assertThat(asked).endsWith("/a%20b?c=d%26e"));
    }

    @Test
    void kinora_says_who_it_is_and_no_more_than_it_was_told_to() {
        var heard = new CopyOnWriteArrayList<Map<String, List<String>>>();
        scene.at("/cookie", exchange -> {
            heard.add(Map.copyOf(exchange.getRequestHeaders()));
            exchange.getResponseHeaders().set("Set-Cookie", "track=1; Path=/");
            Scene.say(exchange, 200, "");
        });
        try (var outbound = Scene.outbound("127.0.0.1")) {
            outbound.get(here("/cookie"), Map.of("Range", "bytes=0-9")).close();
            outbound.head(here("/cookie"), Map.of()).close();
        }

        assertThat(heard.getFirst())
                .containsEntry("User-agent", List.of("Kinora/1.2"))
                .containsEntry("Range", List.of("bytes=0-9"));
        assertThat(heard)
                .hasSize(2)
                .allSatisfy(headers -> assertThat(headers.keySet())
                        .doesNotContain("Cookie", "Accept-encoding", "Upgrade", "Authorization"));
    }

    @Test
    void body_comes_as_it_was_sent_and_is_never_unpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1_000_000]);
        }
        scene.at("/bomb", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        try (var outbound = Scene.outbound("127.0.0.1");
                var answer = outbound.get(here("/bomb"), Map.of())) {
            assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(answer.body().readAllBytes()).isEqualTo(packed.toByteArray());
        }
    }

    @Test
    void redirects_are_followed_to_their_end_without_what_was_for_the_first_host_alone() throws IOException {
        var heard = new CopyOnWriteArrayList<String>();
        scene.leadOn("/one", "two?x=1");
        scene.leadOn("/two", scene.uri("127.0.0.2", "/three").toString());
        scene.at("/three", exchange -> {
            heard.add(exchange.getRequestHeaders().getFirst("Authorization")
                    + " "
                    + exchange.getRequestHeaders().getFirst("Range"));
            Scene.say(exchange, 200, "there");
        });
        try (var outbound = Scene.outbound("127.0.0.0/8");
                var answer =
                        outbound.get(here("/one"), Map.of("Authorization", "Bearer secret", "Range", "bytes=0-"))) {
            assertThat(answer.address()).isEqualTo(scene.uri("127.0.0.2", "/three"));
            assertThat(answer.beginning(100)).isEqualTo("there");
        }
        assertThat(scene.asked).containsExactly("GET 127.0.0.1 /one", "GET 127.0.0.1 /two?x=1", "GET 127.0.0.2 /three");
        assertThat(heard).containsExactly("null bytes=0-");
    }

    @Test
    void brackets_of_a_path_are_encoded_and_those_of_a_host_or_a_query_stay() throws IOException {
        scene.leadOn("/near", "/Film [720p].mp4?part[]=1");
        scene.leadOn("/far", "//[::1]:" + scene.port() + "/Film%20[480p].mp4");
        try (var outbound = Scene.outbound("127.0.0.1", "::1")) {
            var typed = outbound.check("http://[::1]:" + scene.port() + "/Film%20[1080p].mp4?part[]=1");
            for (var address : List.of(typed, here("/near"), here("/far"))) {
                outbound.get(address, Map.of()).close();
            }
        }
        assertThat(scene.asked.stream().filter(asked -> asked.contains("Film")))
                .map(asked -> asked.substring(asked.indexOf("/Film")))
                .containsExactly(
                        "/Film%20%5B1080p%5D.mp4?part[]=1",
                        "/Film%20%5B720p%5D.mp4?part[]=1", "/Film%20%5B480p%5D.mp4");
    }

    @Test
    void loop_of_redirects_ends() {
        scene.leadOn("/round", "/round");
        try (var outbound = Scene.outbound("127.0.0.1")) {
            assertThatThrownBy(() -> outbound.get(here("/round"), Map.of()))
                    .isInstanceOf(OutboundProblem.TooManyRedirects.class);
        }
        assertThat(scene.asked).hasSize(6);
    }

    @Test
    void post_is_sent_as_it_is_and_led_nowhere_else() {
        var heard = new CopyOnWriteArrayList<String>();
        scene.at("/elsewhere", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(307, -1);
        });
        try (var outbound = Scene.outbound("127.0.0.1");
                var answer =
                        outbound.post(here("/elsewhere"), Map.of(), "body".getBytes(StandardCharsets.UTF_8), LONG)) {
            assertThat(answer.status()).isEqualTo(307);
        }
        assertThat(heard).containsExactly("body");
        assertThat(scene.asked).hasSize(1);
    }

    @Test
    void proxies_of_the_jvm_are_not_used() throws IOException {
        var settings = Map.of(
                "http.proxyHost",
                "127.0.0.1",
                "http.proxyPort",
                "1",
                "socksProxyHost",
                "127.0.0.1",
                "socksProxyPort",
                "1",
                "http.nonProxyHosts",
                "",
                "socksNonProxyHosts",
                "");
        settings.forEach(System::setProperty);
        try (var outbound = Scene.outbound("127.0.0.1");
                var answer = outbound.get(here("/"), Map.of())) {
            assertThat(answer.beginning(100)).isEqualTo("hello");
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void silent_server_is_given_up() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
                var outbound = Scene.outbound(InetAddress::getAllByName, SHORT, LONG, "127.0.0.1")) {
            assertThatThrownBy(() -> outbound.get(at(silent), Map.of()))
                    .isInstanceOfSatisfying(
                            OutboundProblem.Unreachable.class,
                            problem -> assertThat(problem.code()).isEqualTo("address-timed-out"));
        }
    }

    @Test
    void server_that_sends_a_byte_now_and_then_is_given_up_too() throws IOException {
        try (var dripping = dripping("X");
                var outbound = Scene.outbound(InetAddress::getAllByName, LONG, SHORT, "127.0.0.1")) {
            assertThatThrownBy(() -> outbound.get(at(dripping), Map.of()))
                    .isInstanceOfSatisfying(
                            OutboundProblem.Unreachable.class,
                            problem -> assertThat(problem.code()).isEqualTo("address-timed-out"));
        }
    }

    @Test
    void answer_to_a_post_that_never_ends_is_cut_off() throws IOException {
        try (var dripping = dripping("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
                var outbound = Scene.outbound("127.0.0.1");
                var answer = outbound.post(at(dripping), Map.of(), new byte[0], SHORT)) {
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closing_does_not_read_what_is_still_to_come() throws Exception {
        var noticed = new CompletableFuture<Boolean>();
        scene.at("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[8192]);
                }
            } catch (IOException _) {
                noticed.complete(true);
            }
        });
        try (var outbound = Scene.outbound("127.0.0.1")) {
            var answer = outbound.get(here("/endless"), Map.of());
            assertThat(answer.body().readNBytes(100_000)).hasSize(100_000);
            Thread.ofVirtual().start(() -> answer.close());

            assertThat(noticed.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void name_that_nobody_has_and_port_that_nobody_listens_at_are_unreachable() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Connections.Lookup nobody = host -> {
            throw new UnknownHostException(host);
        };
        try (var outbound = Scene.outbound("127.0.0.1");
                var lost = Scene.outbound(nobody)) {
            assertThatThrownBy(() -> outbound.get(URI.create("http://127.0.0.1:" + free), Map.of()))
                    .isInstanceOf(OutboundProblem.Unreachable.class)
                    .hasMessageContaining("takes no connections");
            assertThatThrownBy(() -> lost.get(URI.create("http://nobody.example"), Map.of()))
                    .isInstanceOf(OutboundProblem.Unreachable.class)
                    .hasMessageContaining("no server of the name nobody.example");
        }
    }

    @Test
    void server_that_speaks_no_tls_is_not_spoken_to_without_it() throws IOException {
        try (var plain = dripping("HTTP/1.1 200 OK\r\n\r\n");
                var outbound = Scene.outbound("127.0.0.1")) {
            assertThatThrownBy(() -> outbound.get(URI.create("https://127.0.0.1:" + plain.getLocalPort()), Map.of()))
                    .isInstanceOf(OutboundProblem.Unreachable.class)
                    .hasMessageContaining("TLS");
        }
    }

    private static URI at(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    /** Begins with the text and goes on with a letter each moment, for ever. */
    private static ServerSocket dripping(String beginning) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            try (var socket = server.accept()) {
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    Thread.sleep(20);
                    socket.getOutputStream()
                            .write(
                                    beginning.endsWith("\n")
                                            ? "1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)
                                            : new byte[] {'x'});
                    socket.getOutputStream().flush();
                }
            } catch (IOException | InterruptedException _) {
                // It was left alone.
            }
        });
        return server;
    }
}
