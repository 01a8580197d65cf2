package dev.kinora.identity;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip of limited size. */
final class ExportEntries implements AutoCloseable {
    /** It grew past its limit. */
    static final class TooLarge extends RuntimeException {}

    private final ZipOutputStream zip;

    ExportEntries(OutputStream file, long limit) {
        this.zip = new ZipOutputStream(new Limited(file, limit), StandardCharsets.UTF_8);
    }

    void add(String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry begins with its first line: a table without any leaves none. */
    Consumer<String> lines(String name) {
        return new Consumer<>() {
            private boolean begun;

            @Override
            public void accept(String line) {
                if (!begun) {
                    add(name, new byte[0]);
                    begun = true;
                }
                try {
                    zip.write(line.getBytes(StandardCharsets.UTF_8));
                    zip.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Limited extends FilterOutputStream {
        private long left;

        Limited(OutputStream file, long limit) {
            super(file);
            this.left = limit;
        }

        @Override
        public void write(int one) throws IOException {
            take(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            take(length);
            out.write(bytes, from, length);
        }

        private void take(int length) {
            left -= length;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }
}
