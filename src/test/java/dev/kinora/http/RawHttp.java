package dev.kinora.http;

import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends exactly these bytes, as no honest client would, and reads until the server closes or falls silent. */
final class RawHttp {
    private static final int SILENCE_MS = 5_000;

    private RawHttp() {}

    static String send(RunningKinora kinora, String bytes) {
        try (var socket = new Socket("localhost", URI.create(kinora.url("/")).getPort())) {
            socket.setSoTimeout(SILENCE_MS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request line with the headers that HTTP demands; the connection ends after it. */
    static String request(RunningKinora kinora, String line) {
        return send(kinora, line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }
}
