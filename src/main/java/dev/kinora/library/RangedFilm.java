package dev.kinora.library;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A film in a store elsewhere, where programs of this machine read only what they need of it: at an address that nobody else can
 * guess or reach, until it is closed. Copying gigabytes for one picture would take minutes and as much of the disk.
 */
final class RangedFilm implements AutoCloseable {
    /** What is asked of the store at once; whoever looks for an index soon goes elsewhere. */
    private static final long CHUNK = 1 << 20;

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    private final MediaStore store;
    private final MediaKey key;
    private final long bytes;
    private final String path = "/" + UUID.randomUUID();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private RangedFilm(MediaStore store, MediaKey key, long bytes) throws IOException {
        this.store = store;
        this.key = key;
        this.bytes = bytes;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(readers);
        server.createContext(path, this::answer);
        server.start();
    }

    static RangedFilm of(MediaStore store, MediaKey key) throws IOException {
        var film = store.find(key).orElseThrow(() -> new NoSuchFileException(key.value()));
        return new RangedFilm(store, key, film.bytes());
    }

    URI address() {
        var here = server.getAddress();
        return URI.create("http://" + here.getAddress().getHostAddress() + ":" + here.getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var range = range(exchange.getRequestHeaders().getFirst("Range"));
            var from = range == null ? 0 : Long.parseLong(range.group(1));
            var last = range == null || range.group(2).isEmpty()
                    ? bytes - 1
                    : Math.min(bytes - 1, Long.parseLong(range.group(2)));
            if (from > last) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
            if (range != null) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + last + "/" + bytes);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, last - from + 1);
            for (var at = from; at <= last; at += CHUNK) {
                try (var some = store.open(key, at, Math.min(CHUNK, last - at + 1))) {
                    some.transferTo(exchange.getResponseBody());
                }
            }
        }
    }

    private static @Nullable Matcher range(@Nullable String header) {
        var matcher = RANGE.matcher(header == null ? "" : header);
        return matcher.matches() ? matcher : null;
    }

    @Override
    public void close() {
        server.stop(0);
        readers.shutdownNow();
    }
}
