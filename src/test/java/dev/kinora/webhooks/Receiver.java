package dev.kinora.webhooks;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else's program on 127.0.0.1, which keeps what it is told and answers as it was set up to. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Planned> planned = new ConcurrentLinkedDeque<>();

    public final List<Message> messages = new CopyOnWriteArrayList<>();

    public record Message(Headers headers, String body) {}

    private record Planned(int status, String text, String retryAfter) {}

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?for=kinora";
    }

    /** The next answer; without one it is 200. */
    public Receiver answers(int status, String text, String retryAfter) {
        planned.add(new Planned(status, text, retryAfter));
        return this;
    }

    public Receiver answers(int status) {
        return answers(status, "", "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        messages.add(new Message(exchange.getRequestHeaders(), body));
        var answer = planned.isEmpty() ? new Planned(200, "thanks", "") : planned.poll();
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        var text = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
        try (exchange) {
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
