package dev.kinora.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A web server on this machine that answers as it was told to, well or badly, and remembers what it was asked. */
public final class Moody implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deque<Doing> next = new ArrayDeque<>();
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private Doing usual = json("{}");

    public interface Doing {
        void answer(HttpExchange exchange, Moody server) throws Exception;
    }

    /** @param body each byte a character, so that files stay what they are */
    public record Request(String path, String type, String authorization, String body) {}

    public Moody() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            asked.add(new Request(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(headers.getFirst("Content-Type")),
                    String.valueOf(headers.getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
            doing().answer(exchange, this);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private synchronized Doing doing() {
        return next.isEmpty() ? usual : next.poll();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Request> asked() {
        return asked;
    }

    /** One after the other, then what is usual. */
    public synchronized void then(Doing... doings) {
        next.addAll(List.of(doings));
    }

    public synchronized void usually(Doing doing) {
        usual = doing;
        next.clear();
        asked.clear();
    }

    public static Doing json(String text) {
        return say(200, "application/json", text);
    }

    public static Doing say(int status, String type, String text) {
        return (exchange, _) -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public static Doing busy(String retryAfter) {
        return (exchange, server) -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            say(429, "application/json", "{}").answer(exchange, server);
        };
    }

    public static Doing leadOn(String location) {
        return (exchange, _) -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(307, -1);
        };
    }

    /** Says nothing until it is closed. */
    public static Doing hang() {
        return (_, server) -> server.closed.await();
    }

    /** A letter now and then, for ever. */
    public static Doing drip() {
        return (exchange, server) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            while (!server.closed.await(50, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        };
    }

    /** Promises more than it says. */
    public static Doing cutOff(String text) {
        return (exchange, _) -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    public static Doing endless() {
        return (exchange, _) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            var portion = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 4096; i++) {
                exchange.getResponseBody().write(portion);
            }
        };
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
