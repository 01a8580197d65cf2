package dev.kinora.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.springframework.util.DigestUtils;

/** Kinora's classes as the JVM keeps them once it has seen a start: each process that a test starts takes half the time then. */
final class PreparedClasses {
    private static final Path PLACE = Path.of("target", "scratch", "prepared").toAbsolutePath();
    private static final PreparedClasses NOW = Alone.in(PreparedClasses::made);

    private final String path;
    private final Path archive;

    private PreparedClasses(String path, Path archive) {
        this.path = path;
        this.archive = archive;
    }

    /** To begin Kinora with. */
    static List<String> command() {
        var command = java();
        command.add("-XX:SharedArchiveFile=" + NOW.archive);
        command.addAll(List.of("-cp", NOW.path));
        return command;
    }

    static List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:cds=off",
                "--enable-native-access=ALL-UNNAMED"));
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static PreparedClasses made() {
        try {
            var classes = Path.of("target", "classes").toAbsolutePath();
            var libraries = Arrays.stream(classPath().split(File.pathSeparator))
                    .filter(each -> Files.isRegularFile(Path.of(each)))
                    .collect(Collectors.joining(File.pathSeparator));
            var name = HexFormat.of()
                    .formatHex(DigestUtils.md5Digest(
                            (System.getProperty("java.vm.version") + libraries + state(classes)).getBytes()));
            var jar = PLACE.resolve(name + ".jar");
            var prepared = new PreparedClasses(jar + File.pathSeparator + libraries, PLACE.resolve(name + ".jsa"));
            if (!Files.exists(prepared.archive)) {
                Files.createDirectories(PLACE);
                prepared.make(classes, jar);
            }
            return prepared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another one as soon as anything of it is compiled anew. */
    private static String state(Path classes) throws IOException {
        try (var files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + " " + file.toFile().lastModified())
                    .collect(Collectors.joining("\n"));
        }
    }

    /** The JVM keeps no classes that do not come from a jar. */
    private void make(Path classes, Path jar) throws IOException {
        var packed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--no-compress",
                        "--file",
                        jar.toString(),
                        "-C",
                        classes.toString(),
                        ".");
        var begun = PLACE.resolve(archive.getFileName() + ".new");
        var command = java();
        command.add("-XX:ArchiveClassesAtExit=" + begun);
        command.addAll(List.of("-cp", path, "dev.kinora.command.KinoraCommand", "rehearse", "--data"));
        command.add(PLACE.resolve("data").toString());
        try (var rehearsal = KinoraProcess.shell(Map.of(), command.toArray(String[]::new))) {
            if (packed != 0 || rehearsal.exitCode() != 0) {
                throw new IllegalStateException("no classes could be prepared: " + rehearsal.words());
            }
        }
        Files.move(begun, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
