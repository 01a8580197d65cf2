package dev.kinora.chaptering;

import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.Jobs;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kinora on which ada's films get chapters, and whose queue works only when told to. */
final class ChapterDesk implements AutoCloseable {
    final RunningKinora kinora;
    final People.Person ada;
    final String adas;
    final String mals;

    /** Three things told one after the other, each in words of its own. */
    static final List<String> TALK = List.of(
            "We set the type by hand, letter by letter.",
            "Each letter of type lies in its case.",
            "The type is set in lines, and the lines in a frame.",
            "A frame of type is heavy, so lift the type with care.",
            "Next, let's talk about ink.",
            "The ink is spread on the slab until the ink is thin.",
            "Roll the ink in both directions; thin ink prints best.",
            "Too much ink fills the letters, and ink takes days to dry.",
            "Let's move on to the paper.",
            "Damp paper takes a print far better than dry paper.",
            "Lay the paper on the pins, so that all paper lies the same.",
            "Hang the paper on the line until the paper is dry.");

    ChapterDesk(String... settings) {
        var all = new ArrayList<>(List.of("--kinora.jobs.background=false"));
        all.addAll(List.of(settings));
        kinora = RunningKinora.start(all.toArray(String[]::new));
        ada = People.member(kinora, "ada");
        adas = ada.key(ApiScope.values());
        mals = People.member(kinora, "mal").key(ApiScope.values());
    }

    @Override
    public void close() {
        kinora.close();
    }

    /** Of ninety seconds. */
    Films.Film film(String visibility) {
        return Films.of(ada, "A film", visibility);
    }

    static String path(Films.Film film) {
        return "/api/v1/videos/" + film.id() + "/chapters";
    }

    HttpResponse<String> call(String method, String path, String key, String body, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + key));
        all.addAll(List.of(headers));
        return kinora.send(HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .headers(all.toArray(String[]::new))
                .method(method, BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) {
        return call("GET", path, adas, "");
    }

    static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + read(answer).path("code").asString();
    }

    static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    /** @param chapters as JSON, without the brackets */
    HttpResponse<String> put(Films.Film film, String version, String chapters) {
        return call(
                "PUT",
                path(film),
                adas,
                "{\"chapters\": [" + chapters + "]}",
                "Content-Type",
                "application/json",
                "If-Match",
                version);
    }

    /** Each as its second and its title. */
    static String chapter(String start, String title) {
        return "{\"start\": " + start + ", \"title\": \"" + title + "\"}";
    }

    String titles(Films.Film film) {
        return read(get(path(film)))
                .get("chapters")
                .valueStream()
                .map(each -> each.get("start").asString() + "-"
                        + each.get("end").asString() + " " + each.get("title").asString())
                .collect(Collectors.joining(", "));
    }

    /** Seven seconds a sentence, so that the last ends with the film. */
    void says(Films.Film film, List<String> sentences) {
        var vtt = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < sentences.size(); i++) {
            vtt.append("\n00:%02d:%02d.000 --> 00:%02d:%02d.000\n%s\n"
                    .formatted(7 * i / 60, 7 * i % 60, (7 * i + 6) / 60, (7 * i + 6) % 60, sentences.get(i)));
        }
        var answer = call(
                "PUT",
                "/api/v1/videos/" + film.id() + "/captions/en",
                adas,
                vtt.toString(),
                "Content-Type",
                "text/vtt");
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** What is to run in a moment runs now. */
    void work(Films.Film film) {
        Caller.system("test").run(() -> {
            jobs(film, "queued").forEach(id -> kinora.bean(JobControls.class).hurry(id));
            kinora.bean(Jobs.class).runDue();
        });
    }

    HttpResponse<String> generate(Films.Film film) {
        var asked = call("POST", path(film) + "/generate", adas, "");
        Caller.system("test").run(() -> kinora.bean(Jobs.class).runDue());
        return asked;
    }

    List<UUID> jobs(Films.Film film, String status) {
        return rows("select id from processing_jobs where job_type = 'chapter_generation' and status = '" + status
                        + "' and video_id = '" + film.id() + "'")
                .stream()
                .map(UUID::fromString)
                .toList();
    }

    /** The first column, as the system sees it. */
    List<String> rows(String sql) {
        try (var connection = kinora.access().worker().connect();
                var found = connection.createStatement().executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
