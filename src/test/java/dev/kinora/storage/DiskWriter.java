package dev.kinora.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes in a process of its own, to be killed or to fill a small disk. */
final class DiskWriter {
    static final MediaKey FILM = MediaKey.of("videos/01a1fec0-9df9-7000-866a-22b14d22984e/originals/film");
    static final int DURABLE = 3 << 20;

    private DiskWriter() {}

    public static void main(String... arguments) throws IOException {
        var root = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "forever" -> writeForever(root);
            case "full" -> fill(root);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void writeForever(Path root) throws IOException {
        try (var file = new DiskStore("disk", root, 0).grow(FILM, Growth.NOTHING)) {
            file.append(ByteBuffer.wrap(Bytes.of(DURABLE)));
            file.checkpoint();
            for (var each = 0L; each < Long.MAX_VALUE; each++) {
                if (each == 10) {
                    System.out.println("writing");
                }
                if (each < 1000) {
                    file.append(ByteBuffer.wrap(new byte[50_000]));
                }
            }
        }
    }

    /** On a disk of a few megabytes. */
    private static void fill(Path root) throws IOException {
        var ballast = root.resolve("ballast");
        Files.write(ballast, new byte[6 << 20]);
        var store = new DiskStore("disk", root, 0);
        Growth growth;
        try (var file = store.grow(FILM, Growth.NOTHING)) {
            file.append(ByteBuffer.wrap(Bytes.of(DURABLE)));
            file.checkpoint();
            try {
                while (true) {
                    file.append(ByteBuffer.wrap(Bytes.of(1 << 20, 9)));
                }
            } catch (StorageProblem e) {
                System.out.println("appending: " + e.code());
            }
            file.truncate(DURABLE);
            growth = file.checkpoint();
            Files.write(root.resolve("more"), new byte[(int) store.room()]);
        }
        try {
            store.write(
                    MediaKey.of("videos/01a1fec0-9df9-7000-866a-22b14d22984e/other"), Bytes.stream(Bytes.of(1 << 20)));
        } catch (StorageProblem e) {
            System.out.println("writing: " + e.code() + " " + e.sentence());
        }
        Files.delete(ballast);
        try (var file = store.grow(FILM, growth)) {
            file.append(ByteBuffer.wrap(Bytes.of(1 << 20)));
            file.finish();
        }
        System.out.println("whole: " + Bytes.read(store, FILM).length);
        store.eachOwner(System.out::println);
    }
}
