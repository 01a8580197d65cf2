package dev.kinora.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which port our own server listens on. */
final class LoopbackPort {
    private LoopbackPort() {}

    /** The one it had last, if it can: whoever shares the server finds it again after a restart. */
    static int of(Path cluster) {
        var file = cluster.resolveSibling("port");
        try {
            var last =
                    Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
            var port = last > 0 && isFree(last) ? last : free();
            Files.writeString(file, Integer.toString(port));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
