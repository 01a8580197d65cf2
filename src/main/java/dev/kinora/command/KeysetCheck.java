package dev.kinora.command;

import dev.kinora.database.Refusal;
import dev.kinora.platform.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The keyset's part of the doctor's round. */
final class KeysetCheck {
    private static final Set<PosixFilePermission> OWNERS = Set.copyOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final Path data;
    private final String named;
    private final Path keyset;

    KeysetCheck(Installation installation) {
        data = installation.dataPath();
        named = installation.environment().getOrDefault("KINORA_KEYSET", "");
        keyset = Secrets.place(data, named).toAbsolutePath().normalize();
    }

    Finding finding() {
        // A link that leads nowhere is a keyset that is lost, and not one that was never made.
        if (named.isEmpty() && Files.notExists(keyset, LinkOption.NOFOLLOW_LINKS)) {
            return Finding.good("Keys", "none yet; the first secret to be stored makes " + keyset);
        }
        try {
            // Reading is tried by using them; what exists is never made anew, and neither is what was named.
            Secrets.of(data, named).encrypt("trial", "doctor");
            return privacy(Files.getPosixFilePermissions(keyset));
        } catch (Refusal e) {
            return Finding.bad("Keys", e.sentence(), e.advice());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Finding privacy(Set<PosixFilePermission> permissions) {
        return OWNERS.containsAll(permissions)
                ? Finding.good("Keys", keyset + ", for its owner alone")
                : Finding.note(
                        "Keys",
                        keyset + " is open to more than its owner (" + PosixFilePermissions.toString(permissions) + ")",
                        "Run 'chmod 600 " + keyset + "': whoever has the keys can read every stored secret.");
    }
}
