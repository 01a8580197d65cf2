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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Uploads from their announcement to their end; the bytes themselves are {@link Receiving}'s. */
public final class Uploads {
    private static final int MOST_LISTED = 100;
    /** A whole is made of parts long after the first of them was complete. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int MOST_PARTS = 1000;

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
        if (wish.length() != null && wish.length() > largest()) {
            throw UploadProblem.tooLarge(properties.largest());
        }
        var id = Ids.next();
        db.system("uploads", _ -> {
            var replaced = wish.replaces() == null ? null : remakes.place(owner, wish.replaces());
            var media = replaced == null ? stores.chosen() : stores.named(replaced.store());
            var parts = parts(owner, wish);
            var whole = parts.isEmpty() ? wish : wish.ofLength(sum(parts));
            var place = parts.isEmpty() ? media.name() : storeOf(parts);
            // Of parts a whole is made beside them.
            stores.requireRoom(stores.named(place), whole.length() == null ? 0 : whole.length());
            var already = parts.stream().mapToLong(UploadStore.Part::reserved).sum();
            if (replaced != null && !place.equals(replaced.store())) {
                throw UploadProblem.malformed("The video lies in another store than the parts; upload it in one.");
            }
            var credit = replaced == null ? 0 : replaced.counted();
            var bytes = Math.max(0, (whole.length() == null ? 0 : whole.length()) - credit);
            // First of all: it waits for whoever else takes from the same quota.
            var more = Math.max(0, bytes - already);
            var counted = !wish.partial() && replaced == null;
            var until = wish.beyondQuota() ? quotas.count(owner, more) : quotas.reserve(owner, more, counted);
            var video = video(owner, wish);
            var key = video == null ? "uploads/" + id : MediaKey.ofVideo(video) + "originals/" + id;
            store.add(id, owner, video, whole, place, key, expiry());
            store.reserved(id, Math.max(bytes, already), credit, until);
            if (wish.replaces() != null) {
                remakes.replacing(wish.replaces(), id, wish.filename());
            }
            if (!parts.isEmpty()) {
                store.releaseParts(parts.stream().map(UploadStore.Part::id).toList());
                enqueueArrival(id, owner, video);
            }
            return null;
        });
        return store.find(id).orElseThrow(UploadProblem::notFound);
    }

    private @Nullable UUID video(UUID owner, NewUpload wish) {
        if (wish.replaces() != null || wish.again() != null) {
            return wish.replaces() != null ? wish.replaces() : wish.again();
        }
        return wish.partial()
                ? null
                : arrivals.begin(owner, new Arrivals.Beginning(wish.title(), wish.filename(), wish.origin()));
    }

    private long sum(List<UploadStore.Part> parts) {
        var sum = parts.stream().mapToLong(UploadStore.Part::bytes).sum();
        if (sum > largest()) {
            throw UploadProblem.tooLarge(properties.largest());
        }
        return sum;
    }

    private static String storeOf(List<UploadStore.Part> parts) {
        var stores = parts.stream().map(UploadStore.Part::store).distinct().toList();
        if (stores.size() > 1) {
            throw UploadProblem.malformed("The parts lie in different stores; upload them anew.");
        }
        return stores.getFirst();
    }

    private List<UploadStore.Part> parts(UUID owner, NewUpload wish) {
        if (wish.parts().isEmpty()) {
            return List.of();
        }
        if (wish.parts().size() > MOST_PARTS) {
            throw UploadProblem.malformed("A whole may be made of " + MOST_PARTS + " parts at most.");
        }
        var distinct = new HashSet<>(wish.parts());
        var parts = store.parts(owner, distinct);
        if (parts.size() < distinct.size()) {
            throw UploadProblem.unfinishedParts();
        }
        if (distinct.size() < wish.parts().size()) {
            throw UploadProblem.malformed("Each part can be named only once.");
        }
        return parts;
    }

    /** Sets the length of an upload that was begun without one. */
    Upload setLength(Upload upload, long length) {
        if (length > largest()) {
            throw UploadProblem.tooLarge(properties.largest());
        }
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
