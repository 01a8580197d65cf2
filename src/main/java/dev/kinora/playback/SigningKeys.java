package dev.kinora.playback;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Keys that sign playback tokens. People make their own, whose private half only they have, and which open only their films;
 * the installation has one that is made at first use, replaced when it is old, and kept until its last token has expired.
 */
public final class SigningKeys {
    public static final int MOST = 1_000;

    private static final int BITS = 2048;
    private static final Duration SIGNS_FOR = Duration.ofDays(90);
    /** No token of the installation is good for longer. */
    private static final Duration LONGEST_TOKEN = Duration.ofDays(1);

    private final Db db;
    private final SigningKeyStore store;
    private final Secrets secrets;
    private final Clock clock;
    private volatile @Nullable Signing signing;

    SigningKeys(Db db, SigningKeyStore store, Secrets secrets, Clock clock) {
        this.db = db;
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    private record Signing(RSAKey key, Instant lookAgainAt) {}

    /** @param owner null for the installation's own, which opens every film */
    record Verifying(RSAKey key, @Nullable UUID owner) {}

    /** The viewer's own, newest first. */
    public List<SigningKey> mine() {
        return store.mine();
    }

    public SigningKey.Created create(UUID owner) {
        var key = generated(Ids.next());
        var now = clock.instant();
        db.system("playback", _ -> {
            if (store.countLocked(owner) >= MOST) {
                throw PlaybackProblem.tooManyKeys(MOST);
            }
            store.insert(
                    UUID.fromString(key.getKeyID()), owner, key.toPublicJWK().toJSONString(), null, now);
            return null;
        });
        return new SigningKey.Created(UUID.fromString(key.getKeyID()), pem(key), base64(key.toJSONString()), now);
    }

    /** Tokens it signed stop working within a minute. */
    public void delete(UUID id) {
        if (store.delete(id) == 0) {
            throw PlaybackProblem.keyNotFound();
        }
    }

    /** The installation signs with a new key from now on; tokens of the old one are good until they expire. */
    public void rotate() {
        db.system("playback", _ -> {
            store.installationLocked();
            return replaced(clock.instant());
        });
        signing = null;
    }

    RSAKey signing() {
        var known = signing;
        if (known != null && clock.instant().isBefore(known.lookAgainAt)) {
            return known.key;
        }
        var now = clock.instant();
        var key = db.system("playback", _ -> installation(now));
        signing = new Signing(key, now.plusSeconds(60));
        return key;
    }

    Optional<Verifying> verifying(String kid) {
        try {
            return store.find(UUID.fromString(kid)).map(known -> new Verifying(parsed(known.jwk()), known.owner()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private RSAKey installation(Instant now) {
        var there = store.installation().filter(key -> isFresh(key, now));
        if (there.isEmpty()) {
            there = store.installationLocked().filter(key -> isFresh(key, now));
        }
        return there.map(key ->
                        parsed(new String(secrets.decrypt(key.secret(), key.id().toString()), StandardCharsets.UTF_8)))
                .orElseGet(() -> replaced(now));
    }

    private static boolean isFresh(SigningKeyStore.Own key, Instant now) {
        return key.createdAt().plus(SIGNS_FOR).isAfter(now);
    }

    private RSAKey replaced(Instant now) {
        var key = generated(Ids.next());
        var id = UUID.fromString(key.getKeyID());
        store.retireInstallation(now);
        store.forgetInstallation(now.minus(LONGEST_TOKEN));
        var secret = secrets.encrypt(key.toJSONString().getBytes(StandardCharsets.UTF_8), id.toString());
        store.insert(id, null, key.toPublicJWK().toJSONString(), secret, now);
        return key;
    }

    private static RSAKey generated(UUID id) {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyID(id.toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static RSAKey parsed(String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no RSA key", e);
        }
    }

    private static String pem(RSAKey key) {
        try {
            var pkcs1 = PrivateKeyInfo.getInstance(key.toPrivateKey().getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
            return base64("-----BEGIN RSA PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs1)
                    + "\n-----END RSA PRIVATE KEY-----\n");
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException("a key that was just made can be written", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
