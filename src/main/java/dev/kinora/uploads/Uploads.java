package dev.kinora.uploads;

import dev.kinora.identity.Quotas;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.Jobs;
import dev.kinora.library.Arrivals;
import dev.kinora.library.Remakes;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Viewer;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Uploads from their announcement to their end; the bytes themselves are {@link Receiving}'s. */
public final class Uploads {
    private static final int MOST_LISTED = 100;
    /** A whole is made of parts long after the first of them was complete. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final Db db;
    private final UploadStore store;
    private final ProgressStore progress;
    private final MediaStores stores;
    private final Quotas quotas;
    private final Arrivals arrivals;
    private final Remakes remakes;
    private final Jobs jobs;
    private final UploadsProperties properties;
    private final Clock clock;

    Uploads(
            Db db,
            UploadStore store,
            ProgressStore progress,
            MediaStores stores,
            Quotas quotas,
            Arrivals arrivals,
            Remakes remakes,
            Jobs jobs,
            UploadsProperties properties,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.progress = progress;
        this.stores = stores;
        this.quotas = quotas;
        this.arrivals = arrivals;
        this.remakes = remakes;
        this.jobs = jobs;
        this.properties = properties;
        this.clock = clock;
    }

    /** Of the viewer; what has expired or was given up is gone. */
    Upload get(UUID id) {
        var upload = store.find(id).orElseThrow(UploadProblem::notFound);
        var whole = upload.isComplete() || Long.valueOf(upload.received()).equals(upload.length());
        if (upload.terminated() || (!whole && upload.expiresAt().isBefore(clock.instant()))) {
            throw UploadProblem.gone();
        }
        return upload;
    }

    /** Of the viewer, the bytes of which have not all arrived. */
    public List<Upload> unfinished() {
        return store.unfinished(MOST_LISTED);
    }

    /** The largest file that is taken, in bytes. */
    public long largest() {
        return properties.largest().toBytes();
    }

    /** Takes what it needs from the quota, or refuses; from then on there is a video without bytes. */
    Upload begin(NewUpload wish) {
        return begin(owner(), wish);
    }

    Upload begin(UUID owner, NewUpload wish) {
        requireTakeable(wish.length());
        Parts.requireFilm(store, stores, owner, wish.parts());
        var id = Ids.next();
        db.system("uploads", _ -> {
            var chosen = stores.chosen().name();
            var replaced = wish.replaces() == null ? null : remakes.place(owner, wish.replaces(), chosen);
            var parts = Parts.of(store, owner, wish.parts());
            var whole = parts.none() ? wish : wish.ofLength(parts.bytes());
            requireTakeable(whole.length());
            var place = place(wish, replaced, parts, chosen);
            var length = whole.length() == null ? 0 : whole.length();
            stores.requireRoom(stores.named(place), length);
            var credit = replaced == null ? 0 : replaced.counted();
            var bytes = Math.max(0, length - credit);
            // First of all: it waits for whoever else takes from the same quota.
            var until = reserve(owner, whole, Math.max(0, bytes - parts.reserved()));
            var video = video(owner, wish, place);
            var key = video == null ? "uploads/" + id : MediaKey.ofVideo(video) + "originals/" + id;
            store.add(id, owner, video, whole, place, key, expiry());
            store.reserved(id, Math.max(bytes, parts.reserved()), credit, until);
            if (wish.replaces() != null) {
                remakes.replacing(wish.replaces(), id, wish.filename());
            }
            if (!parts.none()) {
                store.releaseParts(parts.ids());
                enqueueArrival(id, owner, video);
            }
            return null;
        });
        return store.find(id).orElseThrow(UploadProblem::notFound);
    }

    private void requireTakeable(@Nullable Long length) {
        if (length != null && length > largest()) {
            throw UploadProblem.tooLarge(properties.largest());
        }
    }

    private String place(NewUpload wish, Remakes.@Nullable Place replaced, Parts parts, String chosen) {
        if (parts.none()) {
            var again = wish.again() == null ? chosen : arrivals.place(wish.again(), chosen);
            return replaced == null ? again : replaced.store();
        }
        if (replaced != null && !parts.store().equals(replaced.store())) {
            throw UploadProblem.malformed("The video lies in another store than the parts; upload it in one.");
        }
        return parts.store();
    }

    private @Nullable LocalDate reserve(UUID owner, NewUpload whole, long more) {
        if (whole.beyondQuota()) {
            return quotas.count(owner, more);
        }
        var until = quotas.reserve(owner, more, !whole.partial() && whole.replaces() == null);
        if (whole.length() == null && whole.replaces() == null) {
            quotas.requireStorage(owner);
        }
        return until;
    }

