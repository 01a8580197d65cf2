package dev.kinora.uploads;

import dev.kinora.platform.Ids;
import dev.kinora.storage.Growth;
import dev.kinora.storage.GrowthLost;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes bytes: one request at a time for each upload, and no byte twice. */
public final class Receiving {
    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);

    private final Tools tools;
    private final Uploads uploads;
    private final ProgressStore progress;
    private final MediaStores stores;
    /** Requests of this process that write, until they have ended; those of others are told by the token. */
    private final Map<UUID, Turn> turns = new ConcurrentHashMap<>();

    Receiving(Uploads uploads, ProgressStore progress, MediaStores stores) {
        this.tools = new Tools(uploads, progress, stores);
        this.uploads = uploads;
        this.progress = progress;
        this.stores = stores;
    }

    /** What a request needs to take its bytes. */
    record Tools(Uploads uploads, ProgressStore progress, MediaStores stores) {}

    /** @param check what the bytes of the request must have as their sum; null where it says nothing */
    record Piece(long offset, InputStream body, @Nullable Checksum check) {}

    /**
     * @return where the upload goes on, or ends
     * @throws UploadProblem when it is not to go on so, or the bytes are not those that were sent; none of these is kept
     */
    long take(Upload upload, Piece piece) throws IOException {
        if (upload.isFinal()) {
            throw UploadProblem.isFinal();
        }
        if (piece.offset() != upload.received()) {
            throw UploadProblem.offset(upload.received());
        }
        var turn = new Turn(Uploads.owner());
        enter(upload.id(), turn);
        try {
            return takeAlone(turn, uploads.get(upload.id()), piece);
        } finally {
            turns.remove(upload.id(), turn);
        }
    }

    private void enter(UUID upload, Turn turn) {
        var other = turns.putIfAbsent(upload, turn);
        if (other != null && !(other.yieldTo(Uploads.owner()) && turns.replace(upload, other, turn))) {
            throw UploadProblem.busy();
        }
    }

    /**
     * All of its bytes are there, and the request that brought the last one did not live to say so. What the store has lost
     * meanwhile is told as it is then: without any.
     */
    Upload completed(Upload upload) throws IOException {
        if (upload.isComplete() || !Long.valueOf(upload.received()).equals(upload.length()) || upload.isFinal()) {
            return upload;
        }
        try {
            take(upload, new Piece(upload.received(), InputStream.nullInputStream(), null));
        } catch (UploadProblem problem) {
            if (!problem.isLost()) {
                throw problem;
            }
        }
        return uploads.get(upload.id());
    }

    /** As though nothing had come yet. */
    void restart(Upload upload) throws IOException {
        var turn = new Turn(Uploads.owner());
        if (turns.putIfAbsent(upload.id(), turn) != null) {
            throw UploadProblem.busy();
        }
        try {
            var place = progress.claim(upload.id(), Ids.next()).orElseThrow(UploadProblem::gone);
            stores.named(place.store()).abandon(MediaKey.of(place.key()), place.growth());
            progress.restart(upload.id());
        } finally {
            turns.remove(upload.id(), turn);
        }
    }

    private long takeAlone(Turn turn, Upload upload, Piece piece) throws IOException {
        if (piece.offset() != upload.received()) {
            throw UploadProblem.offset(upload.received());
        }
        if (upload.isComplete()) {
            if (piece.body().read() >= 0) {
                throw UploadProblem.tooLong(upload.received());
            }
            return upload.received();
        }
        var token = Ids.next();
        var place = progress.claim(upload.id(), token).orElseThrow(UploadProblem::gone);
        if (place.growth().durable() != piece.offset()) {
            throw UploadProblem.offset(place.growth().durable());
        }
        var media = stores.named(place.store());
        try (var file = media.grow(MediaKey.of(place.key()), place.growth())) {
            return new Taking(tools, turn, upload, token, media, file, piece).run();
        } catch (Writing.SenderGone e) {
            throw e;
        } catch (GrowthLost e) {
            LOG.warn("Upload {} begins anew: {}", upload.id(), e.getMessage());
            throw lost(upload, token, place, media);
        } catch (IOException e) {
            throw StorageProblem.unreachable(media.name(), e);
        }
    }

    /** From its first byte again, of the same length; the video, its title and what is reserved stay. */
    private UploadProblem lost(Upload upload, UUID token, ProgressStore.Place place, MediaStore media) {
        try {
            var held = progress.holding(upload.id(), token, () -> {
                abandon(place, media);
                progress.checkpoint(upload.id(), token, Growth.NOTHING, uploads.expiry());
                if (upload.length() == null) {
                    uploads.giveBackAbove(upload.id(), Uploads.owner(), 0);
                }
            });
            if (!held) {
                throw new Writing.TakenOver();
            }
            return UploadProblem.lost();
        } catch (UncheckedIOException e) {
            throw StorageProblem.unreachable(media.name(), e);
        }
    }

    private static void abandon(ProgressStore.Place place, MediaStore media) {
        try {
            media.abandon(MediaKey.of(place.key()), place.growth());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
