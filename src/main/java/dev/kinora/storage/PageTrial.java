package dev.kinora.storage;

import dev.kinora.storage.StorageTrial.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Reads from a store as a player does: in a page of another site, which the store has to allow (CORS).
 *
 * @param page where the page is from: scheme, host and port
 */
record PageTrial(String store, StorageProperties.Store settings, String page) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int GOOD = 200;
    private static final int PARTIAL = 206;

    /** Empty where it may, and where Kinora sends everything itself. */
    Optional<Result> run() {
        // No cache has an answer for this name, and CDNs that go by endings know it.
        var place = settings.prefixed("kinora-check-" + UUID.randomUUID() + ".m4s");
        try (var s3 = S3Connection.open(settings)) {
            var address = new Addresses(settings).address(place, Duration.ofMinutes(5));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            s3.putObject(
                    request -> request.bucket(settings.bucket()).key(place),
                    RequestBody.fromString("Kinora was here."));
            try {
                return read(address.get());
            } finally {
                s3.deleteObject(request -> request.bucket(settings.bucket()).key(place));
            }
        } catch (SdkException e) {
            var failure = BucketFailure.translated(store, settings.bucket(), place, e);
            return Optional.of(new Result.Unusable(store, String.valueOf(failure.getMessage())));
        }
    }

    private Optional<Result> read(URI address) {
        var site = address.getScheme() + "://" + address.getRawAuthority();
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Origin", page)
                .header("Range", "bytes=0-5")
                .build();
        try (var client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            return refusal(site, answer).map(reason -> new Result.Unplayable(store, reason));
        } catch (IOException _) {
            // That is the finding; what went wrong may name the address, which opens the file.
            return Optional.of(new Result.Untried(store, site));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + site, e);
        }
    }

    private Optional<String> refusal(String site, HttpResponse<Void> answer) {
        if (answer.statusCode() != GOOD && answer.statusCode() != PARTIAL) {
            return Optional.of(site + " answers a player " + answer.statusCode() + " instead of a film");
        }
        var allowed = answer.headers().allValues("Access-Control-Allow-Origin");
        if (allowed.equals(List.of("*")) || allowed.equals(List.of(page))) {
            return Optional.empty();
        }
        return Optional.of(site + " lets no page of " + page + " read, so that no film plays: "
                + (allowed.isEmpty()
                        ? "it sends no Access-Control-Allow-Origin"
                        : "its Access-Control-Allow-Origin is " + String.join(", ", allowed)));
    }
}
