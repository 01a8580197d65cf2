package dev.kinora.bench;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kinora to which films are brought. */
final class Studio implements AutoCloseable {
    private static final double NANOS = 1e9;
    /** Ticks of the kernel's processor time, everywhere where there is /proc. */
    private static final double TICKS = 100;

    private static final int CHILDREN_USER = 13;

    private final RunningKinora kinora;
    private final String key;
    /** One for all questions: each sign-in costs both sides milliseconds of processor time, and Kinora's is measured in this process. */
    private final Connection watch;

    Studio(RunningKinora kinora) throws SQLException {
        this.kinora = kinora;
        this.watch = kinora.access().worker().connect();
        this.key = People.member(kinora, "ada").key(ApiScope.values());
    }

    /**
     * What became of a film.
     *
     * @param processor seconds of Kinora and of all it started
     * @param ofJava what of it was its own process, compiling itself included
     * @param playable seconds from its last byte until it could be played
     * @param ready seconds until it was ready
     * @param stored bytes beside its own
     */
    record Shown(double processor, double ofJava, double playable, double ready, long stored, JsonNode plan) {}

    Shown show(Shot shot) throws IOException, InterruptedException, SQLException {
        var java = ofJava();
        var children = ofChildren();
        var video = bring(shot.file());
        var arrived = System.nanoTime();
        await("select edition_id is not null from videos where id = '" + video + "'");
        var playable = (System.nanoTime() - arrived) / NANOS;
        await("select status = 'ready' from videos where id = '" + video + "'");
        var ready = (System.nanoTime() - arrived) / NANOS;
        var own = ofJava() - java;
        return new Shown(
                own + ofChildren() - children,
                own,
                playable,
                ready,
                stored(video, shot.bytes()),
                JsonMapper.shared().readTree(value("select plan from editions where video_id = '" + video + "'")));
    }

    UUID bring(Path film) throws IOException {
        var answer = kinora.send(HttpRequest.newBuilder(URI.create(kinora.url("/api/v1/uploads/" + film.getFileName())))
                .header("Authorization", "Bearer " + key)
                .PUT(BodyPublishers.ofFile(film)));
        if (answer.statusCode() != 201) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return UUID.fromString(
                JsonMapper.shared().readTree(answer.body()).get("id").asString());
    }

    void await(String question) throws SQLException, InterruptedException {
        while (!value(question).equals("t")) {
            if (value("select count(*) from videos where status = 'error'").equals("1")) {
                throw new IllegalStateException("the film could not be prepared");
            }
            Thread.sleep(20);
        }
    }

    private String value(String query) throws SQLException {
        try (var statement = watch.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private long stored(UUID video, long source) throws IOException {
        try (var files = Files.walk(kinora.data())) {
            return files.filter(each ->
                                    Files.isRegularFile(each) && each.toString().contains(video.toString()))
                            .mapToLong(each -> each.toFile().length())
                            .sum()
                    - source;
        }
    }

    @Override
    public void close() throws SQLException {
        watch.close();
    }

    private static double ofJava() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / NANOS;
    }

    /** Of those that have ended. */
    static double ofChildren() throws IOException {
        var fields = Files.readString(Path.of("/proc/self/stat"));
        return Arrays.stream(fields.substring(fields.lastIndexOf(')') + 2).split(" "))
                        .skip(CHILDREN_USER)
                        .limit(2)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS;
    }
}
