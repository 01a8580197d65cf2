package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A line between a store and its server that breaks when it is told to. */
final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket door;
    private final int server;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile int afterUp = Integer.MAX_VALUE;
    private volatile int afterDown = Integer.MAX_VALUE;
    private final AtomicInteger cut = new AtomicInteger();

    CuttingProxy(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** The next so many connections over which more than that comes back. */
    CuttingProxy cutAnswers(int after, int times) {
        afterDown = after;
        afterUp = Integer.MAX_VALUE;
        cuts.set(times);
        return this;
    }

    CuttingProxy cutRequests(int after, int times) {
        afterUp = after;
        afterDown = Integer.MAX_VALUE;
        cuts.set(times);
        return this;
    }

    int cut() {
        return cut.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                var upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> copy(client, upstream, true));
                Thread.ofVirtual().start(() -> copy(upstream, client, false));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void copy(Socket from, Socket to, boolean up) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), up);
        } catch (IOException _) {
            // Either side hung up.
        }
    }

    private void copy(InputStream from, OutputStream to, boolean up) throws IOException {
        var buffer = new byte[BUFFER];
        var sum = 0L;
        for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
            sum += read;
            if (sum > (up ? afterUp : afterDown) && cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                cut.incrementAndGet();
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
