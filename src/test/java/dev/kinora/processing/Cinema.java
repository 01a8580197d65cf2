package dev.kinora.processing;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Rendition;
import dev.kinora.jobs.Jobs;
import dev.kinora.media.Asked;
import dev.kinora.platform.Caller;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.storage.MediaStores;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kinora that films are brought to, whose jobs are run by hand, and what it made of them. */
final class Cinema implements AutoCloseable {
    private final RunningKinora kinora;
    /** Of a month, for each person. */
    private static final int FILMS = 30;
    /** More than anything is tried. */
    private static final int ROUNDS = 30;

    private String key = "";
    private int films;

    Cinema(String... arguments) {
        this(List.of(), arguments);
    }

    /** With further beans. */
    Cinema(List<Class<?>> beans, String... arguments) {
        var all = new ArrayList<>(List.of("--kinora.jobs.background=false"));
        all.addAll(List.of(arguments));
        kinora = RunningKinora.start(beans, all.toArray(String[]::new));
    }

    private String key() {
        if (films++ % FILMS == 0) {
            key = People.member(kinora, "ada" + films).key(ApiScope.values());
        }
        return key;
    }

    RunningKinora kinora() {
        return kinora;
    }

    UUID bring(Path film) {
        return tryToBring(film).orElseThrow();
    }

    /** Empty where it is refused as no film. */
    Optional<UUID> tryToBring(Path film) {
        try {
            var answer =
                    kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/" + film.getFileName())))
                            .header("Authorization", "Bearer " + key())
                            .PUT(BodyPublishers.ofFile(film)));
            if (answer.statusCode() == 415 || answer.statusCode() == 422) {
                return Optional.empty();
            }
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return Optional.of(UUID.fromString(
                    JsonMapper.shared().readTree(answer.body()).get("id").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void work() {
        kinora.bean(Jobs.class).runDue();
    }

    /** As though it were late enough for what is tried again. */
    void workUntilSettled(UUID video) {
        work();
        for (var round = 0;
                round < ROUNDS
                        && !List.of("ready", "error")
                                .contains(video(video).get("status").asString());
                round++) {
            hurry();
        }
    }

    /** What is tried again later is tried now. */
    void hurry() {
        Films.execute(kinora, """
                select hurry_jobs(array(select id from processing_jobs where status = 'queued'), null, now())""");
        work();
    }

    /** Brought and worked on until nothing is left to do. */
    UUID show(Path film) {
        var video = bring(film);
        work();
        return video;
    }

    /** Of the source that is kept. */
    void makeAgain(UUID video) {
        var answer = ask("POST", "/api/v1/videos/" + video + "/processing");
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        work();
    }

    /** With the key of whoever brought the last film. */
    HttpResponse<String> ask(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url(path)))
                .header("Authorization", "Bearer " + key)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return kinora.send(request);
    }

    HttpResponse<String> ask(String method, String path, String json) {
        return ask(method, path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    HttpResponse<String> ask(String method, String path) {
        return ask(method, path, new byte[0]);
    }

    JsonNode processing(UUID video) {
        return JsonMapper.shared()
                .readTree(ask("GET", "/api/v1/videos/" + video + "/processing").body());
    }

    /** The first column of the first row, with the rights of the system. */
    String row(String sql, Object... values) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(sql)) {
            for (var index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode video(UUID video) {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/videos/" + video)))
                .header("Authorization", "Bearer " + key));
        return JsonMapper.shared().readTree(answer.body());
    }

    /** As anybody is told it, once the film is for everybody. */
    String playlist(UUID video, String name) {
        Films.execute(
                kinora,
                "update videos set visibility = 'public', published_at = now() where id = ?::uuid",
                video.toString());
        var uid = video(video).get("uid").asString();
        return kinora.get("/media/" + uid + "/manifest/" + name + ".m3u8").body();
    }

    Edition edition(UUID video) {
        return Caller.system("test")
                .call(() -> kinora.bean(Editions.class).playing(video).orElseThrow());
    }

    /** One rendition as one file, as a player would put it together. */
    Path together(Edition edition, Rendition rendition) {
        var store = kinora.bean(MediaStores.class).named(edition.store());
        var bytes = new ByteArrayOutputStream();
        try {
            try (var in = store.open(edition.keys().beginning(rendition.name()))) {
                in.transferTo(bytes);
            }
            for (var number = 0; number < rendition.segments().size(); number++) {
                try (var in = store.open(edition.keys().segment(rendition.name(), number))) {
                    in.transferTo(bytes);
                }
            }
            var file = Files.createTempFile("rendition", ".mp4");
            file.toFile().deleteOnExit();
            return Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> probe(Path file, String entries) {
        return Asked.ffprobe(
                        "-v", "error", "-of", "csv=p=0", "-count_frames", "-show_entries", entries, file.toString())
                .lines()
                .toList();
    }

    @Override
    public void close() {
        kinora.close();
    }
}
