package dev.kinora.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an answer of a service means, in words for whoever runs this Kinora. */
final class BucketFailure {
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int FULL = 507;
    private static final Set<String> FULL_CODES = Set.of(
            "QuotaExceeded", "StorageFull", "XMinioStorageFull", "InsufficientCapacity", "TotalBucketSizeExceeded");

    private BucketFailure() {}

    static int status(SdkException failure) {
        return failure instanceof AwsServiceException answered ? answered.statusCode() : 0;
    }

    static String code(@Nullable Throwable failure) {
        return failure instanceof AwsServiceException answered
                        && answered.awsErrorDetails() != null
                        && answered.awsErrorDetails().errorCode() != null
                ? answered.awsErrorDetails().errorCode()
                : "";
    }

    /** To a request that names an upload in parts; some services say of its file what they mean of the upload. */
    static boolean saysNoUpload(SdkException failure) {
        var code = code(failure);
        return code.equals("NoSuchUpload") || code.equals("NoSuchKey");
    }

    /**
     * @param key empty where the bucket itself was asked for
     * @throws StorageProblem when it is full
     */
    static IOException translated(String store, String bucket, String key, SdkException failure) {
        var code = code(failure);
        if (status(failure) == FULL || FULL_CODES.contains(code)) {
            throw StorageProblem.full(store, failure);
        }
        if (failure instanceof AbortedException) {
            var interrupted = new InterruptedIOException("interrupted while waiting for the store \"" + store + "\"");
            interrupted.initCause(failure);
            return interrupted;
        }
        if (code.equals("NoSuchUpload")) {
            return GrowthLost.forgotten(store, key, failure);
        }
        if (code.equals("NoSuchKey")) {
            return new NoSuchFileException(key);
        }
        if (code.equals("NoSuchBucket") || (key.isEmpty() && status(failure) == NOT_FOUND)) {
            return new IOException(
                    "The store \"" + store + "\" has no bucket \"" + bucket
                            + "\". Create it, or correct its name in the settings.",
                    failure);
        }
        var told = code.isEmpty() && status(failure) > 0 ? "status " + status(failure) : code;
        if (status(failure) == FORBIDDEN || code.equals("InvalidAccessKeyId")) {
            return new IOException(
                    "The store \"" + store + "\" refuses the access key (" + told + "). Check access-key and"
                            + " secret-key, and what the key may do in the bucket \"" + bucket + "\".",
                    failure);
        }
        return new IOException(
                status(failure) > 0
                        ? "The store \"" + store + "\" answered " + told + " for " + key
                        : "The store \"" + store + "\" cannot be reached: " + failure.getMessage(),
                failure);
    }
}
