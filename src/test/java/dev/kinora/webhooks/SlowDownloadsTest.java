package dev.kinora.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Films come for hours, messages go in a moment. */
class SlowDownloadsTest {
    @Test
    void message_goes_out_while_every_place_for_downloads_is_taken() throws IOException {
        try (var kinora = RunningKinora.start(
                        "--kinora.jobs.lanes.network=1",
                        "--kinora.outbound.read-timeout=5m",
                        "--kinora.outbound.answer-timeout=5m",
                        "--kinora.outbound.allow=127.0.0.1/32");
                var silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var receiver = new Receiver()) {
            var ada = People.member(kinora, "ada");
            var key = "Bearer " + ada.key(ApiScope.values());
            var begun = kinora.post(
                    "/api/v1/imports",
                    "{\"url\": \"http://127.0.0.1:" + silent.getLocalPort() + "/film.mp4\"}",
                    "Authorization",
                    key,
                    "Content-Type",
                    "application/json");
            assertThat(begun.statusCode()).as(begun.body()).isLessThan(300);
            try (var _ = silent.accept()) {
                hook(kinora, key, receiver);

                Caller.system("test")
                        .run(() -> kinora.bean(Webhooks.class).tell(ada.id(), WebhookEvent.VIDEO_READY, Map.of()));

                Await.until(() -> !receiver.messages.isEmpty());
            }
        }
    }

    private static void hook(RunningKinora kinora, String key, Receiver receiver) {
        var made = kinora.post(
                "/api/v1/webhooks",
                "{\"url\": \"" + receiver.url() + "\", \"events\": [\"video.ready\"]}",
                "Authorization",
                key,
                "Content-Type",
                "application/json");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
}
