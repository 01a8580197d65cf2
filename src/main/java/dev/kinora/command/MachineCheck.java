package dev.kinora.command;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The machine's part of the doctor's round: programs, memory, disk. */
final class MachineCheck {
    private static final long MEGABYTE = 1024L * 1024;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)[.\\d]*");

    private final Map<String, String> environment;

    MachineCheck(Map<String, String> environment) {
        this.environment = environment;
    }

    Finding java() {
        return Finding.good("Java", Runtime.version() + " from " + System.getProperty("java.home"));
    }

    Finding node() {
        var program = environment.getOrDefault("KINORA_NODE", "node");
        var version = output(program, "--version");
        if (version.isEmpty()) {
            return Finding.note(
                    "Node",
                    "none was found; it is needed to build the pages, not to run",
                    "Install Node.js 20.19 or newer to build.");
        }
        var found = VERSION.matcher(version.get());
        var fits = found.find() && Integer.parseInt(found.group(1)) * 1000 + Integer.parseInt(found.group(2)) >= 20_019;
        return fits
                ? Finding.good("Node", version.get().lines().findFirst().orElse("") + " (" + program + ")")
                : Finding.note(
                        "Node", version.get().strip() + " is too old to build the pages", "Install 20.19 or newer.");
    }

    Finding ffmpeg() {
        var program = environment.getOrDefault("KINORA_FFMPEG", "ffmpeg");
        return output(program, "-version")
                .map(text -> Finding.good("ffmpeg", text.lines().findFirst().orElse("") + " (" + program + ")"))
                .orElseGet(() -> environment.containsKey("KINORA_FFMPEG")
                        ? Finding.bad(
                                "ffmpeg",
                                "KINORA_FFMPEG names " + program + ", which does not run",
                                "Correct it or unset it.")
                        : Finding.note(
                                "ffmpeg",
                                "none was found; this release does not encode yet, so nothing is missing now",
                                "Install ffmpeg, or set KINORA_FFMPEG to the program, before encoding arrives."));
    }

    Finding memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var total = system.getTotalMemorySize() / MEGABYTE;
        var cores = Runtime.getRuntime().availableProcessors();
        var sentence = total + " MB for " + cores + (cores == 1 ? " core" : " cores");
        return total >= 1_000
                ? Finding.good("Memory", sentence)
                : Finding.note("Memory", sentence + "; tight beside a database", "Give the machine 1 GB or more.");
    }

    Finding disk(Path data) {
        try {
            var existing = nearestExisting(data);
            var free = Files.getFileStore(existing).getUsableSpace() / MEGABYTE;
            var sentence = String.format(
                    Locale.ROOT,
                    "%.1f GB free for %s",
                    free / 1024.0,
                    data.toAbsolutePath().normalize());
            if (!Files.isDirectory(existing)) {
                return Finding.bad(
                        "Disk",
                        existing + " is a file, not a directory",
                        "Name a directory for Kinora's data with --data.");
            }
            if (!Files.isWritable(existing)) {
                return Finding.bad(
                        "Disk",
                        existing + " cannot be written by '" + System.getProperty("user.name") + "'",
                        "Give that user the right, or name another directory with --data.");
            }
            if (free < 256) {
                return Finding.bad(
                        "Disk", sentence + "; the database cannot run", "Make room, or use --data elsewhere.");
            }
            return free < 5 * 1024
                    ? Finding.note("Disk", sentence + "; videos will fill that soon", "Name a larger disk with --data.")
                    : Finding.good("Disk", sentence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path nearestExisting(Path path) {
        var nearest = path.toAbsolutePath().normalize();
        for (var parent = nearest.getParent(); !Files.exists(nearest) && parent != null; parent = nearest.getParent()) {
            nearest = parent;
        }
        return nearest;
    }

    Optional<Finding> timeService() {
        return output("timedatectl", "show", "-p", "NTPSynchronized", "--value")
                .map(String::strip)
                .filter("no"::equals)
                .map(_ -> Finding.note(
                        "Clock", "this machine's clock is not synchronised", "Run 'timedatectl set-ntp true'."));
    }

    /** What a program prints, or nothing when it cannot be run or fails. */
    private static Optional<String> output(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IOException _) {
            // There is no such program: that is the finding.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command[0], e);
        }
    }
}
