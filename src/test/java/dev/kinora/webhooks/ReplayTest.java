package dev.kinora.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages that their owner sends again, or does not want to wait for. */
class ReplayTest {
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
    void message_that_waits_for_its_next_attempt_is_tried_now_when_its_owner_wants_it_once() {
        var hook = desk.hook(receiver.answers(500).answers(500)).getKey();
        desk.tell(WebhookEvent.VIDEO_READY, Map.of("n", 8));
        desk.runDue();
        desk.after(Duration.ofSeconds(30));
        var waiting = desk.delivery(hook);
        assertThat(waiting.get("nextAttemptAt").isNull()).isFalse();

        var path = "/" + hook + "/deliveries/" + waiting.get("id").asString() + "/replay";
        var first = desk.send("POST", path, desk.adas, "");
        var second = desk.send("POST", path, desk.adas, "");
        desk.runDue();

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(WebhookDesk.body(first).get("nextAttemptAt").isNull()).isTrue();
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(desk.delivery(hook).get("state").asString()).isEqualTo("delivered");
        assertThat(desk.delivery(hook).get("attempts").asInt()).isEqualTo(3);
        assertThat(receiver.messages).hasSize(3);
    }

    @Test
    void message_that_is_being_sent_is_not_sent_beside_itself() {
        var hook = desk.hook(receiver.answers(500)).getKey();
        desk.tell(WebhookEvent.VIDEO_READY, Map.of("n", 9));
        desk.runDue();
        desk.execute(
                "update processing_jobs set status = 'running', started_at = now() where job_type = 'deliver_webhook'"
                        + " and status = 'queued'");

        var delivery = desk.delivery(hook).get("id").asString();
        var answer = desk.send("POST", "/" + hook + "/deliveries/" + delivery + "/replay", desk.adas, "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(WebhookDesk.body(answer).get("code").asString()).isEqualTo("delivery-under-way");
        desk.execute("delete from processing_jobs where job_type = 'deliver_webhook' and status = 'running'");
    }
}
