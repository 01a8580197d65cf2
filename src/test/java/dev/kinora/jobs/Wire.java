package dev.kinora.jobs;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.database.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The way to a database, which can be held up: what is sent meanwhile arrives when it is open again, as over a network that was away. */
final class Wire implements AutoCloseable {
    private static final Pattern HOST = Pattern.compile("//([^:/]+):(\\d+)/");

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean swallowing;

    Wire(DatabaseAccess access) {
        var address = HOST.matcher(access.worker().url());
        if (!address.find()) {
            throw new IllegalArgumentException("an address of another form");
        }
        host = address.group(1);
        port = Integer.parseInt(address.group(2));
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    DatabaseAccess through(DatabaseAccess access) {
        return new DatabaseAccess(through(access.owner()), through(access.app()), through(access.worker()));
    }

    private DatabaseAddress through(DatabaseAddress address) {
        var url = HOST.matcher(address.url()).replaceFirst("//localhost:" + entrance.getLocalPort() + "/");
        return new DatabaseAddress(url, address.user(), address.password());
    }

    void hold() {
        swallowing = true;
    }

    void letGo() {
        swallowing = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var near = entrance.accept();
                var far = new Socket(host, port);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException _) {
                // Closed, or the server is.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        var piece = new byte[8_192];
        try (from;
                to) {
            for (var length = from.getInputStream().read(piece);
                    length >= 0;
                    length = from.getInputStream().read(piece)) {
                while (swallowing) {
                    LockSupport.parkNanos(10_000_000);
                }
                to.getOutputStream().write(piece, 0, length);
            }
        } catch (IOException _) {
            // One end has closed it.
        }
    }

    @Override
    public void close() {
        letGo();
        try {
            entrance.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
