package dev.kinora.playback;

import dev.kinora.platform.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Files made on demand, kept while they are asked for and as long as all of them together stay within a bound. What several
 * ask for at once is made once, and only few are made at a time. A new process begins with an empty one.
 */
final class Cabinet {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final long most;
    private final Semaphore makers;
    /** What was asked for last comes last. */
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final ConcurrentMap<String, CompletableFuture<Path>> making = new ConcurrentHashMap<>();
    private long bytes;
    private boolean swept;

    private record Kept(Path file, long bytes) {}

    /** Writes the file. */
    interface Maker {
        void make(Path into) throws IOException, InterruptedException;
    }

    Cabinet(Path folder, long most, int atOnce) {
        this.folder = folder;
        this.most = most;
        this.makers = new Semaphore(atOnce, true);
    }

    long most() {
        return most;
    }

    Path get(String key, Maker maker) throws IOException, InterruptedException {
        var there = kept(key);
        if (there != null) {
            return there;
        }
        var mine = new CompletableFuture<Path>();
        var others = making.putIfAbsent(key, mine);
        if (others != null) {
            return joined(others);
        }
        try {
            // Whoever made it may have ended after the first look.
            var meanwhile = kept(key);
            mine.complete(meanwhile != null ? meanwhile : made(key, maker));
        } catch (Throwable e) {
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
        } catch (Throwable e) {
            Files.deleteIfExists(file);
            throw e;
        } finally {
            makers.release();
        }
        keep(key, file);
        return file;
    }

    private synchronized @Nullable Path kept(String key) {
        var there = kept.get(key);
        return there != null && Files.exists(there.file) ? there.file : null;
    }

    /** What is being sent meanwhile stays until it is: an open file outlives its name. */
    private synchronized void keep(String key, Path file) throws IOException {
        var size = Files.size(file);
        var before = kept.put(key, new Kept(file, size));
        bytes += size;
        if (before != null) {
            bytes -= before.bytes;
            Files.deleteIfExists(before.file);
        }
        for (var eldest = kept.entrySet().iterator(); bytes > most && kept.size() > 1; ) {
            var goes = eldest.next().getValue();
            eldest.remove();
            bytes -= goes.bytes;
            Files.deleteIfExists(goes.file);
        }
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
            if (e.getCause() instanceof Problem refusal) {
                throw refusal;
            }
            throw new IOException(e.getCause());
        }
    }
}
