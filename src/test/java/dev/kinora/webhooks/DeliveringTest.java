package dev.kinora.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a receiver hears, and what becomes of it. */
class DeliveringTest {
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

    @Test
    void receiver_can_tell_that_a_message_is_from_here() throws Exception {
        var hook = desk.hook(receiver, "video.ready");

        desk.tell(WebhookEvent.VIDEO_READY, Map.of("title", "Möwen 🐦"));
        desk.runDue();

        var message = receiver.messages.getFirst();
        var signature = message.headers().getFirst("Webhook-Signature");
        assertThat(signature).matches("time=[0-9]{10},sig1=[0-9a-f]{64}");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hook.getValue().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signed = signature.substring(5, 15) + "." + message.body();
        assertThat(signature).endsWith(HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        var body = JsonMapper.shared().readTree(message.body());
        assertThat(body.propertyNames()).containsExactly("id", "event", "createdAt", "data");
        assertThat(body.at("/data/title").asString()).isEqualTo("Möwen 🐦");
        var logged = WebhookDesk.body(desk.get("/" + hook.getKey() + "/deliveries", desk.adas));
        assertThat(logged.at("/items/0/message")).isEqualTo(body);
        assertThat(message.headers().getFirst("Webhook-Event")).isEqualTo("video.ready");
        assertThat(message.headers().getFirst("Webhook-Id"))
                .isEqualTo(body.get("id").asString());
        assertThat(message.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(message.headers().getFirst("User-Agent")).startsWith("Kinora/");
    }

    @Test
    void only_those_who_want_to_know_are_told() {
        var all = desk.hook(receiver);
        var ready = desk.hook(receiver, "video.ready", "video.error");
        var paused = desk.hook(receiver);
        desk.send("PATCH", "/" + paused.getKey(), desk.adas, "{\"paused\": true}");

        desk.tell(WebhookEvent.VIDEO_DELETED, Map.of());
        desk.tell(WebhookEvent.VIDEO_ERROR, Map.of());
        desk.runDue();

        assertThat(desk.delivery(ready.getKey()).get("event").asString()).isEqualTo("video.error");
        assertThat(desk.value("select count(*) from webhook_deliveries where webhook_id = '" + all.getKey() + "'"))
                .isEqualTo("2");
        assertThat(desk.value("select count(*) from webhook_deliveries where webhook_id = '" + paused.getKey() + "'"))
                .isEqualTo("0");
        assertThat(receiver.messages).hasSize(3);
    }

    @Test
    void what_did_not_happen_is_not_told() {
        desk.hook(receiver);

        assertThatThrownBy(() -> desk.tellAndFail(WebhookEvent.VIDEO_READY)).isInstanceOf(IllegalStateException.class);
        desk.runDue();

        assertThat(receiver.messages).isEmpty();
        assertThat(desk.value("select count(*) from webhook_deliveries")).isEqualTo("0");
    }

    @Test
    void message_that_is_not_taken_is_brought_again_later_and_later() {
        var hook = desk.hook(receiver.answers(500, "a".repeat(5_000), "")
                        .answers(302)
                        .answers(204))
                .getKey();

        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        var first = desk.delivery(hook);
        assertThat(first.get("state").asString()).isEqualTo("queued");
        assertThat(first.get("responseStatus").asInt()).isEqualTo(500);
        assertThat(first.get("responseBody").asString()).hasSize(4_000);
        assertThat(first.get("problem").asString()).isEqualTo("The receiver answered 500.");
        assertThat(first.get("nextAttemptAt").isNull()).isFalse();

        desk.after(Duration.ofSeconds(9));
        assertThat(receiver.messages).hasSize(1);
        desk.after(Duration.ofSeconds(1));
        desk.after(Duration.ofSeconds(29));
        assertThat(receiver.messages).hasSize(2);
        desk.after(Duration.ofSeconds(1));

        var last = desk.delivery(hook);
        assertThat(last.get("state").asString()).isEqualTo("delivered");
        assertThat(last.get("attempts").asInt()).isEqualTo(3);
        assertThat(last.get("deliveredAt").isNull()).isFalse();
        assertThat(last.get("nextAttemptAt").isNull()).isTrue();
        assertThat(receiver.messages.stream().map(Receiver.Message::body).distinct())
                .hasSize(1);
    }

    @Test
    void status_that_is_none_stands_in_the_sentence() {
        var hook = desk.hook(receiver.answers(999, "no", "")).getKey();

        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();

        var refused = desk.delivery(hook);
        assertThat(refused.get("state").asString()).isEqualTo("queued");
        assertThat(refused.get("attempts").asInt()).isEqualTo(1);
        assertThat(refused.get("responseStatus").isNull()).isTrue();
        assertThat(refused.get("problem").asString())
                .isEqualTo("The receiver answered 999, which is no status of HTTP.");
        desk.after(Duration.ofSeconds(10));
        assertThat(desk.delivery(hook).get("state").asString()).isEqualTo("delivered");
    }

    @Test
    void receiver_that_asks_for_time_gets_it() {
        desk.hook(receiver.answers(503, "", "3600"));

        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        desk.after(Duration.ofMinutes(59));
        assertThat(receiver.messages).hasSize(1);
        desk.after(Duration.ofMinutes(1));
        assertThat(receiver.messages).hasSize(2);
    }

    @Test
    void message_that_nobody_takes_is_given_up_after_a_day_and_can_be_sent_again() {
        for (var i = 0; i < 12; i++) {
            receiver.answers(500);
        }
        var hook = desk.hook(receiver).getKey();

        desk.tell(WebhookEvent.VIDEO_READY, Map.of("n", 7));
        desk.runDue();
        for (var hours = 0; hours < 25; hours++) {
            desk.after(Duration.ofHours(1));
        }
        desk.after(Duration.ofHours(20));

        var failed = desk.delivery(hook);
        assertThat(failed.get("state").asString()).isEqualTo("failed");
        assertThat(failed.get("attempts").asInt()).isEqualTo(12);
        assertThat(receiver.messages).hasSize(12);
        assertThat(desk.value("select count(*) from dead_jobs")).isEqualTo("0");

        var path = "/" + hook + "/deliveries/" + failed.get("id").asString() + "/replay";
        assertThat(desk.send("POST", path, desk.adas, "").statusCode()).isEqualTo(202);
        assertThat(desk.send("POST", path, desk.adas, "").statusCode()).isEqualTo(202);
        desk.runDue();

        assertThat(desk.delivery(hook).get("state").asString()).isEqualTo("delivered");
        assertThat(receiver.messages).hasSize(13);
        assertThat(receiver.messages.getLast().body())
                .isEqualTo(receiver.messages.getFirst().body());
    }

    @Test
    void receiver_that_is_gone_is_left_alone_until_its_owner_says_otherwise() {
        var hook = desk.hook(receiver.answers(410)).getKey();
        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.tell(WebhookEvent.VIDEO_UPDATED, Map.of());
        desk.runDue();
        desk.tell(WebhookEvent.VIDEO_DELETED, Map.of());
        desk.after(Duration.ofDays(1));

        assertThat(receiver.messages).hasSize(1);
        assertThat(desk.webhook(hook).get("pausedBecause").asString()).contains("410 Gone");
        assertThat(desk.delivery(hook).get("problem").asString())
                .isEqualTo("The webhook was paused before this could be sent.");

        desk.send("PATCH", "/" + hook, desk.adas, "{\"paused\": false}");
        assertThat(desk.webhook(hook).get("pausedBecause").isNull()).isTrue();
        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        assertThat(receiver.messages).hasSize(2);
    }

    @Test
    void webhook_whose_last_fifty_messages_failed_is_paused_and_says_why() {
        var hook = desk.hook(receiver).getKey();
        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        failures(hook, 48);
        failOnce(hook);
        assertThat(desk.webhook(hook).get("pausedAt").isNull()).isTrue();

        failOnce(hook);
        assertThat(desk.webhook(hook).get("pausedBecause").asString())
                .startsWith("The last 50 messages could not be delivered. 10.1.2.3 is not on the public internet");

        desk.send("PATCH", "/" + hook, desk.adas, "{\"paused\": false}");
        failOnce(hook);
        assertThat(desk.webhook(hook).get("pausedAt").isNull())
                .as("it begins anew")
                .isTrue();
    }

    private static void failures(String hook, int count) {
        desk.execute("update webhooks set url = 'http://10.1.2.3/' where id = '" + hook + "'");
        desk.execute("insert into webhook_deliveries (webhook_id, event, payload) select '" + hook
                + "', 'video.ready', '{}' from generate_series(1, " + count + ")");
        desk.execute("update webhook_deliveries set status = 'failed' where status = 'queued'");
    }

    private static void failOnce(String hook) {
        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        assertThat(desk.delivery(hook).get("state").asString()).isEqualTo("failed");
    }

    @Test
    void private_address_is_refused_when_it_is_given_and_when_it_is_called() {
        assertThat(desk.send("POST", "", desk.adas, "{\"url\": \"http://192.168.1.1/\"}")
                        .body())
                .contains("192.168.1.1 is not on the public internet");
        var hook = desk.hook(receiver).getKey();
        desk.execute("update webhooks set url = 'http://169.254.169.254/latest' where id = '" + hook + "'");

        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();

        var failed = desk.delivery(hook);
        assertThat(failed.get("state").asString()).isEqualTo("failed");
        assertThat(failed.get("problem").asString()).contains("is not on the public internet");
    }

    @Test
    void test_is_sent_once_and_to_a_paused_webhook_too() {
        var hook = desk.hook(receiver.answers(500), "video.ready").getKey();
        desk.send("PATCH", "/" + hook, desk.adas, "{\"paused\": true}");

        assertThat(desk.send("POST", "/" + hook + "/test", desk.adas, "").statusCode())
                .isEqualTo(202);
        desk.runDue();
        desk.after(Duration.ofDays(1));

        assertThat(receiver.messages).hasSize(1);
        assertThat(receiver.messages.getFirst().headers().getFirst("Webhook-Event"))
                .isEqualTo("webhook.test");
        assertThat(desk.delivery(hook).get("state").asString()).isEqualTo("failed");
    }

    @Test
    void what_nobody_tries_any_more_is_given_up_in_the_end() {
        var hook = desk.hook(receiver).getKey();
        desk.execute("insert into webhook_deliveries (webhook_id, event, payload, status_changed_at) values ('" + hook
                + "', 'video.ready', '{}', now() - interval '15 days')");

        desk.after(Duration.ofDays(1));

        assertThat(desk.delivery(hook).get("problem").asString()).isEqualTo("Its delivery was cancelled.");
    }
}
