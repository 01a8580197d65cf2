package dev.kinora.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import routes.Constant;

/** A load generator that costs little: kept-alive connections on raw sockets, one request at a time on each. */
final class Load {
    private static final byte[] REQUEST = ("GET " + Constant.PATH + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "User-Agent: kinora-bench\r\nAccept: */*\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

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

    static Answer once(int port) throws IOException {
        try (var connection = new Connection(port)) {
            var answer = connection.ask();
            if (!answer.headers().getFirst().contains(" 200")) {
                throw new IOException("an answer that was not 200: " + answer);
            }
            return answer;
        }
    }

    static Result run(int port, int connections, Duration length) throws InterruptedException {
        var began = System.nanoTime();
        var end = began + length.toNanos();
        var askers = new ArrayList<Asker>();
        for (int i = 0; i < connections; i++) {
            var asker = new Asker(port, end);
            askers.add(asker);
            asker.start();
        }
        for (var asker : askers) {
            asker.join();
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
        private long[] nanos = new long[1 << 17];
        private int count;

        Asker(int port, long end) {
            this.port = port;
            this.end = end;
        }

        @Override
        public void run() {
            try {
                try (var connection = new Connection(port)) {
                    askUntilTheEnd(connection);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void askUntilTheEnd(Connection connection) throws IOException {
            for (var before = System.nanoTime(); before < end; ) {
                connection.askQuickly();
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
        private final Socket socket;
        private final DataInputStream in;
        private final byte[] buffer = new byte[16 * 1024];
        private int answerLength;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        /** One answer, read with care. */
        Answer ask() throws IOException {
            socket.getOutputStream().write(REQUEST);
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

        /** All answers are equally long, so only the first is looked at closely. */
        void askQuickly() throws IOException {
            socket.getOutputStream().write(REQUEST);
            if (answerLength == 0) {
                answerLength = measure();
                return;
            }
            in.readFully(buffer, 0, answerLength);
            if (buffer[9] != '2') {
                throw new IOException(new String(buffer, 0, answerLength, StandardCharsets.US_ASCII));
            }
        }

        private int measure() throws IOException {
            var read = 0;
            var bodyEnds = -1;
            while (bodyEnds < 0 || read < bodyEnds) {
                var more = in.read(buffer, read, buffer.length - read);
                if (more < 0) {
                    throw new IOException("the server closed in the middle of an answer");
                }
                read += more;
                var head = new String(buffer, 0, read, StandardCharsets.US_ASCII);
                var headEnds = head.indexOf("\r\n\r\n");
                if (headEnds >= 0) {
                    bodyEnds = headEnds + 4 + Constant.body().length;
                }
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
