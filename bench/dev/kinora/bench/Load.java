package dev.kinora.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import routes.Constant;

/** A load generator that costs little: kept-alive connections on raw sockets, one request at a time on each. */
final class Load {
    private static final Requests CONSTANT = new Requests(List.of(get(Constant.PATH)), 200);

    /** The connections take turns at them; to each answer the same status is expected. */
    record Requests(List<byte[]> all, int status) {}

    record Answer(List<String> headers, String body) {}

    record Result(long[] sortedNanos, Duration length, Duration cpu) {
        Result costing(Duration spent) {
            return new Result(sortedNanos, length, spent);
        }

        double perSecond() {
            return sortedNanos.length / (length.toNanos() / 1e9);
        }

        double percentileMicros(double share) {
            return sortedNanos[(int) Math.min(sortedNanos.length - 1L, (long) (sortedNanos.length * share))] / 1e3;
        }

        /** What the server's process spent, not this one. */
        double cpuMicros() {
            return cpu.toNanos() / 1e3 / sortedNanos.length;
        }
    }

    private Load() {}

    /** @param headers whole lines without their ends */
    static byte[] get(String path, String... headers) {
        return bytes("GET " + path, "", headers);
    }

    static byte[] post(String path, String form, String... headers) {
        var all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type: application/x-www-form-urlencoded";
        all[headers.length + 1] = "Content-Length: " + form.length();
        return bytes("POST " + path, form, all);
    }

    private static byte[] bytes(String what, String body, String... headers) {
        var further = Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining());
        return (what + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: kinora-bench\r\nAccept: */*\r\n" + further + "\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Answer once(int port) throws IOException {
        try (var connection = new Connection(port)) {
            var answer = connection.ask(CONSTANT.all().getFirst());
            if (!answer.headers().getFirst().contains(" 200")) {
                throw new IOException("an answer that was not 200: " + answer);
            }
            return answer;
        }
    }

    static Result run(int port, int connections, Duration length) throws IOException, InterruptedException {
        return run(port, connections, length, CONSTANT);
    }

    static Result run(int port, int connections, Duration length, Requests requests)
            throws IOException, InterruptedException {
        var began = System.nanoTime();
        var end = began + length.toNanos();
        var askers = new ArrayList<Asker>();
        for (int i = 0; i < connections; i++) {
            var asker = new Asker(port, end, requests, i, connections);
            askers.add(asker);
            asker.start();
        }
        for (var asker : askers) {
            asker.join();
        }
        for (var asker : askers) {
            if (asker.failure != null) {
                throw asker.failure;
            }
        }
        var nanos = askers.stream()
                .flatMapToLong(asker -> Arrays.stream(asker.nanos, 0, asker.count))
                .sorted()
                .toArray();
        return new Result(nanos, Duration.ofNanos(System.nanoTime() - began), Duration.ZERO);
    }

    private static final class Asker extends Thread {
        private final int port;
        private final long end;
        private final Requests requests;
        private final int step;
        private int next;
        private @Nullable IOException failure;
        private long[] nanos = new long[1 << 17];
        private int count;

        Asker(int port, long end, Requests requests, int first, int step) {
            this.port = port;
            this.end = end;
            this.requests = requests;
            this.next = first;
            this.step = step;
        }

        @Override
        public void run() {
            try (var connection = new Connection(port)) {
                askUntilTheEnd(connection);
            } catch (IOException e) {
                failure = e;
            }
        }

        private void askUntilTheEnd(Connection connection) throws IOException {
            for (var before = System.nanoTime(); before < end; ) {
                connection.askQuickly(requests.all().get(next % requests.all().size()), requests.status());
                next += step;
                var after = System.nanoTime();
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = after - before;
                before = after;
            }
        }
    }

    private static final class Connection implements AutoCloseable {
        private static final String LENGTH = "Content-Length: ";

        private final Socket socket;
        private final DataInputStream in;
        private final byte[] buffer = new byte[16 * 1024];

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        /** One answer, read with care. */
        Answer ask(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            var headers = new ArrayList<String>();
            var length = 0;
            for (var line = line(in); !line.isEmpty(); line = line(in)) {
                headers.add(line);
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            return new Answer(headers, new String(in.readNBytes(length), StandardCharsets.US_ASCII));
        }

        private static String line(InputStream in) throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server closed in the middle of an answer");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        /** Looks at the status and the length alone. */
        void askQuickly(byte[] request, int status) throws IOException {
            socket.getOutputStream().write(request);
            var read = 0;
            var end = -1;
            while (end < 0 || read < end) {
                var more = in.read(buffer, read, buffer.length - read);
                if (more < 0) {
                    throw new IOException("the server closed in the middle of an answer");
                }
                read += more;
                end = end < 0 ? end(read) : end;
            }
            if ((buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0' != status) {
                throw new IOException(new String(buffer, 0, read, StandardCharsets.US_ASCII));
            }
        }

        /** Where the answer ends, or -1 while its head is not there as a whole. */
        private int end(int read) throws IOException {
            var head = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            var headEnds = head.indexOf("\r\n\r\n");
            if (headEnds < 0) {
                return -1;
            }
            var length = head.indexOf(LENGTH);
            if (length < 0 || length > headEnds) {
                throw new IOException("an answer that does not say its length: " + head);
            }
            var from = length + LENGTH.length();
            return headEnds + 4 + Integer.parseInt(head, from, head.indexOf('\r', from), 10);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