    private @Nullable UUID video(UUID owner, NewUpload wish, String place) {
        if (wish.replaces() != null || wish.again() != null) {
            return wish.replaces() != null ? wish.replaces() : wish.again();
        }
        return wish.partial()
                ? null
                : arrivals.begin(owner, place, new Arrivals.Beginning(wish.title(), wish.filename(), wish.origin()));
    }

    /** Sets the length of an upload that was begun without one. */
    Upload setLength(Upload upload, long length) {
        requireTakeable(length);
        db.system("uploads", _ -> {
            if (!store.setLength(upload.id(), length)) {
                throw UploadProblem.malformed(
                        "The length of this upload is known already, or less than what has arrived.");
            }
            reserveUpTo(upload.id(), owner(), length);
            return null;
        });
        return get(upload.id());
    }

    /** Of an upload whose length nobody knows what arrives is reserved when it is written down. */
    void reserveUpTo(UUID upload, UUID owner, long bytes) {
        db.system("uploads", _ -> {
            store.reservation(upload)
                    .map(reserved -> reserved.lacking(bytes))
                    .filter(lacking -> lacking > 0)
                    .ifPresent(lacking -> {
                        quotas.reserve(owner, lacking, false);
                        store.reserveMore(upload, lacking);
                    });
            return null;
        });
    }

    /** What was reserved for bytes that do not count in the end. */
    void giveBackAbove(UUID upload, UUID owner, long bytes) {
        db.system("uploads", _ -> {
            store.reservation(upload)
                    .map(reserved -> -reserved.lacking(bytes))
                    .filter(surplus -> surplus > 0)
                    .ifPresent(surplus -> {
                        store.reserveMore(upload, -surplus);
                        quotas.giveBack(owner, surplus);
                    });
            return null;
        });
    }

    /** @return whether it was this request that completed it */
    boolean complete(Upload upload, UUID owner, UUID token, long length) {
        return db.system("uploads", _ -> {
            var completed = progress.complete(
                    upload.id(), token, length, clock.instant(), clock.instant().plus(KEPT));
            if (completed && !upload.partial()) {
                enqueueArrival(upload.id(), owner, upload.video());
            }
            return completed;
        });
    }

    private void enqueueArrival(UUID upload, UUID owner, @Nullable UUID video) {
        var options = JobOptions.none().user(owner);
        jobs.enqueue(new Arriving.Arrive(upload), video == null ? options : options.video(video));
    }

    /** The client gives it up: its bytes go, what it had reserved comes back, and so it is with the video that never was. */
    void terminate(UUID id) {
        var upload = store.find(id).orElseThrow(UploadProblem::notFound);
        if (upload.terminated()) {
            throw UploadProblem.gone();
        }
        discard(id, upload.video());
    }

    /** What was to replace the file of a video, if its bytes are still on their way. */
    void discardReplacing(UUID video) {
        db.system("uploads", _ -> {
            store.replacing(video).forEach(progress::delete);
            return null;
        });
    }

    void discardUnfinished(Collection<UUID> videos) {
        store.eachUnfinished(videos, each -> discard(each.id(), each.video()));
    }

    /** Who is writing at this moment finds out at the next checkpoint. */
    void discard(UUID id, @Nullable UUID video) {
        db.system("uploads", _ -> {
            // Whoever settles it at this moment has done so, or finds it gone.
            store.reservation(id);
            store.giveBackToParts(id);
            var replaces = remakes.abandoned(id);
            progress.delete(id);
            if (video != null && !replaces) {
                arrivals.abandoned(video);
            }
            return null;
        });
    }

    boolean isThere(UUID id) {
        return store.find(id).isPresent();
    }

    /** No film: the upload goes, the video stays and says why. */
    void refuse(UUID id, @Nullable UUID video, String code, String sentence) {
        db.system("uploads", _ -> {
            if (!remakes.refused(id, code, sentence) && video != null) {
                arrivals.refused(video, code, sentence);
            }
            store.giveBackToParts(id);
            progress.delete(id);
            return null;
        });
    }

    Optional<String> validator(UUID id) {
        return progress.validator(id);
    }

    /** What the server said that a film is fetched from, to go on later with the same film or none. */
    void remember(UUID id, Optional<String> validator) {
        progress.remember(id, validator);
    }

    Instant expiry() {
        return clock.instant().plus(properties.patience());
    }

    static UUID owner() {
        return switch (Caller.current().viewer()) {
            case Viewer.User user -> user.id();
            case Viewer.Kinora(var _, Viewer.User behalf) when behalf != null -> behalf.id();
            case Viewer.Kinora _, Viewer.Anonymous _ -> throw new IllegalStateException("nobody uploads here");
        };
    }
}
