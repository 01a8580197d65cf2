package dev.kinora.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line between a browser and a server that can break and be mended. */
final class Line implements AutoCloseable {
    private final int port;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;

    Line(int server) {
        this.server = server;
        this.door = door(0);
        this.port = door.getLocalPort();
        listen(door);
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    void cut() {
        close(door);
        open.forEach(Line::close);
        open.clear();
    }

    void mend() {
        door = door(port);
        listen(door);
    }

    @Override
    public void close() {
        cut();
    }

    private static ServerSocket door(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(ServerSocket at) {
        Thread.ofVirtual().start(() -> {
            while (!at.isClosed()) {
                try {
                    var browser = at.accept();
                    var kinora = new Socket(InetAddress.getLoopbackAddress(), server);
                    open.add(browser);
                    open.add(kinora);
                    pass(browser, kinora);
                    pass(kinora, browser);
                } catch (IOException _) {
                    // The door was shut.
                }
            }
        });
    }

    private static void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException _) {
                close(from);
                close(to);
            }
        });
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception _) {
            // It was closed already.
        }
    }
}
