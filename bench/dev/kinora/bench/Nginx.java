package dev.kinora.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** nginx as it comes, with a folder that takes files by PUT. */
record Nginx(Process process, int port, Path folder) implements AutoCloseable {
    static Nginx start(Path directory) throws IOException, InterruptedException {
        return serving(directory, Files.createDirectories(directory.resolve("files")));
    }

    /** As its manual advises for large files, and for as many requests on a connection as come. */
    static Nginx serving(Path directory, Path folder) throws IOException, InterruptedException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var settings = directory.resolve("nginx.conf");
        Files.writeString(settings, """
                daemon off;
                user root;
                worker_processes auto;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    keepalive_requests 1000000000;
                    client_body_temp_path %1$s/bodies;
                    proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                    client_max_body_size 0;
                    server {
                        listen 127.0.0.1:%2$d;
                        root %3$s;
                        location / { dav_methods PUT DELETE; }
                    }
                }
                """.formatted(directory, port, folder));
        var process = new ProcessBuilder("nginx", "-c", settings.toString())
                .inheritIO()
                .start();
        for (var tries = 0; tries < 100; tries++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new Nginx(process, port, folder);
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
        throw new IOException("nginx did not start");
    }

    /** The file and its name are on the disk after this. */
    void flush(String name) throws IOException {
        for (var each : List.of(folder.resolve(name), folder)) {
            try (var channel = FileChannel.open(each, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
