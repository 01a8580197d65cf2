package dev.kinora.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a disk still takes.
 *
 * @param spare how many bytes stay free on it: others need it too, and a database that finds none stops
 */
record DiskRoom(String store, FileStore disk, long spare) {
    static DiskRoom of(String store, Path folder, long spare) throws IOException {
        return new DiskRoom(store, Files.getFileStore(folder), spare);
    }

    long free() throws IOException {
        return disk.getUsableSpace();
    }

    void require() throws IOException {
        if (free() < spare) {
            throw StorageProblem.full(store);
        }
    }
}
