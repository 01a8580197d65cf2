package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket by the few calls that every S3-compatible service knows; names in it are whole, with the prefix. */
final class Bucket {
    private static final String BYTES = "application/octet-stream";
    private static final int AT_ONCE = 1000;
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int FULL = 507;
    private static final Set<Integer> NOT_KNOWN = Set.of(405, 501);
    private static final Set<String> FULL_CODES = Set.of(
            "QuotaExceeded", "StorageFull", "XMinioStorageFull", "InsufficientCapacity", "TotalBucketSizeExceeded");

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

    private software.amazon.awssdk.services.s3.model.PutObjectRequest.Builder in(
            software.amazon.awssdk.services.s3.model.PutObjectRequest.Builder request, String key) {
        return request.bucket(settings.bucket()).key(key).contentType(BYTES);
    }

    Optional<HeadObjectResponse> head(String key) throws IOException {
        try {
            return Optional.of(client().headObject(
                            request -> request.bucket(settings.bucket()).key(key)));
        } catch (SdkException e) {
            if (status(e) == NOT_FOUND) {
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
            if (status(e) == 416) {
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
        return ask(
                key,
                s3 -> s3.uploadPart(
                                request -> request.bucket(settings.bucket())
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentLength(bytes.size())
                                        .contentMD5(bytes.md5()),
                                body(bytes))
                        .eTag());
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
            if (code(e).equals("NoSuchUpload")) {
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
            if (status(e) != NOT_FOUND) {
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

    void deleteAll(Collection<String> keys) throws IOException {
        var all = List.copyOf(keys);
        for (var from = 0; from < all.size(); from += AT_ONCE) {
            deleteBatch(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
    }

    private void deleteBatch(List<String> keys) throws IOException {
        var ids = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        try {
            var answer = client().deleteObjects(request -> request.bucket(settings.bucket())
                    .delete(all -> all.objects(ids).quiet(true)));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                var first = answer.errors().getFirst();
                throw new IOException(
                        "The store \"" + store + "\" did not delete " + first.key() + ": " + first.code());
            }
        } catch (SdkException e) {
            if (!NOT_KNOWN.contains(status(e)) && !code(e).equals("NotImplemented")) {
                throw failure(keys.getFirst(), e);
            }
            for (var key : keys) {
                delete(key);
            }
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

    private software.amazon.awssdk.services.s3.model.ListObjectsV2Response listed(
            String prefix, Optional<String> token, int most) throws IOException {
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

    private static int status(SdkException failure) {
        return failure instanceof AwsServiceException answered ? answered.statusCode() : 0;
    }

    static String code(@Nullable Throwable failure) {
        return failure instanceof AwsServiceException answered && answered.awsErrorDetails() != null
                ? String.valueOf(answered.awsErrorDetails().errorCode())
                : "";
    }

    /** What it means, in words for whoever runs this Kinora. */
    private IOException failure(String key, SdkException failure) {
        var code = code(failure);
        if (status(failure) == FULL || FULL_CODES.contains(code)) {
            throw StorageProblem.full(store, failure);
        }
        if (failure instanceof AbortedException) {
            var interrupted = new InterruptedIOException("interrupted while waiting for the store \"" + store + "\"");
            interrupted.initCause(failure);
            return interrupted;
        }
        if (code.equals("NoSuchKey")) {
            return new NoSuchFileException(key);
        }
        var told = code.isEmpty() && status(failure) > 0 ? "status " + status(failure) : code;
        if (code.equals("NoSuchBucket") || (key.isEmpty() && status(failure) == NOT_FOUND)) {
            return new IOException(
                    "The store \"" + store + "\" has no bucket \"" + settings.bucket() + "\". Create it, or correct"
                            + " its name in the settings.",
                    failure);
        }
        if (status(failure) == FORBIDDEN || code.equals("InvalidAccessKeyId")) {
            return new IOException(
                    "The store \"" + store + "\" refuses the access key (" + told + "). Check access-key and"
                            + " secret-key, and what the key may do in the bucket \"" + settings.bucket() + "\".",
                    failure);
        }
        return new IOException(
                status(failure) > 0
                        ? "The store \"" + store + "\" answered " + told + " for " + key
                        : "The store \"" + store + "\" cannot be reached: " + failure.getMessage(),
                failure);
    }
}
