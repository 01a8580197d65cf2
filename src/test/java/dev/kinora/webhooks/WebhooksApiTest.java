package dev.kinora.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Webhooks as programs manage them. */
class WebhooksApiTest {
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
    void webhook_is_made_changed_and_deleted() {
        var hook = desk.hook(receiver, "video.ready", "video.ready").getKey();
        assertThat(desk.webhook(hook).get("url").asString()).isEqualTo(receiver.url());
        assertThat(desk.webhook(hook).get("events").toString()).isEqualTo("[\"video.ready\"]");

        var changed = WebhookDesk.body(desk.send(
                "PATCH",
                "/" + hook,
                desk.adas,
                "{\"url\": \"https://Example.org\", \"events\": [], \"paused\": true}"));
        assertThat(changed.get("url").asString()).isEqualTo("https://example.org/");
        assertThat(changed.get("events").isEmpty()).isTrue();
        assertThat(changed.get("pausedAt").isNull()).isFalse();

        assertThat(desk.send("DELETE", "/" + hook, desk.adas, "").statusCode()).isEqualTo(204);
        assertThat(desk.send("DELETE", "/" + hook, desk.adas, "").statusCode()).isEqualTo(404);
        assertThat(WebhookDesk.body(desk.get("", desk.adas)).get("items").isEmpty())
                .isTrue();
    }

    @Test
    void of_two_changes_at_once_none_is_lost() throws Exception {
        var hook = desk.hook(receiver, "video.ready").getKey();
        CompletableFuture<Integer> events;
        try (var other = desk.kinora.access().owner().connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            int holder;
            try (var rows = statement.executeQuery("select pg_backend_pid()")) {
                rows.next();
                holder = rows.getInt(1);
            }
            statement.execute("update webhooks set url = 'https://example.org/' where id = '" + hook + "'");
            events = CompletableFuture.supplyAsync(
                    () -> desk.send("PATCH", "/" + hook, desk.adas, "{\"events\": [\"video.deleted\"]}")
                            .statusCode());
            Await.until(() -> !desk.value("select count(*) from pg_locks where not granted and " + holder
                            + " = any (pg_blocking_pids(pid))")
                    .equals("0"));
            other.commit();
        }

        assertThat(events.get()).isEqualTo(200);
        assertThat(desk.webhook(hook).get("url").asString()).isEqualTo("https://example.org/");
        assertThat(desk.webhook(hook).get("events").toString()).isEqualTo("[\"video.deleted\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|url",
                "{\"url\": \"ftp://example.org\"}|url",
                "{\"url\": \"https://user:pw@example.org\"}|url",
                "{\"url\": \"http://[::1]:5432\"}|url",
                "{\"url\": \"http://127.1/\"}|url",
                "{\"url\": \"https://example.org\", \"events\": [\"video.gone\"]}|events",
                "{\"url\": \"https://example.org\", \"events\": [\"webhook.test\"]}|events"
            })
    void wish_that_cannot_be_is_refused_with_the_name_of_the_field(String wish, String field) {
        var refused = desk.send("POST", "", desk.adas, wish);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(WebhookDesk.body(refused).at("/fields/0/field").asString()).isEqualTo(field);
    }

    @Test
    void nobody_has_more_than_twenty() {
        for (var i = 0; i < 20; i++) {
            desk.hook(receiver);
        }

        var refused = desk.send("POST", "", desk.adas, "{\"url\": \"https://example.org\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("too-many-webhooks");
    }

    @Test
    void wish_that_is_sent_twice_under_one_key_is_one_webhook_with_one_secret() {
        var wish = "{\"url\": \"https://example.org\"}";
        var once = desk.send("POST", "", desk.adas, wish, "Idempotency-Key", "hook-1");
        var twice = desk.send("POST", "", desk.adas, wish, "Idempotency-Key", "hook-1");

        assertThat(twice.body()).isEqualTo(once.body());
        assertThat(desk.value("select count(*) from webhooks")).isEqualTo("1");
    }

    @Test
    void strangers_see_and_change_nothing() {
        var hook = desk.hook(receiver).getKey();
        desk.tell(WebhookEvent.VIDEO_READY, Map.of());
        desk.runDue();
        var delivery = desk.delivery(hook).get("id").asString();

        assertThat(WebhookDesk.body(desk.get("", desk.mals)).get("items").isEmpty())
                .isTrue();
        for (var request : List.of(
                "GET /" + hook,
                "PATCH /" + hook,
                "DELETE /" + hook,
                "POST /" + hook + "/secret",
                "POST /" + hook + "/test",
                "GET /" + hook + "/deliveries",
                "POST /" + hook + "/deliveries/" + delivery + "/replay")) {
            var parts = request.split(" ", 2);
            assertThat(desk.send(parts[0], parts[1], desk.mals, parts[0].equals("PATCH") ? "{\"paused\": true}" : "")
                            .statusCode())
                    .as(request)
                    .isEqualTo(404);
        }
        assertThat(desk.webhook(hook).get("pausedAt").isNull()).isTrue();
        assertThat(receiver.messages).hasSize(1);
    }

    @Test
    void delivery_is_not_replayed_by_way_of_another_webhook() {
        var one = desk.hook(receiver).getKey();
        var delivered = desk.send("POST", "/" + one + "/test", desk.adas, "");
        var other = desk.hook(receiver).getKey();
        desk.runDue();

        var path = "/" + other + "/deliveries/"
                + WebhookDesk.body(delivered).get("id").asString() + "/replay";
        assertThat(desk.send("POST", path, desk.adas, "").statusCode()).isEqualTo(404);
    }

    @Test
    void key_that_may_only_read_changes_nothing() {
        var hook = desk.hook(receiver).getKey();
        var reader = desk.ada.key(ApiScope.read);

        assertThat(desk.get("/" + hook, reader).statusCode()).isEqualTo(200);
        assertThat(desk.send("POST", "/" + hook + "/secret", reader, "").statusCode())
                .isEqualTo(403);
        assertThat(desk.send("DELETE", "/" + hook, reader, "").statusCode()).isEqualTo(403);
    }

    @Test
    void secret_is_told_once_and_stands_nowhere_else() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        root.addAppender(heard);
        var level = root.getLevel();
        root.setLevel(Level.DEBUG);
        try {
            var hook = desk.hook(receiver.answers(500));
            var changed = WebhookDesk.body(desk.send("POST", "/" + hook.getKey() + "/secret", desk.adas, ""));
            var fresh = changed.get("secret").asString();
            assertThat(fresh).startsWith("whsec_").isNotEqualTo(hook.getValue());
            desk.tell(WebhookEvent.VIDEO_READY, Map.of());
            desk.runDue();

            for (var secret : List.of(hook.getValue(), fresh)) {
                var bare = secret.substring(6);
                assertThat(desk.get("", desk.adas).body()
                                + desk.get("/" + hook.getKey(), desk.adas).body()
                                + desk.get("/" + hook.getKey() + "/deliveries", desk.adas)
                                        .body())
                        .doesNotContain(bare);
                assertThat(desk.value("select coalesce(string_agg(a::text, ' '), '') from audit_logs a"))
                        .contains("webhook.created", "webhook.updated")
                        .doesNotContain(bare);
                assertThat(desk.value("select string_agg(w::text || j::text, ' ') from webhooks w, processing_jobs j"))
                        .doesNotContain(bare);
                assertThat(List.copyOf(heard.list))
                        .isNotEmpty()
                        .noneMatch(event -> event.getFormattedMessage().contains(bare));
            }
        } finally {
            root.setLevel(level);
            root.detachAppender(heard);
        }
    }
}
