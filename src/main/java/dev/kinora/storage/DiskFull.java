package dev.kinora.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Java hands on the system's text alone, in the machine's language: whether a disk is full is seen by the room it has. */
final class DiskFull {
    /** What the smallest file takes, and a block that a file system keeps to itself. */
    private static final long LEAST = 64 * 1024;

    private DiskFull() {}

    /**
     * @param folder of the disk that was written to
     * @param wanted how many bytes were to be written
     * @throws StorageProblem when that is what it was
     */
    static IOException translated(String store, Path folder, long wanted, IOException failure) {
        if (saysSo(failure) || hasNoRoom(folder, Math.max(wanted, LEAST))) {
            throw StorageProblem.full(store, failure);
        }
        return failure;
    }

    private static boolean hasNoRoom(Path folder, long wanted) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < wanted;
        } catch (IOException _) {
            return false;
        }
    }

    /** A quota of the system's is not seen by the room of the disk. */
    private static boolean saysSo(IOException failure) {
        var text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded") || text.contains("not enough space");
    }
}
