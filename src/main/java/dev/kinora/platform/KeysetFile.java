package dev.kinora.platform;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.kinora.database.DataDirectory;
import dev.kinora.database.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of {@link Secrets} on disk. Made once however many processes start together; never overwritten unread. */
final class KeysetFile {
    /** A file lock holds between processes; this one between threads of this process. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path path;
    private final boolean named;

    private KeysetFile(Path path, boolean named) {
        this.path = path.toAbsolutePath();
        this.named = named;
    }

    /** Made at first use. */
    static KeysetFile ours(Path path) {
        return new KeysetFile(path, false);
    }

    /** Named by the operator: when it is missing the name is wrong or a disk is not mounted, and a new one would hide that. */
    static KeysetFile named(Path path) {
        return new KeysetFile(path, true);
    }

    /** Changes with the file; null when there is none. */
    @Nullable
    String stamp() {
        try {
            var file = Files.readAttributes(path, BasicFileAttributes.class);
            return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    Secrets.Keys load() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return read();
        }
        if (named) {
            throw missing();
        }
        return loadOrMake();
    }

    private Secrets.Keys loadOrMake() {
        return alone(() -> {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                write(KeysetHandle.generateNew(parameters(), RegistryConfiguration.get()));
            }
            return read();
        });
    }

    Secrets.Keys rotate() {
        loadOrMake();
        return alone(() -> {
            var entry = KeysetHandle.generateEntryFromParameters(parameters())
                    .withRandomId()
                    .makePrimary();
            write(KeysetHandle.newBuilder(read().handle()).addEntry(entry).build());
            return read();
        });
    }

    private Secrets.Keys read() {
        var stamp = String.valueOf(stamp());
        try {
            AeadConfig.register();
            return new Secrets.Keys(
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(path), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()),
                    stamp);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private void write(KeysetHandle keys) throws IOException, GeneralSecurityException {
        // A mounted secret is often a link; its target is what has to change.
        var target = Files.exists(path) ? path.toRealPath() : path;
        DataDirectory.writePrivately(
                target,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    private static com.google.crypto.tink.Parameters parameters() throws GeneralSecurityException {
        AeadConfig.register();
        return PredefinedAeadParameters.AES256_GCM;
    }

    private interface Work {
        Secrets.Keys run() throws IOException, GeneralSecurityException;
    }

    private Secrets.Keys alone(Work work) {
        synchronized (ONE_AT_A_TIME) {
            try (var channel = openLock();
                    var _ = channel.lock()) {
                return work.run();
            } catch (IOException e) {
                throw unwritable(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Tink makes AES-256-GCM keys", e);
            }
        }
    }

    private FileChannel openLock() throws IOException {
        var directory = path.resolveSibling("");
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return FileChannel.open(
                path.resolveSibling(path.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private Refusal missing() {
        return new Refusal(
                "KINORA_KEYSET names " + path + ", and there is no such file.",
                "Put the keyset back, mount its disk, or correct KINORA_KEYSET. For a new installation"
                        + " './kinora admin rotate-keys' makes one there.");
    }

    Refusal damaged(Exception cause) {
        return new Refusal(
                "The keyset " + path + " is damaged.",
                "Put it back from a backup; secrets stored so far cannot be read without it. Kinora never replaces it.",
                cause);
    }

    private Refusal unreadable(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new Refusal(
                    "The keyset " + path + " leads nowhere.",
                    "Put the file back where the link points, or correct KINORA_KEYSET.",
                    cause);
        }
        return new Refusal(
                "The keyset " + path + " cannot be read.",
                "Let the user '" + System.getProperty("user.name") + "' read it; nobody else should.",
                cause);
    }

    private Refusal unwritable(IOException cause) {
        return new Refusal(
                "The keyset " + path + " cannot be written.",
                "Let the user '" + System.getProperty("user.name")
                        + "' write to its directory, or name another file with KINORA_KEYSET.",
                cause);
    }
}
