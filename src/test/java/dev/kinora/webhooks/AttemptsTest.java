package dev.kinora.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is kept of each attempt to deliver a message. */
class AttemptsTest {
    private static WebhookDesk desk;

    private final Receiver receiver = new Receiver();

    @BeforeAll
    static void start() {
        desk = new WebhookDesk();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @AfterEach
    void forget() {
        receiver.close();
        desk.execute("delete from webhooks");
    }

    private static String path(String hook) {
        return "/" + hook + "/deliveries/" + desk.delivery(hook).get("id").asString();
    }

    private static JsonNode attempts(String hook) {
        return WebhookDesk.body(desk.get(path(hook) + "/attempts", desk.adas)).get("items");
    }

    @Test
    void each_attempt_is_kept_with_its_time_and_its_answer() {
        var hook = desk.hook(receiver.answers(500, "a".repeat(5_000), "")
                        .answers(999, "no", "")
                        .answers(204))
                .getKey();

        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        desk.after(Duration.ofSeconds(10));
        desk.after(Duration.ofSeconds(30));

        var attempts = attempts(hook);
        assertThat(attempts.size()).isEqualTo(3);
        assertThat(attempts.at("/0/number").asInt()).isEqualTo(3);
        assertThat(attempts.at("/2/number").asInt()).isEqualTo(1);
        assertThat(attempts.at("/0/responseStatus").asInt()).isEqualTo(204);
        assertThat(attempts.at("/0/problem").isNull()).isTrue();
        assertThat(attempts.at("/1/responseStatus").isNull()).isTrue();
        assertThat(attempts.at("/1/problem").asString()).contains("999, which is no status of HTTP");
        assertThat(attempts.at("/2/responseStatus").asInt()).isEqualTo(500);
        assertThat(attempts.at("/2/responseBody").asString()).hasSize(1_000);
        assertThat(attempts.at("/2/problem").asString()).isEqualTo("The receiver answered 500.");
        assertThat(attempts.at("/2/took").isNull()).isFalse();
        assertThat(Duration.between(
                        Instant.parse(attempts.at("/1/begunAt").asString()),
                        Instant.parse(attempts.at("/0/begunAt").asString())))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(WebhookDesk.body(desk.get(path(hook), desk.adas))).isEqualTo(desk.delivery(hook));
    }

    @Test
    void message_that_is_sent_again_goes_on_counting_and_keeps_the_newest_hundred() {
        var hook = desk.hook(receiver.answers(500)).getKey();
        desk.send("POST", "/" + hook + "/test", desk.adas, "");
        desk.runDue();
        desk.execute("insert into webhook_attempts (delivery_id, number, begun_at, duration_ms, response_status)"
                + " select id, n, now(), 1, 200 from webhook_deliveries, generate_series(2, 100) n");
        desk.execute("update webhook_deliveries set attempts = 100");

        desk.send("POST", path(hook) + "/replay", desk.adas, "");
        desk.runDue();

        var attempts = attempts(hook);
        assertThat(attempts.size()).isEqualTo(DeliveryStore.MOST_ATTEMPTS);
        assertThat(attempts.at("/0/number").asInt()).isEqualTo(101);
        assertThat(attempts.at("/0/problem").isNull()).isTrue();
        assertThat(attempts.at("/99/number").asInt()).isEqualTo(2);
    }

    @Test
    void strangers_and_other_webhooks_do_not_lead_to_them() {
        var hook = desk.hook(receiver).getKey();
        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        var path = path(hook);
        var other = desk.hook(receiver).getKey();

        assertThat(attempts(hook).size()).isEqualTo(1);
        assertThat(desk.get(path, desk.mals).statusCode()).isEqualTo(404);
        assertThat(desk.get(path + "/attempts", desk.mals).statusCode()).isEqualTo(404);
        assertThat(desk.get(path.replace(hook, other) + "/attempts", desk.adas).statusCode())
                .isEqualTo(404);
    }
}
