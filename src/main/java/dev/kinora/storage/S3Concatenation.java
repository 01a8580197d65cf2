package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Makes one file of several within the bucket: large pieces are copied there, small ones gathered here until they are a part.
 * A service that does not copy parts, or wants all of one size, has everything sent to it anew.
 */
final class S3Concatenation {
    private static final int BUFFER = 256 * 1024;
    private static final long LARGEST_COPY = 1L << 30;

    private final Bucket bucket;
    private final String key;
    private final long partSize;

    S3Concatenation(Bucket bucket, String key, long partSize) {
        this.bucket = bucket;
        this.key = key;
        this.partSize = partSize;
    }

    private record Source(String key, long bytes) {}

    void run(List<String> keys) throws IOException {
        var sources = new ArrayList<Source>();
        for (var each : keys) {
            var found = bucket.head(each).orElseThrow(() -> new NoSuchFileException(each));
            sources.add(new Source(each, found.contentLength()));
        }
        if (sources.stream().anyMatch(each -> each.bytes() >= PartSizes.LEAST)) {
            try {
                copy(sources);
                return;
            } catch (IOException e) {
                if (!isRefusal(e)) {
                    throw e;
                }
            }
        }
        send(sources);
    }

    private static boolean isRefusal(IOException failure) {
        return failure.getCause() instanceof AwsServiceException answered
                && (answered.statusCode() == 400 || answered.statusCode() == 405 || answered.statusCode() == 501);
    }

    private void copy(List<Source> sources) throws IOException {
        var upload = bucket.begin(key);
        try {
            try (var copying = new Copying(upload)) {
                for (var source : sources) {
                    copying.take(source);
                }
                copying.sendGathered();
                if (!bucket.complete(key, upload, copying.etags)
                        && bucket.head(key).isEmpty()) {
                    throw GrowthLost.forgotten(bucket.store(), key, null);
                }
            }
        } catch (IOException | RuntimeException e) {
            bucket.abort(key, upload);
            throw e;
        }
    }

    private void send(List<Source> sources) throws IOException {
        try (var growing = new S3Growing(bucket, key, S3Growth.of(Growth.NOTHING, partSize))) {
            try {
                for (var source : sources) {
                    try (var bytes = bucket.read(source.key())) {
                        appendAll(growing, bytes);
                    }
                }
                growing.finishLeavingTail();
            } catch (IOException | RuntimeException e) {
                growing.giveUp();
                throw e;
            }
        }
    }

    static void appendAll(Growing growing, InputStream bytes) throws IOException {
        var buffer = new byte[BUFFER];
        for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            growing.append(ByteBuffer.wrap(buffer, 0, read));
        }
    }

    private final class Copying implements AutoCloseable {
        private final String upload;
        private final List<String> etags = new ArrayList<>();
        private LocalPart gathered;

        Copying(String upload) throws IOException {
            this.upload = upload;
            this.gathered = bucket.local();
        }

        /** What was gathered before becomes a part with the beginning of this; what is left over at its end begins the next. */
        void take(Source source) throws IOException {
            var from = 0L;
            if (gathered.size() > 0) {
                from = Math.min(PartSizes.LEAST - gathered.size(), source.bytes());
                gather(source, 0, from);
            }
            while (source.bytes() - from >= PartSizes.LEAST) {
                var length = Math.min(LARGEST_COPY, source.bytes() - from);
                etags.add(bucket.copyPart(key, upload, etags.size() + 1, source.key(), from, length));
                from += length;
            }
            gather(source, from, source.bytes() - from);
        }

        private void gather(Source source, long from, long length) throws IOException {
            if (length == 0) {
                return;
            }
            var bytes = bucket.get(source.key(), "bytes=" + from + "-" + (from + length - 1), null);
            try (var read = new S3Input(
                    bucket, source.key(), from, bytes.orElseThrow(() -> new NoSuchFileException(source.key())))) {
                gathered.append(read);
            }
            if (gathered.size() >= PartSizes.LEAST) {
                sendGathered();
            }
        }

        void sendGathered() throws IOException {
            if (gathered.size() > 0) {
                etags.add(bucket.part(key, upload, etags.size() + 1, gathered.slice(0)));
                gathered.close();
                gathered = bucket.local();
            }
        }

        @Override
        public void close() throws IOException {
            gathered.close();
        }
    }
}
