package dev.kinora.uploads;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of somebody else with a film, which does as it likes. */
public final class Origin implements AutoCloseable {
    /** What was asked for, in its order. */
    final List<String> ranges = new ArrayList<>();
    /** How many answers end in their middle. */
    final AtomicInteger cuts = new AtomicInteger();

    /** What is answered below /as-it-is/; 200 is the film. */
    public final AtomicInteger status = new AtomicInteger(200);

    private final byte[] film;
    private final HttpServer server;

    public Origin(byte[] film) throws IOException {
        this.film = film;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        on("/films/", exchange -> serve(exchange, true));
        on("/whole/", exchange -> serve(exchange, false));
        on("/changing/", exchange -> serveChanging(exchange, true));
        on("/untold/", exchange -> serveChanging(exchange, false));
        on("/trickling/", this::trickle);
        on("/as-it-is/", exchange -> {
            if (status.get() == 200) {
                serve(exchange, true);
            } else {
                answer(exchange, status.get(), new byte[0]);
            }
        });
        server.start();
    }

    public void on(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    void forget() {
        ranges.clear();
        cuts.set(0);
        status.set(200);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Cuts the line in the middle, as often as is asked for. */
    private void serve(HttpExchange exchange, boolean knowsRanges) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        var from = range == null || !knowsRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (film.length - 1) + "/" + film.length);
        }
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        var body = Arrays.copyOfRange(film, from, film.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length);
        if (cuts.getAndDecrement() > 0) {
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            // Ends the connection with half of the body owed.
            exchange.close();
            return;
        }
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Another film of the same length once the line was cut; told by an ETag or not at all. */
    private void serveChanging(HttpExchange exchange, boolean told) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        var condition = exchange.getRequestHeaders().getFirst("If-Range");
        ranges.add(range + " if " + condition);
        var first = cuts.getAndDecrement() > 0;
        var body = film.clone();
        if (first) {
            Arrays.fill(body, 1000, body.length, (byte) 7);
        }
        if (told) {
            exchange.getResponseHeaders().set("ETag", first ? "\"1\"" : "\"2\"");
        }
        if (range != null && condition == null) {
            var from = Integer.parseInt(range.replaceAll("\\D", ""));
            body = Arrays.copyOfRange(body, from, body.length);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (film.length - 1) + "/" + film.length);
            exchange.sendResponseHeaders(206, body.length);
        } else {
            exchange.sendResponseHeaders(200, body.length);
        }
        exchange.getResponseBody().write(body, 0, first ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, film.length);
        exchange.getResponseBody().write(film, 0, 5000);
        try {
            for (var each = 5000; each < film.length; each++) {
                exchange.getResponseBody().write(film, each, 1);
                exchange.getResponseBody().flush();
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    public static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
