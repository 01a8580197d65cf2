package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads on where it was when the line breaks, of the very same version of the file; not twice at one place. */
final class S3Input extends InputStream {
    private final Bucket bucket;
    private final String key;
    private final @Nullable String etag;
    private final long end;
    private ResponseInputStream<GetObjectResponse> bytes;
    private long position;
    private long resumedAt = -1;

    /** @param from where the bytes of the answer begin */
    S3Input(Bucket bucket, String key, long from, ResponseInputStream<GetObjectResponse> bytes) {
        this.bucket = bucket;
        this.key = key;
        this.bytes = bytes;
        this.etag = bytes.response().eTag();
        this.position = from;
        this.end = from + bytes.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < end) {
            try {
                var read = bytes.read(into, offset, (int) Math.min(length, end - position));
                if (read > 0) {
                    position += read;
                    return read;
                }
                resume(new IOException("the bytes of " + key + " ended before their end"));
            } catch (AbortedException e) {
                throw bucket.failure(key, e);
            } catch (SdkException e) {
                resume(bucket.failure(key, e));
            } catch (IOException e) {
                resume(e);
            }
        }
        return -1;
    }

    private void resume(IOException broken) throws IOException {
        bytes.abort();
        if (resumedAt == position || Thread.currentThread().isInterrupted()) {
            throw broken;
        }
        resumedAt = position;
        bytes = bucket.get(key, "bytes=" + position + "-" + (end - 1), etag).orElseThrow(() -> broken);
    }

    @Override
    public int available() throws IOException {
        return bytes.available();
    }

    @Override
    public void close() throws IOException {
        if (position < end) {
            // Nobody waits for the rest to arrive.
            bytes.abort();
            return;
        }
        try {
            bytes.close();
        } catch (SdkException e) {
            throw bucket.failure(key, e);
        }
    }
}
