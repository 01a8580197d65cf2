package dev.kinora.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Whose a directory is. */
final class DiskMark {
    private DiskMark() {}

    static Optional<String> read(Path root) throws IOException {
        try {
            return Optional.of(Files.readString(root.resolve(MediaStore.MARK)).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    static void write(Path root, String installation) throws IOException {
        var growing = root.resolve(MediaStore.MARK + "." + UUID.randomUUID() + MediaKey.GROWING);
        Files.writeString(growing, installation + "\n");
        GrowingFile.moveWhole(growing, root.resolve(MediaStore.MARK), root);
    }
}
