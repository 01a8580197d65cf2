package dev.kinora.uploads;

import dev.kinora.identity.Quotas;
import dev.kinora.library.Arrivals;
import dev.kinora.library.Remakes;
import dev.kinora.media.Container;
import dev.kinora.media.Probe;
import dev.kinora.media.Probed;
import dev.kinora.media.Sniffed;
import dev.kinora.media.Sniffer;
import dev.kinora.platform.Db;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks into what has arrived. The first who finds out what it is writes it down; whoever comes after finds it written. */
final class Inspection {
    private static final int BUFFER = 1 << 20;

    private final Db db;
    private final ArrivalQueueStore store;
    private final Uploads uploads;
    private final MediaStores stores;
    private final Probe probe;
    private final Arrivals arrivals;
    private final Remakes remakes;
    private final Quotas quotas;

    Inspection(
            Db db,
            ArrivalQueueStore store,
            Uploads uploads,
            MediaStores stores,
            Probe probe,
            Arrivals arrivals,
            Remakes remakes,
            Quotas quotas) {
        this.db = db;
        this.store = store;
        this.uploads = uploads;
        this.stores = stores;
        this.probe = probe;
        this.arrivals = arrivals;
        this.remakes = remakes;
        this.quotas = quotas;
    }

    sealed interface Found {}

    /** The upload was given up, or was dealt with before. */
    record Gone() implements Found {}

    record Refused(String code, String sentence) implements Found {}

    record Film(UUID video, MediaStore store, MediaKey key, long bytes) implements Found {}

    /** Hears how far the reading is, and may stop it. */
    interface Listener {
        void reached(int percent) throws InterruptedException;
    }

    /** Makes a whole of its parts, where it is made of parts. */
    void concatenate(UUID id) throws IOException {
        var whole = store.whole(id);
        if (whole.isPresent()) {
            var media = stores.named(whole.get().store());
            media.concatenate(
                    MediaKey.of(whole.get().key()),
                    whole.get().parts().stream().map(MediaKey::of).toList());
            var made = media.find(MediaKey.of(whole.get().key()));
            if (made.isEmpty() || made.get().bytes() != whole.get().length()) {
                throw new IOException("the whole of upload " + id + " does not have the length of its parts");
            }
            store.concatenated(id, uploads.expiry());
        } else if (store.lacksParts(id)) {
            uploads.refuse(
                    id,
                    store.videoOf(id),
                    "ERR_UNKNOWN",
                    "A part of the film was given up before the whole was made of them. Upload it again.");
        }
    }

    Found look(UUID id) throws IOException, InterruptedException {
        var found = store.find(id);
        if (found.isEmpty()) {
            return new Gone();
        }
        var arrival = found.get();
        var film =
                new Film(arrival.video(), stores.named(arrival.store()), MediaKey.of(arrival.key()), arrival.bytes());
        if (arrival.settled()) {
            return film;
        }
        var refusal = look(id, film);
        if (refusal != null) {
            uploads.refuse(id, arrival.video(), refusal.code(), refusal.sentence());
            return refusal;
        }
        return film;
    }

    private @Nullable Refused look(UUID id, Film film) throws IOException, InterruptedException {
        byte[] head;
        try (var bytes = film.store().open(film.key(), 0, Sniffer.ENOUGH)) {
            head = bytes.readAllBytes();
        }
        return switch (Sniffer.sniff(head, true)) {
            case Sniffed.Film(var container) -> probe(id, film, container);
            case Sniffed.Foreign(var what) ->
                new Refused("ERR_NON_VIDEO", UploadProblem.notAVideo(what).sentence());
            case Sniffed.Unclear() -> throw new IllegalStateException("a whole file is never unclear");
        };
    }

    private @Nullable Refused probe(UUID id, Film film, Container container) throws IOException, InterruptedException {
        try (var file = stores.local(film.store(), film.key())) {
            return switch (probe.look(file.path())) {
                case Probed.Refused(var code, var sentence) -> new Refused(code, sentence);
                case Probed.Film facts -> {
                    settle(id, film, container, facts);
                    yield null;
                }
            };
        }
    }

    private void settle(UUID id, Film film, Container container, Probed.Film facts) {
        db.system("uploads", _ -> {
            var surplus = store.settle(id);
            if (surplus.isPresent()) {
                quotas.giveBack(surplus.get().owner(), surplus.get().bytes());
                var file =
                        new Arrivals.Arrived(film.store().name(), film.key().value(), film.bytes(), container, facts);
                if (!remakes.arrived(id, file, surplus.get().counts())) {
                    arrivals.arrived(film.video(), file);
                }
            }
            return null;
        });
    }

    byte[] hash(Film film, Listener listener) throws IOException, InterruptedException {
        var digest = sha256();
        var buffer = new byte[BUFFER];
        var done = 0L;
        try (var bytes = film.store().open(film.key())) {
            for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
                done += read;
                listener.reached((int) (100 * done / Math.max(1, film.bytes())));
            }
        }
        return digest.digest();
    }

    /** Nobody knows what it is after all these tries; its bytes stay, unless they were to replace others. A film that only has no hash is one. */
    void unknown(UUID id, String sentence) {
        if (store.find(id).filter(ArrivalQueueStore.Arrival::settled).isPresent()) {
            return;
        }
        var video = store.videoOf(id);
        if (remakes.isReplacing(id)) {
            uploads.refuse(id, video, "ERR_UNKNOWN", sentence);
        } else if (video != null) {
            arrivals.failed(video, "ERR_UNKNOWN", sentence);
        }
    }

    void keep(Film film, byte[] sha256) {
        arrivals.read(film.video(), film.key().value(), sha256);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
