package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A film in a frame on the page of another site, where a browser hands out none of our cookies. */
class EmbeddedElsewhereTest {
    @Test
    void what_is_watched_there_counts_as_a_view_of_nobody_we_know() throws Exception {
        try (var kinora =
                RunningKinora.start("--kinora.processing.ladder=180", "--kinora.processing.preset=ultrafast")) {
            var ada = People.member(kinora, "ada");
            var lin = People.member(kinora, "lin");
            var uid = Uploaded.eightSeconds(kinora, ada, "To be framed");
            var elsewhere = site("<!doctype html><iframe src='" + kinora.url("/embed/" + uid + "?autoplay&muted")
                    + "' width='640' height='360' allow='autoplay'></iframe>");
            try (var visit = Visit.signedIn(kinora, lin.browser(), "/", 800, ColorScheme.LIGHT)) {
                visit.page.navigate("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
                var frame = visit.page.frames().stream()
                        .filter(each -> each.url().contains("/embed/"))
                        .findFirst()
                        .orElseThrow();
                var patient = new Frame.WaitForFunctionOptions().setTimeout(60_000);
                frame.waitForFunction("() => document.querySelector('media-player')?.state.canPlay", null, patient);
                frame.evaluate("() => document.querySelector('media-player').play()");
                frame.waitForFunction(
                        "() => document.querySelector('video').ended || document.querySelector('media-player').state.ended",
                        null,
                        patient);
                visit.assertNothingWasComplained();
            } finally {
                elsewhere.stop(0);
            }
            Await.until(() -> kinora.get("/watch/" + uid).body().contains("1 view<"));
            assertThat(kinora.get("/history", "Cookie", "kinora_session=" + lin.browser())
                            .body())
                    .as("nobody follows people through pages of others")
                    .doesNotContain("To be framed");
        }
    }

    private static HttpServer site(String page) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            var bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
