package dev.kinora.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * In a bucket. Bytes gather in a local file until they are a part; a checkpoint puts what has gathered since the last one beside
 * the key, as an object of its own. So each byte goes out twice at most, and any machine can go on.
 */
final class S3Growing implements Growing {
    private final Bucket bucket;
    private final String key;
    private final PartSizes sizes;
    private final S3Growth opened;
    /** A checkpoint and the change to the next part exclude each other; appending within a part waits for neither. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<String> etags = new ArrayList<>();
    private final List<S3Growth.Piece> tail = new ArrayList<>();
    /** Sent since the last checkpoint: one may still go back into them. */
    private final Deque<LocalPart> sent = new ArrayDeque<>();

    private @Nullable String upload;
    private LocalPart current;
    private S3Growth last;
    private boolean whole;
    private volatile long position;

    S3Growing(Bucket bucket, String key, S3Growth at) throws IOException {
        this.bucket = bucket;
        this.key = key;
        this.sizes = new PartSizes(at.first());
        this.opened = at;
        this.last = at;
        this.current = bucket.local();
        try {
            restore();
        } catch (IOException | RuntimeException e) {
            current.close();
            throw e;
        }
    }

    /** As it was when it was opened. */
    private void restore() throws IOException {
        upload = upload == null ? opened.upload().orElse(null) : upload;
        etags.clear();
        etags.addAll(opened.etags());
        tail.clear();
        tail.addAll(opened.tail());
        position = opened.durable();
        try {
            for (var piece : opened.tail()) {
                try (var bytes = bucket.read(beside(piece.name()))) {
                    current.append(bytes);
                }
            }
        } catch (NoSuchFileException e) {
            // It was finished, and whoever did so was killed before it could say so.
            if (!isWhole()) {
                throw new GrowthLost(key + " has lost what lay beside it in the store \"" + bucket.store() + "\"", e);
            }
            whole = true;
            return;
        }
        if (sizes.start(etags.size()) + current.size() != position) {
            throw new GrowthLost(
                    key + " has " + (sizes.start(etags.size()) + current.size()) + " bytes in the store \""
                            + bucket.store() + "\", though " + position + " were made durable",
                    null);
        }
    }

    private boolean isWhole() throws IOException {
        var found = bucket.head(key);
        return found.isPresent() && found.get().contentLength() == position;
    }

    private String beside(String name) {
        return key + "." + name + MediaKey.GROWING;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        if (whole && bytes.hasRemaining()) {
            throw new IOException(key + " is whole already");
        }
        while (bytes.hasRemaining()) {
            var room = sizes.of(etags.size()) - current.size();
            if (room == 0) {
                sendCurrent();
                continue;
            }
            var piece = bytes.slice(bytes.position(), (int) Math.min(room, bytes.remaining()));
            var before = current.size();
            try {
                current.append(piece);
            } finally {
                // What was written before a failure is there; the place to go on is behind it.
                var written = current.size() - before;
                position += written;
                bytes.position(bytes.position() + (int) written);
            }
        }
    }

    private void sendCurrent() throws IOException {
        lock.lock();
        try {
            var next = bucket.local();
            try {
                etags.add(bucket.part(key, begun(), etags.size() + 1, current.slice(0)));
            } catch (IOException | RuntimeException e) {
                next.close();
                throw e;
            }
            sent.addLast(current);
            tail.clear();
            current = next;
        } finally {
            lock.unlock();
        }
    }

    private String begun() throws IOException {
        var id = upload == null ? bucket.begin(key) : upload;
        upload = id;
        return id;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public Optional<byte[]> soFar(int most) throws IOException {
        return position > most || current.size() != position ? Optional.empty() : Optional.of(current.all());
    }

    @Override
    public Growth checkpoint() throws IOException {
        lock.lock();
        try {
            if (whole
                    || (position == last.durable()
                            && last.etags().equals(etags)
                            && last.tail().equals(tail))) {
                return last.growth();
            }
            var gathered = gathered();
            var fresh = current.slice(gathered);
            if (fresh.size() > 0) {
                var name = UUID.randomUUID().toString();
                bucket.put(beside(name), fresh);
                tail.add(new S3Growth.Piece(name, fresh.size()));
            }
            var durable = sizes.start(etags.size()) + gathered + fresh.size();
            var now = new S3Growth(
                    durable,
                    Optional.ofNullable(upload),
                    sizes.first(),
                    List.copyOf(etags),
                    List.copyOf(tail),
                    clearedFormer());
            last = now;
            closeSent();
            return now.growth();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes what neither the growth before nor the one of the opening needs: should nobody be able to write down this one, those are
     * what somebody goes on from.
     */
    private List<String> clearedFormer() throws IOException {
        var kept = new ArrayList<String>();
        var needless = new ArrayList<String>();
        for (var name : last.former()) {
            (last != opened && opened.names().contains(name) ? kept : needless).add(name);
        }
        bucket.deleteAll(needless.stream().map(this::beside).toList());
        var needed = tail.stream().map(S3Growth.Piece::name).toList();
        last.names().stream().filter(name -> !needed.contains(name)).forEach(kept::add);
        return List.copyOf(kept);
    }

    /** How much of the current part lies in the bucket already. */
    private long gathered() {
        return tail.stream().mapToLong(S3Growth.Piece::bytes).sum();
    }

    private void closeSent() throws IOException {
        for (var part = sent.pollFirst(); part != null; part = sent.pollFirst()) {
            part.close();
        }
    }

    @Override
    public void truncate(long to) throws IOException {
        lock.lock();
        try {
            if (to > position) {
                throw new IllegalArgumentException("there is nothing at " + to + " to go back to");
            }
            while (to < sizes.start(etags.size()) && !sent.isEmpty()) {
                current.close();
                current = sent.removeLast();
                etags.removeLast();
                tail.clear();
            }
            var start = sizes.start(etags.size());
            if (to >= start) {
                current.truncate(to - start);
                while (gathered() > to - start) {
                    tail.removeLast();
                }
                position = to;
            } else if (to == opened.durable()) {
                closeSent();
                current.close();
                current = bucket.local();
                restore();
            } else {
                throw new IOException("one can go back to the last checkpoint, or to where " + key + " was opened");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish() throws IOException {
        finishLeavingTail();
        // Uploads as well that were begun after the last checkpoint that anybody wrote down.
        S3Store.clear(bucket, key);
    }

    /** For files that never had a checkpoint. */
    void finishLeavingTail() throws IOException {
        lock.lock();
        try {
            if (!whole && !finished() && !isWhole()) {
                throw GrowthLost.forgotten(bucket.store(), key, null);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean finished() throws IOException {
        if (upload == null || (etags.isEmpty() && current.size() == 0)) {
            bucket.put(key, current.slice(0));
            giveUp();
            return true;
        }
        if (current.size() == 0) {
            return bucket.complete(key, upload, etags);
        }
        var all = new ArrayList<>(etags);
        try {
            all.add(bucket.part(key, upload, etags.size() + 1, current.slice(0)));
        } catch (GrowthLost _) {
            return false;
        }
        return bucket.complete(key, upload, all);
    }

    /** Of a file that will never be whole, and of which nobody was told. */
    void giveUp() throws IOException {
        if (upload != null) {
            bucket.abort(key, upload);
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            current.close();
            closeSent();
        } finally {
            lock.unlock();
        }
    }
}
