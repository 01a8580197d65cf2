package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket by the few calls that every S3-compatible service knows; names in it are whole, with the prefix. */
final class Bucket {
    private static final String BYTES = "application/octet-stream";
    private static final int AT_ONCE = 1000;
    private static final int NOT_FOUND = 404;
    private static final int BEHIND_END = 416;

    private final String store;
    private final StorageProperties.Store settings;
    private final Path folder;
    private volatile @Nullable S3Client client;
    private volatile boolean seen;

    /** @param folder where bytes on their way lie */
    Bucket(String store, StorageProperties.Store settings, Path folder) {
        this.store = store;
        this.settings = settings;
        this.folder = folder;
    }

    String store() {
        return store;
    }

    LocalPart local() throws IOException {
        return new LocalPart(store, folder);
    }

    /** Nothing of Amazon's library is loaded before it is needed. */
    private S3Client client() {
        var there = client;
        if (there == null) {
            synchronized (this) {
                there = client;
                if (there == null) {
                    there = S3Connection.open(settings);
                    client = there;
                }
            }
        }
        return there;
    }

    private <T> T ask(String key, Function<S3Client, T> question) throws IOException {
        try {
            return question.apply(client());
        } catch (SdkException e) {
            throw failure(key, e);
        }
    }

    /** It is there, lists, takes and gives back. */
    void check() throws IOException {
        ask("", s3 -> s3.headBucket(request -> request.bucket(settings.bucket())));
        var key = settings.prefixed("kinora-check");
        ask(key, s3 -> s3.putObject(request -> in(request, key), RequestBody.fromString("Kinora was here.")));
        listed(key, Optional.empty(), 1);
        ask(
                key,
                s3 -> s3.deleteObject(
                        request -> request.bucket(settings.bucket()).key(key)));
    }

    private PutObjectRequest.Builder in(PutObjectRequest.Builder request, String key) {
        return request.bucket(settings.bucket()).key(key).contentType(BYTES);
    }

    Optional<HeadObjectResponse> head(String key) throws IOException {
        try {
            return Optional.of(client().headObject(
                            request -> request.bucket(settings.bucket()).key(key)));
        } catch (SdkException e) {
            if (BucketFailure.status(e) == NOT_FOUND) {
                requireBucket();
                return Optional.empty();
            }
            throw failure(key, e);
        }
    }

    /** A missing bucket answers as a missing file does. */
    private void requireBucket() throws IOException {
        if (!seen) {
            ask("", s3 -> s3.headBucket(request -> request.bucket(settings.bucket())));
            seen = true;
        }
    }

    /**
     * @param range as HTTP writes it; null for all
     * @param etag which version it must be; null for any
     * @return empty when the range begins behind the end
     */
    Optional<ResponseInputStream<GetObjectResponse>> get(String key, @Nullable String range, @Nullable String etag)
            throws IOException {
        var request = GetObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .range(range)
                .ifMatch(etag)
                .build();
        try {
            return Optional.of(client().getObject(request));
        } catch (SdkException e) {
            if (BucketFailure.status(e) == BEHIND_END) {
                return Optional.empty();
            }
            throw failure(key, e);
        }
    }

    void put(String key, LocalPart.Slice bytes) throws IOException {
        ask(
                key,
                s3 -> s3.putObject(
                        request -> in(request, key).contentLength(bytes.size()).contentMD5(bytes.md5()), body(bytes)));
    }

    private static RequestBody body(LocalPart.Slice bytes) {
        return bytes.size() == 0
                ? RequestBody.empty()
                : RequestBody.fromContentProvider(bytes::open, bytes.size(), BYTES);
    }

    String begin(String key) throws IOException {
        return ask(
                key,
                s3 -> s3.createMultipartUpload(request ->
                                request.bucket(settings.bucket()).key(key).contentType(BYTES))
                        .uploadId());
    }

