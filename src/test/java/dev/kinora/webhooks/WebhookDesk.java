package dev.kinora.webhooks;

import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import dev.kinora.testing.SettableClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kinora whose time stands still, that may call 127.0.0.1, and two people at its API. */
final class WebhookDesk implements AutoCloseable {
    private static final SettableClock CLOCK = new SettableClock(Instant.now());

    static class Time {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    final RunningKinora kinora = RunningKinora.start(
            List.of(Time.class), "--kinora.jobs.background=false", "--kinora.outbound.allow=127.0.0.1/32");
    final People.Person ada = People.member(kinora, "ada");
    final People.Person mal = People.member(kinora, "mal");
    final String adas = ada.key(ApiScope.values());
    final String mals = mal.key(ApiScope.values());

    static JsonNode body(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    HttpResponse<String> send(String method, String path, String key, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/webhooks" + path)))
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return kinora.send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> get(String path, String key) {
        return send("GET", path, key, "");
    }

    /** Id and secret. */
    Map.Entry<String, String> hook(Receiver receiver, String... events) {
        var wish = JsonMapper.shared().writeValueAsString(Map.of("url", receiver.url(), "events", events));
        var made = body(send("POST", "", adas, wish));
        return Map.entry(made.at("/webhook/id").asString(), made.get("secret").asString());
    }

    void tell(WebhookEvent event, Map<String, Object> data) {
        Caller.system("test").run(() -> kinora.bean(Webhooks.class).tell(ada.id(), event, data));
    }

    void tellAndFail(WebhookEvent event) {
        Caller.system("test")
                .run(() -> kinora.bean(Db.class).write(_ -> {
                    kinora.bean(Webhooks.class).tell(ada.id(), event, Map.of());
                    throw new IllegalStateException("what happened did not happen");
                }));
    }

    void runDue() {
        kinora.bean(Jobs.class).runDue();
    }

    void after(Duration time) {
        CLOCK.advance(time);
        runDue();
    }

    JsonNode delivery(String hook) {
        return body(get("/" + hook + "/deliveries", adas)).at("/items/0");
    }

    JsonNode webhook(String hook) {
        return body(get("/" + hook, adas));
    }

    String value(String sql) {
        try (var connection = kinora.access().owner().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (var connection = kinora.access().owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kinora.close();
    }
}
