package dev.kinora.media;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** The ffmpeg that Kinora brings along, taken out of its jar to where it can be run; its Java classes are not used. */
final class BundledPrograms {
    private static final String FOLDER = "/org/bytedeco/ffmpeg/linux-x86_64-gpl";
    private static final String COMPLETE = ".complete";

    private BundledPrograms() {}

    /** Empty where it brings none along for this machine. */
    static Optional<Programs> unpack(Path to) throws IOException {
        var jar = BundledPrograms.class.getResource(FOLDER + "/ffmpeg");
        if (jar == null || !System.getProperty("os.arch").equals("amd64")) {
            return Optional.empty();
        }
        if (!Files.exists(to.resolve(COMPLETE))) {
            Files.createDirectories(to);
            var address = jar.toString();
            try (var inside = FileSystems.newFileSystem(
                    new java.net.URI(address.substring(0, address.indexOf("!/"))), Map.of())) {
                copy(inside.getPath(FOLDER), to);
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
            Files.createFile(to.resolve(COMPLETE));
        }
        return Optional.of(new Programs(to.resolve("ffmpeg"), to.resolve("ffprobe"), Optional.of(to)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                if (!name.startsWith("libjni")) {
                    var target = to.resolve(name);
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                    if (!target.toFile().setExecutable(true, false)) {
                        throw new IOException(target + " cannot be made a program");
                    }
                }
            }
        }
    }
}
