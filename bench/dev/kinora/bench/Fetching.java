package dev.kinora.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Fetches files over connections that stay open, and throws away what comes. */
final class Fetching {
    private Fetching() {}

    /** @param bytes of one body on average */
    record Result(long requests, long bytes, double seconds, double cpuSeconds, double p99Millis) {
        double perSecond() {
            return requests / seconds;
        }

        double cpuMicros() {
            return cpuSeconds * 1e6 / requests;
        }
    }

    private record Turn(long bytes, List<Long> nanos) {}

    static Result run(int port, int connections, Duration length, List<String> paths, Process server, String... headers)
            throws IOException, InterruptedException {
        var requests = paths.stream().map(path -> Load.get(path, headers)).toList();
        var before = cpu(server);
        var began = System.nanoTime();
        var turns = new ArrayList<Turn>();
        try (var pool = Executors.newFixedThreadPool(connections)) {
            var running = new ArrayList<Future<Turn>>();
            for (var i = 0; i < connections; i++) {
                var first = i;
                running.add(pool.submit(() -> fetch(port, began + length.toNanos(), requests, first)));
            }
            for (var each : running) {
                turns.add(each.get());
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException(e.getCause());
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        var nanos = turns.stream()
                .flatMap(turn -> turn.nanos().stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        var bytes = turns.stream().mapToLong(Turn::bytes).max().orElse(0);
        return new Result(nanos.length, bytes, seconds, cpu(server) - before, nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    /** Its children serve, where it has any. */
    private static double cpu(Process server) {
        return Stream.concat(Stream.of(server.toHandle()), server.descendants())
                .mapToDouble(each ->
                        each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
                .sum();
    }

    private static Turn fetch(int port, long end, List<byte[]> requests, int first) throws IOException {
        var nanos = new ArrayList<Long>();
        var largest = 0L;
        var buffer = ByteBuffer.allocateDirect(256 * 1024);
        try (var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            channel.socket().setTcpNoDelay(true);
            for (var next = first; System.nanoTime() < end; next++) {
                var began = System.nanoTime();
                channel.write(ByteBuffer.wrap(requests.get(next % requests.size())));
                largest = Math.max(largest, body(channel, buffer));
                nanos.add(System.nanoTime() - began);
            }
        }
        return new Turn(largest, nanos);
    }

    private static long body(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        var head = "";
        var headEnds = -1;
        while (headEnds < 0) {
            more(channel, buffer);
            head = StandardCharsets.ISO_8859_1
                    .decode(buffer.duplicate().flip().limit(Math.min(buffer.position(), 8192)))
                    .toString();
            headEnds = head.indexOf("\r\n\r\n");
        }
        if (!head.startsWith("HTTP/1.1 20")) {
            throw new IOException(head);
        }
        var length = Arrays.stream(head.substring(0, headEnds).split("\r\n"))
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("an answer that does not say its length"));
        var left = length - (buffer.position() - headEnds - 4);
        while (left > 0) {
            buffer.clear();
            left -= more(channel, buffer);
        }
        return length;
    }

    private static int more(SocketChannel channel, ByteBuffer buffer) throws IOException {
        var read = channel.read(buffer);
        if (read < 0) {
            throw new IOException("the server closed in the middle of an answer");
        }
        return read;
    }
}
