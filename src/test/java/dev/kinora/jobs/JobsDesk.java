package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import routes.PracticeJobs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kinora with practice jobs and those who ask its API about them. */
final class JobsDesk implements AutoCloseable {
    final RunningKinora kinora = RunningKinora.start(List.of(PracticeJobs.class), "--kinora.jobs.background=false");
    final People.Person grace = People.create(kinora, "grace", UserRole.admin);
    final People.Person lin = People.member(kinora, "lin");
    final String admin = grace.key(ApiScope.values());
    final String own = lin.key(ApiScope.values());
    final String stranger = People.member(kinora, "mal").key(ApiScope.values());

    JobId enqueue(JobPayload payload, JobOptions options) {
        return Caller.system("test").call(() -> kinora.bean(Jobs.class).enqueue(payload, options));
    }

    void runDue() {
        kinora.bean(Jobs.class).runDue();
    }

    UUID video(UUID owner) {
        return UUID.fromString(
                value("insert into videos (user_id, title) values ('" + owner + "', 'Gulls') returning id"));
    }

    String state(JobId job) {
        return body(get("/jobs/" + job, admin)).at("/job/state").asString();
    }

    static List<String> ids(HttpResponse<String> response) {
        return body(response).get("items").values().stream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    static JsonNode body(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    static String code(HttpResponse<String> response) {
        return body(response).get("code").asString();
    }

    HttpResponse<String> get(String path, String key) {
        return send("GET", path, key);
    }

    HttpResponse<String> post(String path, String key) {
        return send("POST", path, key);
    }

    HttpResponse<String> send(String method, String path, @org.jspecify.annotations.Nullable String key) {
        return send(method, path, key, null);
    }

    HttpResponse<String> send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String key,
            @org.jspecify.annotations.Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url("/api/v1" + path)))
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return kinora.send(request);
    }

    String value(String sql) {
        try (var connection = kinora.access().owner().connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
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

    /** Keeps the lines of a stream as they come. */
    record Lines(List<String> heard) implements java.util.concurrent.Flow.Subscriber<String> {
        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            heard.add(line);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    @Override
    public void close() {
        kinora.close();
    }
}
