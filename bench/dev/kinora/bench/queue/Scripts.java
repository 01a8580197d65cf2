package dev.kinora.bench.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The contestants in JavaScript, from bench/queue, with the packages they need installed beside them under target/. */
final class Scripts {
    private Scripts() {}

    static List<Entrant> entrants(Path home) throws IOException, InterruptedException {
        var node = Path.of(System.getenv().getOrDefault("KINORA_NODE", "node"));
        var directory = home.resolve("target/bench-queue");
        if (!install(home.resolve("bench/queue"), directory)) {
            System.out.println("Without graphile-worker and pg-boss: npm could not install them (see above).");
            return List.of();
        }
        return List.of(
                Entrant.node(
                        "graphile-worker",
                        node,
                        directory.resolve("graphile-worker.mjs"),
                        "select count(*) from graphile_worker._private_jobs"),
                Entrant.node(
                        "pg-boss",
                        node,
                        directory.resolve("pg-boss.mjs"),
                        "select count(*) from pgboss.job where state <> 'completed'"));
    }

    private static boolean install(Path sources, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var lock = directory.resolve("package-lock.json");
        var same = Files.exists(directory.resolve("node_modules"))
                && Files.exists(lock)
                && Files.mismatch(lock, sources.resolve("package-lock.json")) < 0;
        try (var files = Files.list(sources)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return same || npm(directory);
    }

    private static boolean npm(Path directory) throws InterruptedException {
        try {
            var npm = new ProcessBuilder("npm", "ci", "--loglevel=error")
                    .directory(directory.toFile())
                    .inheritIO()
                    .start();
            return npm.waitFor() == 0;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return false;
        }
    }
}
