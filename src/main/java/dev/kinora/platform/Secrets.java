package dev.kinora.platform;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what must be stored but not read by whoever gets hold of the database: tokens of other platforms, for example.
 * AES-256-GCM under a keyset file, made at first use unless the operator named one. The context says what the secret belongs to (say, the id of
 * an account); a secret moved to another context cannot be read. Every node of an installation needs the same file, and
 * a backup of the database is worth little without it.
 */
public final class Secrets {
    /** How long a key added by another process may go unused; reading never waits for it. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final KeysetFile file;
    private volatile @Nullable Loaded loaded;

    public Secrets(Path keyset) {
        this(KeysetFile.ours(keyset));
    }

    private Secrets(KeysetFile file) {
        this.file = file;
    }

    /** @param keyset what KINORA_KEYSET names, which has to exist; empty for the place in the data directory */
    public static Secrets of(Path data, String keyset) {
        var place = place(data, keyset);
        return new Secrets(keyset.isEmpty() ? KeysetFile.ours(place) : KeysetFile.named(place));
    }

    /** Where the keyset of {@link #of} is, or will be once it is needed. */
    public static Path place(Path data, String keyset) {
        return keyset.isEmpty() ? data.resolve("keys").resolve("secrets.json") : Path.of(keyset);
    }

    /** The secret is not ours, was tampered with, belongs to another context, or its key is lost. */
    public static final class Unreadable extends RuntimeException {
        private Unreadable(String context, @Nullable Throwable cause) {
            super(
                    "a secret of '" + context + "' cannot be read: it was altered, belongs elsewhere, or its key is not"
                            + " in the keyset",
                    cause);
        }
    }

    public byte[] encrypt(byte[] plain, String context) {
        try {
            return current().aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts everything", e);
        }
    }

    public byte[] decrypt(byte[] secret, String context) {
        var before = current();
        try {
            return decrypt(before, secret, context);
        } catch (GeneralSecurityException e) {
            // Another process may have added the key a moment ago.
            var now = reload();
            if (now == before) {
                throw new Unreadable(context, e);
            }
            return decryptOrFail(now, secret, context);
        }
    }

    /** As text that fits into a column, a header or an address. */
    public String encrypt(String plain, String context) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(encrypt(plain.getBytes(StandardCharsets.UTF_8), context));
    }

    public String decrypt(String secret, String context) {
        try {
            return new String(decrypt(Base64.getUrlDecoder().decode(secret), context), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(context, e);
        }
    }

    /**
     * From now on a new key encrypts, the first one where there was none; the older ones stay for reading. Running processes notice within a second or so.
     *
     * @return how many keys there are now
     */
    public int rotate() {
        var keys = file.rotate();
        loaded = null;
        return keys.size();
    }

    private Loaded current() {
        var now = loaded;
        if (now == null) {
            return reload();
        }
        if (System.nanoTime() - now.lookedAt > LOOK_AGAIN.toNanos()) {
            return reload();
        }
        return now;
    }

    private synchronized Loaded reload() {
        var before = loaded;
        var stamp = file.stamp();
        // A file that vanished under a running process is no reason to make a new one.
        if (before != null && (stamp == null || stamp.equals(before.stamp))) {
            before.lookedAt = System.nanoTime();
            return before;
        }
        var fresh = load();
        loaded = fresh;
        return fresh;
    }

    private Loaded load() {
        var keys = file.load();
        try {
            AeadConfig.register();
            return new Loaded(keys.handle().getPrimitive(RegistryConfiguration.get(), Aead.class), keys.stamp());
        } catch (GeneralSecurityException e) {
            throw file.damaged(e);
        }
    }

    private static byte[] decrypt(Loaded keys, byte[] secret, String context) throws GeneralSecurityException {
        return keys.aead.decrypt(secret, context.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decryptOrFail(Loaded keys, byte[] secret, String context) {
        try {
            return decrypt(keys, secret, context);
        } catch (GeneralSecurityException e) {
            throw new Unreadable(context, e);
        }
    }

    private static final class Loaded {
        private final Aead aead;
        private final String stamp;
        private volatile long lookedAt = System.nanoTime();

        private Loaded(Aead aead, String stamp) {
            this.aead = aead;
            this.stamp = stamp;
        }
    }

    /** @param stamp changes when the file does */
    record Keys(KeysetHandle handle, String stamp) {
        int size() {
            return handle.size();
        }
    }
}
