package dev.kinora.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL programs that Kinora carries; once a directory, complete or not at all. */
final class ServerPrograms {
    /** As in pom.xml; a test holds the two together. */
    static final String VERSION = "18.6";

    private ServerPrograms() {}

    private static InputStream carried() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var cpu = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        var name = "/postgres-" + os + "-" + cpu + ".txz";
        var archive = ServerPrograms.class.getResourceAsStream(name);
        if (archive == null) {
            throw new Refusal(
                    "Kinora carries no PostgreSQL for " + os + " on " + cpu + ".",
                    "Set KINORA_DATABASE_URL, KINORA_DATABASE_USER and KINORA_DATABASE_PASSWORD to one of your own.");
        }
        return archive;
    }

    /** The {@code bin} directory of the unpacked server. */
    static Path unpack(Path into) throws IOException {
        if (Files.isDirectory(into)) {
            return into.resolve("bin");
        }
        try (var archive = carried()) {
            return unpack(archive, into);
        }
    }

    static Path unpack(InputStream archive, Path into) throws IOException {
        Files.createDirectories(into.toAbsolutePath().getParent());
        var half = Files.createTempDirectory(into.toAbsolutePath().getParent(), "unpacking");
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, half);
            }
        }
        Files.move(half, into, StandardCopyOption.ATOMIC_MOVE);
        return into.resolve("bin");
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("the archive points outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        var executable = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
