package dev.kinora.storage;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Many at once, where the service knows how; else one after another. */
final class BucketDeletion {
    private static final Set<Integer> NOT_KNOWN = Set.of(405, 501);

    private BucketDeletion() {}

    static void of(String store, String bucket, S3Client s3, List<String> keys) throws IOException {
        var ids = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        try {
            var answer = s3.deleteObjects(request ->
                    request.bucket(bucket).delete(all -> all.objects(ids).quiet(true)));
            if (!answer.errors().isEmpty()) {
                var first = answer.errors().getFirst();
                throw new IOException(
                        "The store \"" + store + "\" did not delete " + first.key() + ": " + first.code());
            }
        } catch (SdkException e) {
            if (!NOT_KNOWN.contains(BucketFailure.status(e))
                    && !BucketFailure.code(e).equals("NotImplemented")) {
                throw e;
            }
            keys.forEach(
                    key -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
        }
    }
}
