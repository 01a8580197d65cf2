package dev.kinora.uploads;

import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import dev.kinora.platform.Ids;
import dev.kinora.storage.Growing;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes bytes: one request at a time for each upload, and no byte twice. */
public final class Receiving {
    private final Uploads uploads;
    private final ProgressStore progress;
    private final MediaStores stores;
    /** Being written by a request of this process, until that has ended; other processes are told by the token. */
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    Receiving(Uploads uploads, ProgressStore progress, MediaStores stores) {
        this.uploads = uploads;
        this.progress = progress;
        this.stores = stores;
    }

    /** @param check what the bytes of the request must have as their sum; null where it says nothing */
    record Piece(long offset, InputStream body, @Nullable Checksum check) {}

    /**
     * @return where the upload goes on, or ends
     * @throws UploadProblem when it is not to go on so
     * @throws Checksum.Mismatch when the bytes are not those that were sent; none of them is kept
     */
    long take(Upload upload, Piece piece) throws IOException {
        if (upload.isFinal()) {
            throw UploadProblem.isFinal();
        }
        if (!busy.add(upload.id())) {
            throw UploadProblem.busy();
        }
        try {
            return takeAlone(uploads.get(upload.id()), piece);
        } finally {
            busy.remove(upload.id());
        }
    }

    /** All of its bytes are there, and the request that brought the last one did not live to say so. */
    Upload completed(Upload upload) throws IOException {
        if (upload.isComplete() || !Long.valueOf(upload.received()).equals(upload.length()) || upload.isFinal()) {
            return upload;
        }
        take(upload, new Piece(upload.received(), InputStream.nullInputStream(), null));
        return uploads.get(upload.id());
    }

    /** As though nothing had come yet. */
    void restart(Upload upload) throws IOException {
        if (!busy.add(upload.id())) {
            throw UploadProblem.busy();
        }
        try {
            var place = progress.claim(upload.id(), Ids.next()).orElseThrow(UploadProblem::gone);
            stores.named(place.store()).abandon(MediaKey.of(place.key()), place.growth());
            progress.restart(upload.id());
        } finally {
            busy.remove(upload.id());
        }
    }

    private long takeAlone(Upload upload, Piece piece) throws IOException {
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
            return new Taking(upload, token, media, file, piece).run();
        } catch (Writing.SenderGone e) {
            throw e;
        } catch (IOException e) {
            throw StorageProblem.unreachable(media.name(), e);
        }
    }

    /** One request and one file. */
    private final class Taking {
        private final Upload upload;
        private final UUID owner = Uploads.owner();
        private final UUID token;
        private final MediaStore media;
        private final Growing file;
        private final Piece piece;
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();
        private final long most;

        Taking(Upload upload, UUID token, MediaStore media, Growing file, Piece piece) {
            this.upload = upload;
            this.token = token;
            this.media = media;
            this.file = file;
            this.piece = piece;
            this.most = upload.length() == null ? uploads.largest() : upload.length();
        }

        long run() throws IOException {
            var writing = new Writing(file, piece.check() == null ? this::checkpoint : () -> true, most);
            boolean tooMuch;
            try {
                tooMuch = writing.take(piece.body(), this::sees);
            } catch (Writing.SenderGone e) {
                // What a checksum speaks of has not come whole: none of it counts. Everything else that came does.
                keep(piece.check() != null ? piece.offset() : file.position());
                throw e;
            } catch (StorageProblem full) {
                keep(piece.check() != null ? piece.offset() : file.position());
                throw full;
            }
            if (tooMuch) {
                // Nothing says which of the bytes are meant.
                keep(piece.offset());
                throw upload.length() == null ? UploadProblem.tooLarge(uploads.most()) : UploadProblem.tooLong(most);
            }
            if (piece.check() != null && !piece.check().matches()) {
                keep(piece.offset());
                throw new Checksum.Mismatch();
            }
            lookAtHead(upload.length() != null && file.position() == upload.length());
            if (upload.length() != null && file.position() == upload.length()) {
                finish(writing);
            } else {
                writing.settle();
                if (!checkpoint()) {
                    throw new Writing.TakenOver();
                }
            }
            return file.position();
        }

        private void finish(Writing writing) throws IOException {
            writing.settle();
            var length = file.position();
            file.finish();
            if (!uploads.complete(upload, owner, token, length)) {
                throw new Writing.TakenOver();
            }
        }

        private void keep(long position) throws IOException {
            if (position < file.position()) {
                file.truncate(position);
            }
            checkpoint();
        }

        private boolean checkpoint() throws IOException {
            var growth = file.checkpoint();
            // What has come is kept; what would fill the disk to its last byte is not taken.
            var full = growth.durable() < most ? full() : null;
            if (upload.length() == null) {
                uploads.reserveUpTo(upload.id(), owner, growth.durable());
            }
            var written = progress.checkpoint(upload.id(), token, growth, uploads.expiry());
            if (full != null) {
                throw full;
            }
            return written;
        }

        private @Nullable StorageProblem full() {
            try {
                stores.requireRoom(media, 0);
                return null;
            } catch (StorageProblem e) {
                return e;
            }
        }

        private void sees(byte[] buffer, int length) {
            if (piece.check() != null) {
                piece.check().update(buffer, length);
            }
            if (piece.offset() == 0 && !upload.partial() && head.size() < Sniffer.ENOUGH) {
                head.write(buffer, 0, Math.min(length, Sniffer.ENOUGH - head.size()));
                lookAtHead(false);
            }
        }

        /** Nobody should wait for gigabytes to arrive that are no film. */
        private void lookAtHead(boolean whole) {
            if (piece.offset() > 0 || upload.partial()) {
                return;
            }
            if (Sniffer.sniff(head.toByteArray(), whole) instanceof Sniffed.Foreign foreign) {
                var problem = UploadProblem.notAVideo(foreign.what());
                uploads.refuse(upload.id(), upload.video(), "ERR_NON_VIDEO", problem.sentence());
                throw problem;
            }
        }
    }
}
