package dev.kinora.playback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * Files made on demand, kept while they are asked for and as long as all of them together stay within a bound. What several
 * ask for at once is made once, and only few are made at a time. A new process begins with an empty one.
 */
final class Cabinet {
    /** Weights are whole numbers; so many bytes are one. */
    private static final long UNIT = 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final long most;
    private final Semaphore makers;
    private final Cache<String, Path> kept;
    private final ConcurrentMap<String, CompletableFuture<Path>> making = new ConcurrentHashMap<>();
    private boolean swept;

    /** Writes the file. */
    interface Maker {
        void make(Path into) throws IOException, InterruptedException;
    }

    Cabinet(Path folder, long most, int atOnce) {
        this.folder = folder;
        this.most = most;
        this.makers = new Semaphore(atOnce, true);
        this.kept = Caffeine.newBuilder()
                .maximumWeight(Math.max(1, most / UNIT))
                .weigher((String _, Path file) -> weight(file))
                .executor(Runnable::run)
                .evictionListener((_, file, _) -> delete(file))
                .build();
    }

    long most() {
        return most;
    }

    Path get(String key, Maker maker) throws IOException, InterruptedException {
        var there = kept.getIfPresent(key);
        if (there != null && Files.exists(there)) {
            return there;
        }
        var mine = new CompletableFuture<Path>();
        var others = making.putIfAbsent(key, mine);
        if (others != null) {
            return joined(others);
        }
        try {
            mine.complete(made(key, maker));
        } catch (IOException | InterruptedException | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            making.remove(key);
        }
        return mine.join();
    }

    private Path made(String key, Maker maker) throws IOException, InterruptedException {
        if (!makers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw PlaybackProblem.busy();
        }
        var file = prepared().resolve(UUID.randomUUID().toString());
        try {
            maker.make(file);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        } finally {
            makers.release();
        }
        kept.put(key, file);
        return file;
    }

    /** Empty, whatever an earlier process left. */
    private synchronized Path prepared() throws IOException {
        if (!swept) {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(folder);
            swept = true;
        }
        return folder;
    }

    private static Path joined(CompletableFuture<Path> others) throws IOException {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PlaybackProblem refusal) {
                throw refusal;
            }
            throw new IOException(e.getCause());
        }
    }

    private static int weight(Path file) {
        try {
            return (int) Math.min(Integer.MAX_VALUE, Files.size(file) / UNIT + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
