package dev.kinora.uploads;

import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import dev.kinora.schema.enums.UploadMeans;
import dev.kinora.storage.Growing;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** One request and one file. */
final class Taking {
    private final Uploads uploads;
    private final ProgressStore progress;
    private final MediaStores stores;
    private final Turn turn;
    private final Upload upload;
    private final UUID owner = Uploads.owner();
    private final UUID token;
    private final MediaStore media;
    private final Growing file;
    private final Receiving.Piece piece;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final long most;
    /** Whether the head has all that came from the first byte on, as long as that is too little to tell what it is. */
    private boolean headKnown;

    Taking(
            Receiving.Tools tools,
            Turn turn,
            Upload upload,
            UUID token,
            MediaStore media,
            Growing file,
            Receiving.Piece piece) {
        this.uploads = tools.uploads();
        this.progress = tools.progress();
        this.stores = tools.stores();
        this.turn = turn;
        this.upload = upload;
        this.token = token;
        this.media = media;
        this.file = file;
        this.piece = piece;
        this.most = upload.length() == null ? uploads.largest() : upload.length();
    }

    long run() throws IOException {
        var done = false;
        try {
            var reached = taken();
            done = true;
            return reached;
        } finally {
            if (!done && piece.check() != null && upload.length() == null) {
                progress.holding(upload.id(), token, () -> uploads.giveBackAbove(upload.id(), owner, piece.offset()));
            }
        }
    }

    private long taken() throws IOException {
        headKnown = knowsHead();
        var writing = new Writing(
                turn,
                file,
                () -> progress.holding(upload.id(), token, () -> {}),
                piece.check() == null ? this::checkpoint : this::reserve,
                most);
        boolean tooMuch;
        try {
            turn.read();
            tooMuch = writing.take(piece.body(), this::sees);
            turn.readToTheEnd();
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
            throw upload.length() == null
                    ? UploadProblem.tooLarge(DataSize.ofBytes(uploads.largest()))
                    : UploadProblem.tooLong(most);
        }
        if (piece.check() != null && !piece.check().matches()) {
            keep(piece.offset());
            throw UploadProblem.checksumDiffers(piece.offset());
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
        if (piece.check() != null && !checkpoint()) {
            throw new Writing.TakenOver();
        }
        var length = file.position();
        file.finish();
        if (!uploads.complete(upload, owner, token, length)) {
            throw new Writing.TakenOver();
        }
    }

    /** The file may be another request's by now, perhaps of another process: it is cut only by who has the say. */
    private void keep(long position) throws IOException {
        if (turn.isOver()) {
            return;
        }
        try {
            if (position == file.position() || progress.holding(upload.id(), token, () -> truncate(position))) {
                checkpoint();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void truncate(long position) {
        try {
            file.truncate(position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a checksum speaks of counts only when all of it has come; that there is room for it must be known before. */
    private boolean reserve() {
        var reached = file.position();
        var full = reached < most ? full() : null;
        if (full != null) {
            throw full;
        }
        return reservedUpTo(reached);
    }

    /** False when another has the say, or the upload is gone: nobody would give back what is taken for it then. */
    private boolean reservedUpTo(long position) {
        return upload.length() != null
                || progress.holding(upload.id(), token, () -> uploads.reserveUpTo(upload.id(), owner, position));
    }

    private boolean checkpoint() throws IOException {
        var growth = file.checkpoint();
        // What has come is kept; what would fill the disk to its last byte is not taken.
        var full = growth.durable() < most ? full() : null;
        if (!reservedUpTo(growth.durable())) {
            return false;
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
        if (headKnown && head.size() < Sniffer.ENOUGH) {
            head.write(buffer, 0, Math.min(length, Sniffer.ENOUGH - head.size()));
            lookAtHead(false);
        }
    }

    /** A part of a whole begins anywhere; what earlier requests brought of a whole is looked at with what comes now. */
    private boolean knowsHead() throws IOException {
        if (upload.partial() || piece.offset() >= Sniffer.ENOUGH) {
            return false;
        }
        var before = file.soFar(Sniffer.ENOUGH);
        before.ifPresent(head::writeBytes);
        return before.isPresent();
    }

    /** Its sender hears the reason in the answer, and no video needs to keep it. */
    private boolean isOwnFileByTus() {
        return upload.means() == UploadMeans.tus
                && upload.metadata().getOrDefault("replaces", "").isEmpty();
    }

    /** Nobody should wait for gigabytes to arrive that are no film. */
    private void lookAtHead(boolean whole) {
        if (!headKnown || (!whole && piece.offset() > 0 && head.size() == piece.offset())) {
            return;
        }
        if (Sniffer.sniff(head.toByteArray(), whole) instanceof Sniffed.Foreign foreign) {
            var problem = UploadProblem.notAVideo(foreign.what());
            uploads.refuse(upload.id(), upload.video(), "ERR_NON_VIDEO", problem.sentence());
            if (isOwnFileByTus()) {
                uploads.discard(upload.id(), upload.video());
            }
            throw problem;
        }
    }
}
