package dev.kinora.library;

import dev.kinora.jobs.Backoff;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import dev.kinora.storage.StoredFile;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Copies what lies below a video, reads it back, and changes sides once nothing is missing. Begun again, it copies only what is not
 * there in the same form.
 */
final class MoveVideo implements JobHandler<MoveVideo.Move> {
    private static final JobType TYPE = JobType.of("move_video")
            .lane(Lanes.NETWORK)
            .priority(7)
            .attempts(30)
            .backoff(new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(20)));
    private static final Duration WORKED_ON = Duration.ofMinutes(2);

    record Move(UUID video) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final MovingStore store;
    private final MediaStores stores;

    MoveVideo(MovingStore store, MediaStores stores) {
        this.store = store;
        this.stores = stores;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Move> payload() {
        return Move.class;
    }

    /** Something changed while it was looked at; what to do about it is decided anew. */
    private static final class Changed extends RuntimeException {
        Changed() {
            super("the video was changed while it was moved", null, false, false);
        }
    }

    @Override
    public Outcome run(JobRun<Move> job) throws IOException, InterruptedException {
        var found = store.way(job.payload().video());
        if (found.isEmpty()) {
            return Outcome.done();
        }
        var way = found.get();
        try {
            new Journey(job, way, stores.named(way.from()), stores.named(way.to())).make();
            return Outcome.done();
        } catch (Changed e) {
            if (store.way(job.payload().video()).isEmpty()) {
                return Outcome.done();
            }
            return job.lastAttempt()
                    ? failed(job, way, e)
                    : Outcome.retryAfter(WORKED_ON, "video-worked-on", "Something else changes this video.");
        } catch (IOException | StorageProblem e) {
            if (!job.lastAttempt() || job.stopping()) {
                throw e;
            }
            return failed(job, way, e);
        }
    }

    private Outcome failed(JobRun<Move> job, MovingStore.Way way, Exception why) {
        store.turnBack(job.payload().video(), way);
        return Outcome.failed("not-moved", "The video stays in the store \"" + way.from() + "\": " + why.getMessage());
    }

    private final class Journey {
        private final JobRun<Move> job;
        private final UUID video;
        private final MovingStore.Way way;
        private final String prefix;
        private final MediaStore from;
        private final MediaStore to;

        Journey(JobRun<Move> job, MovingStore.Way way, MediaStore from, MediaStore to) {
            this.job = job;
            this.video = job.payload().video();
            this.way = way;
            this.prefix = MediaKey.ofVideo(video);
            this.from = from;
            this.to = to;
        }

        void make() throws IOException, InterruptedException {
            if (isWorkedOn()) {
                throw new Changed();
            }
            // What an attempt that was killed has left half done.
            to.abandonBelow(prefix);
            var files = files(from);
            var sum = files.values().stream().mapToLong(StoredFile::bytes).sum();
            var done = 0L;
            for (var file : files.values()) {
                job.checkpoint();
                requireWay();
                job.progress((int) (100 * done / Math.max(1, sum)), "Copying to " + to.name());
                copy(file);
                done += file.bytes();
            }
            requireWay();
            for (var there : files(to).values()) {
                if (!files.containsKey(there.key())) {
                    to.delete(there.key());
                }
            }
            requireThere(files);
            job.complete(Map.of("files", files.size(), "bytes", sum), () -> arrive(files));
        }

        private boolean isWorkedOn() {
            return store.isArriving(video) || store.isWorkedOn(video, List.of(TYPE.name(), Publishing.TYPE.name()));
        }

        /** Nothing may write below the video between the last look and the change: its row is locked, and no job is at work. */
        private void arrive(Map<MediaKey, StoredFile> files) {
            store.lock(video);
            if (isWorkedOn()) {
                throw new Changed();
            }
            try {
                if (!files(from).equals(files)) {
                    throw new Changed();
                }
                requireThere(files);
            } catch (IOException e) {
                throw StorageProblem.unreachable(from.name() + "\" or \"" + to.name(), e);
            }
            if (!store.arrive(video, way)) {
                throw new Changed();
            }
        }

        /** Not one more, less or shorter than on this side; each was read back when it was copied. */
        private void requireThere(Map<MediaKey, StoredFile> files) throws IOException {
            if (!sizes(files(to)).equals(sizes(files))) {
                throw new Changed();
            }
        }

        private static Map<MediaKey, Long> sizes(Map<MediaKey, StoredFile> files) {
            var sizes = new HashMap<MediaKey, Long>();
            files.forEach((key, file) -> sizes.put(key, file.bytes()));
            return sizes;
        }

        private Map<MediaKey, StoredFile> files(MediaStore store) throws IOException {
            var files = new LinkedHashMap<MediaKey, StoredFile>();
            store.each(prefix, file -> files.put(file.key(), file));
            return files;
        }

        /** Deleted, or sent elsewhere: then what was copied is nobody's, and what swept before may have missed the last of it. */
        private void requireWay() throws IOException {
            var now = store.way(video);
            if (now.isEmpty() || !now.get().equals(way)) {
                if (!store.isReferred(video, to.name())) {
                    to.deleteBelow(prefix);
                }
                throw new Changed();
            }
        }

        private void copy(StoredFile file) throws IOException {
            var there = to.find(file.key());
            if (there.isPresent()
                    && there.get().bytes() == file.bytes()
                    && MessageDigest.isEqual(hash(from, file.key()), hash(to, file.key()))) {
                return;
            }
            var digest = sha256();
            try (var bytes = new DigestInputStream(from.open(file.key()), digest)) {
                to.write(file.key(), bytes);
            }
            var written = to.find(file.key());
            if (written.isEmpty()
                    || written.get().bytes() != file.bytes()
                    || !MessageDigest.isEqual(digest.digest(), hash(to, file.key()))) {
                to.delete(file.key());
                throw new IOException(file.key() + " was not the same when it was read back from " + to.name());
            }
        }
    }

    private static byte[] hash(MediaStore store, MediaKey key) throws IOException {
        var digest = sha256();
        try (var bytes = new DigestInputStream(store.open(key), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
