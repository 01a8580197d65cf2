package dev.kinora.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.storage.StorageProperties.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class AddressesTest {
    private static final String PLACE = "media/videos/x/film";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

    private static StorageProperties.Store settings(Delivery delivery, String key, String keyId) {
        return new StorageProperties.Store(
                StorageProperties.Kind.S3,
                null,
                "",
                "eu-west-1",
                "films",
                "media",
                "AKIA",
                "the-secret-key",
                false,
                DataSize.ofMegabytes(8),
                delivery,
                "https://cdn.example.org/",
                key,
                keyId);
    }

    private static URI address(Delivery delivery, String key, String keyId) {
        return new Addresses(settings(delivery, key, keyId), CLOCK)
                .address(PLACE, Duration.ofHours(1))
                .orElseThrow();
    }

    @Test
    void presigned_address_fetches_the_file_and_no_other(@TempDir Path local) throws IOException, InterruptedException {
        var server = S3Server.get();
        var store = new S3Store("bucket", server.settings(server.bucket()), local);
        var key = MediaKey.of("videos/01a1fec0-9df9-7000-866a-22b14d22984e/film");
        store.write(key, Bytes.stream(Bytes.of(1000)));

        var address = store.address(key, Duration.ofMinutes(5)).orElseThrow();

        try (var client = HttpClient.newHttpClient()) {
            var fetched = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
            var ranged = client.send(
                    HttpRequest.newBuilder(address)
                            .header("Range", "bytes=10-19")
                            .build(),
                    BodyHandlers.ofByteArray());
            var other = client.send(
                    HttpRequest.newBuilder(URI.create(address.toString().replace("/film?", "/film2?")))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(fetched.body()).isEqualTo(Bytes.of(1000));
            assertThat(ranged.statusCode()).isEqualTo(206);
            assertThat(ranged.body()).hasSize(10);
            assertThat(other.statusCode()).isEqualTo(403);
        }
        assertThat(address.getQuery()).contains("X-Amz-Expires=300").doesNotContain(S3Server.SECRET);
    }

    @Test
    void address_of_amazon_names_the_bucket_first() {
        assertThat(address(Delivery.PRESIGNED, "", ""))
                .hasHost("films.s3.eu-west-1.amazonaws.com")
                .hasPath("/" + PLACE);
    }

    @Test
    void open_cdn_has_plain_addresses_and_kinora_itself_none() {
        assertThat(address(Delivery.PLAIN, "", "")).hasToString("https://cdn.example.org/" + PLACE);
        assertThat(new Addresses(settings(Delivery.PROXIED, "", "")).address(PLACE, Duration.ofHours(1)))
                .isEmpty();
    }

    @Test
    void origin_of_all_addresses_is_known_before_there_is_one_and_without_a_key() {
        var keyless = new StorageProperties.Store(
                StorageProperties.Kind.S3,
                null,
                "https://s3.example.org:9000",
                "us-east-1",
                "films",
                "",
                "",
                "",
                true,
                DataSize.ofMegabytes(8),
                Delivery.PRESIGNED,
                "",
                "",
                "");

        assertThat(new Addresses(keyless).origin())
                .as("others have buckets there too")
                .contains("https://s3.example.org:9000/films/");
        assertThat(new Addresses(settings(Delivery.PRESIGNED, "", "")).origin())
                .contains("https://films.s3.eu-west-1.amazonaws.com");
        for (var delivery : List.of(Delivery.PLAIN, Delivery.BUNNY, Delivery.CLOUDFRONT)) {
            assertThat(new Addresses(settings(delivery, "", "")).origin())
                    .as(delivery.name())
                    .contains("https://cdn.example.org");
        }
        assertThat(new Addresses(settings(Delivery.PROXIED, "", "")).origin()).isEmpty();
    }

    @Test
    void bunny_gets_its_token() throws Exception {
        var hash = MessageDigest.getInstance("SHA-256")
                .digest(("the-token-key/" + PLACE + "1800003600").getBytes(StandardCharsets.UTF_8));
        var token = Base64.getEncoder()
                .encodeToString(hash)
                .replace('+', '-')
                .replace('/', '_')
                .replace("=", "");

        assertThat(address(Delivery.BUNNY, "the-token-key", ""))
                .hasToString("https://cdn.example.org/" + PLACE + "?token=" + token + "&expires=1800003600");
    }

    @Test
    void cloudfront_gets_a_signature_of_its_policy_by_keys_of_both_forms() throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var pkcs8 = keys.getPrivate().getEncoded();
        var pkcs1 = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        var one = address(Delivery.CLOUDFRONT, pem("PRIVATE KEY", pkcs8), "K123");
        var other = address(Delivery.CLOUDFRONT, pem("RSA PRIVATE KEY", pkcs1).replace("\n", "\\n"), "K123");

        assertThat(other).isEqualTo(one);
        assertThat(one.getQuery()).startsWith("Expires=1800003600&Signature=").endsWith("&Key-Pair-Id=K123");
        assertThat(isSigned(one, keys)).isTrue();
        assertThat(Addresses.isKey(pem("PRIVATE KEY", pkcs8))).isTrue();
        assertThat(Addresses.isKey("my-secret-that-is-no-key")).isFalse();
    }

    private static boolean isSigned(URI address, KeyPair keys) throws Exception {
        var text = address.getQuery().split("&", -1)[1].substring("Signature=".length());
        var signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(keys.getPublic());
        signature.update(("{\"Statement\":[{\"Resource\":\"https://cdn.example.org/" + PLACE
                        + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":1800003600}}}]}")
                .getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder()
                .decode(text.replace('-', '+').replace('_', '=').replace('~', '/')));
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key) + "\n-----END " + kind + "-----\n";
    }

    @Test
    void settings_as_text_keep_their_secrets() {
        assertThat(settings(Delivery.BUNNY, "the-token-key", "").toString())
                .contains("films")
                .doesNotContain("the-secret-key", "the-token-key");
    }
}
