package dev.kinora.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on every address of this machine, which remembers what it was asked, and a way to it. */
final class Scene implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** As "GET 127.0.0.1 /path". */
    final List<String> asked = new CopyOnWriteArrayList<>();

    interface Doing {
        void answer(HttpExchange exchange) throws Exception;
    }

    Scene() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.setExecutor(threads);
        server.start();
        at("/", exchange -> say(exchange, 200, "hello"));
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri(String host, String path) {
        return URI.create("http://" + host + ":" + port() + path);
    }

    void at(String path, Doing doing) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getLocalAddress().getAddress().getHostAddress() + " " + exchange.getRequestURI());
            try (exchange) {
                doing.answer(exchange);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    void leadOn(String path, String location) {
        at(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    static void say(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static Outbound outbound(String... allowed) {
        return outbound(InetAddress::getAllByName, allowed);
    }

    static Outbound outbound(Connections.Lookup lookup, String... allowed) {
        return outbound(lookup, Duration.ofSeconds(30), Duration.ofSeconds(30), allowed);
    }

    static Outbound outbound(Connections.Lookup lookup, Duration silence, Duration answer, String... allowed) {
        var properties = new OutboundProperties(List.of(allowed), List.of(), Duration.ofSeconds(5), silence, answer);
        return new Outbound(properties, lookup, "1.2");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
