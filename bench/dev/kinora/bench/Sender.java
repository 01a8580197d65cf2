package dev.kinora.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends a file to either server in the same way: a head, and then the file by the kernel alone. */
final class Sender {
    private final Path film;

    Sender(Path film) {
        this.film = film;
    }

    /** Bytes a second from the first byte to the answer. */
    double put(int port, String path) throws IOException {
        return send(port, "PUT " + path + " HTTP/1.1\r\nHost: localhost\r\n", 201, 204);
    }

    /** The same by tus, in one request after its announcement; both count. What was uploaded is deleted before the next. */
    double tus(int port, String key) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var began = System.nanoTime();
            var created = client.send(
                    request(port, "/api/v1/uploads", key)
                            .header("Tus-Resumable", "1.0.0")
                            .header("Upload-Length", Long.toString(size()))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            var announced = System.nanoTime() - began;
            var upload = URI.create(created.headers().firstValue("Location").orElseThrow());
            var perSecond = send(
                    port,
                    "PATCH " + upload.getPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                            + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n",
                    204,
                    204);
            var video = created.headers().firstValue("Kinora-Video").orElseThrow();
            awaitRead(client, port, key, video);
            delete(client, port, key, "/api/v1/videos/" + video);
            delete(client, port, key, "/api/v1/bin/" + video);
            return size() / (size() / perSecond + announced / 1e9);
        }
    }

    private double send(int port, String head, int wanted, int orWanted) throws IOException {
        try (var socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                var file = FileChannel.open(film)) {
            var began = System.nanoTime();
            socket.write(ByteBuffer.wrap((head + "Content-Length: " + size() + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            for (var at = 0L; at < size(); ) {
                at += file.transferTo(at, size() - at, socket);
            }
            var answer = ByteBuffer.allocate(64);
            while (answer.hasRemaining() && socket.read(answer) >= 0) {
                // The status is at the beginning.
            }
            var took = System.nanoTime() - began;
            var status = Integer.parseInt(new String(answer.array(), 9, 3, StandardCharsets.US_ASCII));
            if (status != wanted && status != orWanted) {
                throw new IOException("it answered " + status);
            }
            return size() * 1e9 / took;
        }
    }

    /** Reading it through for its hash would disturb whoever comes next. */
    private void awaitRead(HttpClient client, int port, String key, String video)
            throws IOException, InterruptedException {
        HttpResponse<String> file;
        do {
            Thread.sleep(100);
            file = client.send(
                    request(port, "/api/v1/videos/" + video + "/file", key).build(), BodyHandlers.ofString());
        } while (file.body().contains("\"sha256\":null"));
    }

    private static void delete(HttpClient client, int port, String key, String path)
            throws IOException, InterruptedException {
        client.send(request(port, path, key).DELETE().build(), BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(int port, String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + key);
    }

    long size() {
        return film.toFile().length();
    }
}