    /** @param number from 1 */
    String part(String key, String upload, int number, LocalPart.Slice bytes) throws IOException {
        try {
            return client().uploadPart(
                            request -> request.bucket(settings.bucket())
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number)
                                    .contentLength(bytes.size())
                                    .contentMD5(bytes.md5()),
                            body(bytes))
                    .eTag();
        } catch (SdkException e) {
            throw BucketFailure.saysNoUpload(e) ? GrowthLost.forgotten(store, key, e) : failure(key, e);
        }
    }

    String copyPart(String key, String upload, int number, String source, long from, long length) throws IOException {
        return ask(
                source,
                s3 -> s3.uploadPartCopy(request -> request.destinationBucket(settings.bucket())
                                .destinationKey(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .sourceBucket(settings.bucket())
                                .sourceKey(source)
                                .copySourceRange("bytes=" + from + "-" + (from + length - 1)))
                        .copyPartResult()
                        .eTag());
    }

    /** @return false when there is no such upload, as after it was completed by a request whose answer was lost */
    boolean complete(String key, String upload, List<String> etags) throws IOException {
        var parts = new ArrayList<CompletedPart>();
        for (var etag : etags) {
            parts.add(CompletedPart.builder()
                    .partNumber(parts.size() + 1)
                    .eTag(etag)
                    .build());
        }
        try {
            client().completeMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts)));
            return true;
        } catch (SdkException e) {
            if (BucketFailure.saysNoUpload(e)) {
                return false;
            }
            throw failure(key, e);
        }
    }

    void abort(String key, String upload) throws IOException {
        try {
            client().abortMultipartUpload(request ->
                    request.bucket(settings.bucket()).key(key).uploadId(upload));
        } catch (SdkException e) {
            if (BucketFailure.status(e) != NOT_FOUND) {
                throw failure(key, e);
            }
        }
    }

    void delete(String key) throws IOException {
        ask(
                key,
                s3 -> s3.deleteObject(
                        request -> request.bucket(settings.bucket()).key(key)));
    }

    void deleteAll(List<String> keys) throws IOException {
        for (var from = 0; from < keys.size(); from += AT_ONCE) {
            deleteBatch(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)));
        }
    }

    private void deleteBatch(List<String> keys) throws IOException {
        try {
            BucketDeletion.of(store, settings.bucket(), client(), keys);
        } catch (SdkException e) {
            throw failure(keys.getFirst(), e);
        }
    }

    /** One after another, in pages. */
    void list(String prefix, Consumer<S3Object> visit) throws IOException {
        var token = Optional.<String>empty();
        do {
            var page = listed(prefix, token, AT_ONCE);
            page.contents().forEach(visit);
            token = Optional.ofNullable(page.nextContinuationToken());
        } while (token.isPresent());
    }

    private ListObjectsV2Response listed(String prefix, Optional<String> token, int most) throws IOException {
        return ask(
                prefix,
                s3 -> s3.listObjectsV2(request -> request.bucket(settings.bucket())
                        .prefix(prefix)
                        .maxKeys(most)
                        .continuationToken(token.orElse(null))));
    }

    /** What stands directly below: folders with their slash, and files. */
    void children(String prefix, Consumer<String> visit) throws IOException {
        var request = ListObjectsV2Request.builder()
                .bucket(settings.bucket())
                .prefix(prefix)
                .delimiter("/")
                .build();
        ask(prefix, s3 -> {
            for (var page : s3.listObjectsV2Paginator(request)) {
                page.commonPrefixes().forEach(each -> visit.accept(each.prefix()));
                page.contents().forEach(each -> visit.accept(each.key()));
            }
            return true;
        });
    }

    /** Uploads of parts that were never completed. */
    void uploads(String prefix, Consumer<MultipartUpload> visit) throws IOException {
        ask(prefix, s3 -> {
            s3.listMultipartUploadsPaginator(
                            request -> request.bucket(settings.bucket()).prefix(prefix))
                    .uploads()
                    .forEach(visit);
            return true;
        });
    }

    InputStream read(String key) throws IOException {
        return get(key, null, null).<InputStream>map(bytes -> bytes).orElseGet(InputStream::nullInputStream);
    }

    IOException failure(String key, SdkException failure) {
        return BucketFailure.translated(store, settings.bucket(), key, failure);
    }
}
