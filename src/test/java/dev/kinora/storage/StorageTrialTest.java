package dev.kinora.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.kinora.storage.StorageTrial.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings as operators write them, and what the doctor says of them. */
class StorageTrialTest {
    private static final String STORE = "KINORA_STORAGE_STORES_B2_";

    @TempDir
    private Path data;

    private static Map<String, String> settings(String bucket) {
        return new HashMap<>(Map.of(
                "KINORA_STORAGE_STORE",
                "b2",
                STORE + "KIND",
                "s3",
                STORE + "ENDPOINT",
                S3Server.get().endpoint(),
                STORE + "BUCKET",
                bucket,
                STORE + "PREFIX",
                "kinora",
                STORE + "ACCESS_KEY",
                S3Server.ACCESS,
                STORE + "SECRET_KEY",
                S3Server.SECRET,
                STORE + "PATH_STYLE",
                "true",
                STORE + "PART_SIZE",
                "16MB"));
    }

    @Test
    void store_of_the_environment_is_found_usable() {
        assertThat(StorageTrial.of(settings(S3Server.get().bucket()), data, Optional.empty()))
                .containsExactly(new Result.Usable("b2", "s3"));
        assertThat(data).isEmptyDirectory();
    }

    /** As a CDN before the bucket. */
    private static HttpServer site(String bucket, String allowed) throws IOException {
        return HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0,
                "/",
                SimpleFileServer.createFileHandler(S3Server.get().contents(bucket)),
                Filter.beforeHandler("allows pages", exchange -> {
                    if (!allowed.isEmpty()) {
                        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", allowed);
                    }
                }));
    }

    private static Map<String, String> plain(String bucket, String address) {
        var settings = settings(bucket);
        settings.put(STORE + "DELIVERY", "plain");
        settings.put(STORE + "PUBLIC_URL", address);
        settings.put("KINORA_URL", "https://video.example.org/");
        return settings;
    }

    @ParameterizedTest
    @CsvSource({
        "'', it sends no Access-Control-Allow-Origin",
        "https://other.example.org, its Access-Control-Allow-Origin is https://other.example.org",
        "*, ''",
        "https://video.example.org, ''"
    })
    void site_has_to_let_pages_of_this_kinora_read(String allowed, String reason) throws IOException {
        var bucket = S3Server.get().bucket();
        var site = site(bucket, allowed);
        site.start();
        try {
            var address = "http://127.0.0.1:" + site.getAddress().getPort();

            var results = StorageTrial.of(plain(bucket, address), data, Optional.empty());

            var refusal = address + " lets no page of https://video.example.org read, so that no film plays: " + reason;
            assertThat(results)
                    .containsExactly(
                            reason.isEmpty() ? new Result.Usable("b2", "s3") : new Result.Unplayable("b2", refusal));
        } finally {
            site.stop(0);
        }
        try (var left = Files.walk(S3Server.get().contents(bucket))) {
            assertThat(left.map(Path::toString)).noneMatch(each -> each.contains("kinora-check"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://Video.Example.org:443/, https://video.example.org",
        "HTTP://VIDEO.example.org:80, http://video.example.org",
        "https://video.example.org:8443/kinora, https://video.example.org:8443",
        "https://[2001:DB8::1]/, https://[2001:db8::1]",
        "'', http://localhost:8080"
    })
    void page_is_told_from_its_address_as_browsers_do(String address, String origin) throws IOException {
        var bucket = S3Server.get().bucket();
        var site = site(bucket, origin);
        site.start();
        try {
            var settings = plain(bucket, "http://127.0.0.1:" + site.getAddress().getPort());
            settings.put("KINORA_URL", address);

            assertThat(StorageTrial.of(settings, data, Optional.empty()))
                    .containsExactly(new Result.Usable("b2", "s3"));
        } finally {
            site.stop(0);
        }
    }

    @Test
    void site_that_has_no_films_or_does_not_answer_is_told() throws IOException {
        var bucket = S3Server.get().bucket();
        var site = site(S3Server.get().bucket(), "*");
        site.start();
        var address = "http://127.0.0.1:" + site.getAddress().getPort();

        assertThat(StorageTrial.of(plain(bucket, address), data, Optional.empty()))
                .containsExactly(new Result.Unplayable("b2", address + " answers a player 404 instead of a film"));
        site.stop(0);
        assertThat(StorageTrial.of(plain(bucket, address), data, Optional.empty()))
                .containsExactly(new Result.Untried("b2", address));
    }

    @Test
    void disk_of_this_machine_needs_no_settings() {
        assertThat(StorageTrial.of(Map.of(), data, Optional.empty())).isEmpty();
    }

    @Test
    void store_of_another_kinora_is_told_to_whoever_knows_their_own() throws IOException {
        var settings = settings(S3Server.get().bucket());
        settings.put(STORE + "PREFIX", "theirs");
        settings.put("KINORA_STORAGE_STORES_OLD_KIND", "disk");
        settings.put("KINORA_STORAGE_STORES_OLD_DIRECTORY", data.toString());
        Files.writeString(data.resolve(MediaStore.MARK), "theirs\n");
        Files.writeString(Files.createDirectory(data.resolve("media")).resolve(MediaStore.MARK), "nobody's\n");

        assertThat(StorageTrial.of(settings, data, Optional.of("ours")))
                .containsExactlyInAnyOrder(
                        new Result.Usable("b2", "s3"),
                        new Result.Foreign("old", "theirs"),
                        new Result.Foreign("disk", "nobody's"));
        Files.delete(data.resolve("media").resolve(MediaStore.MARK));
        assertThat(StorageTrial.of(settings, data, Optional.of("theirs")))
                .containsExactlyInAnyOrder(new Result.Usable("b2", "s3"), new Result.Usable("old", "disk"));
    }

    @Test
    void key_and_bucket_that_are_wrong_are_told() {
        var key = settings(S3Server.get().bucket());
        key.put(STORE + "SECRET_KEY", "quite-another-secret");

        assertThat(StorageTrial.of(key, data, Optional.empty()).toString())
                .contains("Unusable", "refuses the access key")
                .doesNotContain("quite-another-secret");
        assertThat(StorageTrial.of(settings("there-is-none"), data, Optional.empty())
                        .toString())
                .contains("no bucket");
    }

    @ParameterizedTest
    @CsvSource({
        "STORES_B2_BUCKET, '', bucket is missing",
        "STORES_B2_SECRET_KEY, '', needs both access-key and secret-key",
        "STORES_B2_ENDPOINT, s3.example.org, endpoint must begin with https://",
        "STORES_B2_PART_SIZE, 4MB, part-size must be from 5MB to 1GB",
        "STORES_B2_DELIVERY, plain, public-url must begin with https://",
        "STORES_B2_KIND, ftp, kind",
        "STORES_OTHER_BUCKET, x, other.kind must be disk or s3",
        "STORE, elsewhere, elsewhere",
        "ORPHANS_AFTER, 1h, orphans-after must be at least 1d"
    })
    void mistake_is_told_with_the_name_of_the_setting_and_without_secrets(String name, String value, String said) {
        var settings = settings(S3Server.get().bucket());
        settings.put("KINORA_STORAGE_" + name, value);

        assertThat(StorageTrial.of(settings, data, Optional.empty()).toString())
                .contains("Misconfigured", said)
                .doesNotContain(S3Server.SECRET);
    }

    @Test
    void delivery_key_that_is_none_is_told_without_it() {
        var settings = settings(S3Server.get().bucket());
        settings.put(STORE + "DELIVERY", "cloudfront");
        settings.put(STORE + "PUBLIC_URL", "https://cdn.example.org");
        settings.put(STORE + "DELIVERY_KEY_ID", "K1");
        settings.put(STORE + "DELIVERY_KEY", "my-secret-that-is-no-key");

        assertThat(StorageTrial.of(settings, data, Optional.empty()).toString())
                .contains("delivery-key must be an RSA key")
                .doesNotContain("my-secret");
    }
}
