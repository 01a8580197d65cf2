package dev.kinora.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Addresses under which viewers fetch from a bucket, or from the CDN before it. */
final class Addresses {
    /** Services refuse longer ones. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final StorageProperties.Store settings;
    private final Clock clock;
    private volatile @Nullable S3Presigner presigner;
    private volatile @Nullable PrivateKey key;

    Addresses(StorageProperties.Store settings) {
        this(settings, Clock.systemUTC());
    }

    Addresses(StorageProperties.Store settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Optional<URI> address(String place, Duration validity) {
        var until = clock.instant().plus(validity).getEpochSecond();
        return switch (settings.delivery()) {
            case PROXIED -> Optional.empty();
            case PRESIGNED -> Optional.of(presigned(place, validity.compareTo(LONGEST) > 0 ? LONGEST : validity));
            case PLAIN -> Optional.of(open(place));
            case BUNNY -> Optional.of(bunny(open(place), until));
            case CLOUDFRONT -> Optional.of(cloudFront(open(place), until));
        };
    }

    /** What all of them begin with: scheme, host and port, and the bucket where one host has everybody's. */
    Optional<String> origin() {
        return switch (settings.delivery()) {
            case PROXIED -> Optional.empty();
            case PRESIGNED ->
                Optional.of(origin(S3Connection.place(settings))
                        + (settings.pathStyle() ? "/" + settings.bucket() + "/" : ""));
            case PLAIN, BUNNY, CLOUDFRONT -> Optional.of(origin(open("")));
        };
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private URI open(String place) {
        return URI.create(settings.publicUrl().replaceFirst("/+$", "") + "/" + place);
    }

    private URI presigned(String place, Duration validity) {
        var signer = presigner;
        if (signer == null) {
            signer = S3Connection.presigner(settings);
            presigner = signer;
        }
        return URI.create(signer.presignGetObject(request -> request.signatureDuration(validity)
                        .getObjectRequest(
                                object -> object.bucket(settings.bucket()).key(place)))
                .url()
                .toString());
    }

    private URI bunny(URI address, long until) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((settings.deliveryKey() + address.getPath() + until).getBytes(StandardCharsets.UTF_8));
            var token = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            return URI.create(address + "?token=" + token + "&expires=" + until);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private URI cloudFront(URI address, long until) {
        var policy = "{\"Statement\":[{\"Resource\":\"" + address
                + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":" + until + "}}}]}";
        try {
            var signature = Signature.getInstance("SHA1withRSA");
            signature.initSign(key());
            signature.update(policy.getBytes(StandardCharsets.UTF_8));
            var text = Base64.getEncoder()
                    .encodeToString(signature.sign())
                    .replace('+', '-')
                    .replace('=', '_')
                    .replace('/', '~');
            return URI.create(
                    address + "?Expires=" + until + "&Signature=" + text + "&Key-Pair-Id=" + settings.deliveryKeyId());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the delivery key does not sign", e);
        }
    }

    private PrivateKey key() throws GeneralSecurityException, IOException {
        var there = key;
        if (there == null) {
            there = readKey(settings.deliveryKey());
            key = there;
        }
        return there;
    }

    static boolean isKey(String pem) {
        try {
            readKey(pem);
            return true;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException _) {
            // What is wrong with it would repeat some of it.
            return false;
        }
    }

    private static PrivateKey readKey(String pem) throws GeneralSecurityException, IOException {
        var bytes = Base64.getMimeDecoder().decode(pem.replace("\\n", "\n").replaceAll("-----[^-]+-----", ""));
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(pem.contains("BEGIN RSA ") ? wrapped(bytes) : bytes));
    }

    private static byte[] wrapped(byte[] pkcs1) throws IOException {
        var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return new PrivateKeyInfo(algorithm, ASN1Primitive.fromByteArray(pkcs1)).getEncoded();
    }
}
