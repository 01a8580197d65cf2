package dev.kinora.uploads;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.People.Person;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uploads, by raw requests. */
record Desk(RunningKinora kinora, Person person, String key) {
    static final String UPLOADS = "/api/v1/uploads";

    static Desk of(RunningKinora kinora, Person person) {
        return new Desk(kinora, person, person.key(ApiScope.values()));
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + key));
        all.addAll(List.of(headers));
        var address = path.startsWith("http") ? URI.create(path) : URI.create(kinora.url(path));
        return kinora.send(HttpRequest.newBuilder(address)
                .headers(all.toArray(String[]::new))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> tus(String method, String path, byte[] body, String... headers) {
        var all = new ArrayList<>(List.of("Tus-Resumable", "1.0.0"));
        all.addAll(List.of(headers));
        return send(method, path, body, all.toArray(String[]::new));
    }

    /** The address of a new upload. */
    String begin(long length, String... headers) {
        var all = new ArrayList<>(List.of("Upload-Length", Long.toString(length)));
        all.addAll(List.of(headers));
        var answer = tus("POST", UPLOADS, new byte[0], all.toArray(String[]::new));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<String> patch(String upload, long offset, byte[] body, String... headers) {
        var all = new ArrayList<>(
                List.of("Upload-Offset", Long.toString(offset), "Content-Type", "application/offset+octet-stream"));
        all.addAll(List.of(headers));
        return tus("PATCH", upload, body, all.toArray(String[]::new));
    }

    HttpResponse<String> head(String upload) {
        return tus("HEAD", upload, new byte[0]);
    }

    long offset(String upload) {
        return Long.parseLong(head(upload).headers().firstValue("Upload-Offset").orElseThrow());
    }

    JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** A column of the upload's row, as text. */
    String row(String sql, Object... values) {
        try (var connection = kinora.access().worker().connect();
                var statement = connection.prepareStatement(sql)) {
            for (var index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Usage of this month's videos and of bytes. */
    String usage() {
        return row("select current_usage || ' ' || storage_used_bytes from users where id = ?", person.id());
    }

    static String metadata(String name, String value) {
        return name + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
