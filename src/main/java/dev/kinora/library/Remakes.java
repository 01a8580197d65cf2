package dev.kinora.library;

import dev.kinora.platform.Db;
import dev.kinora.schema.enums.RemakeState;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.webhooks.WebhookEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Films that are made again, or get another file under the same name. What they were plays on until the new one is whole, and stays
 * when nothing comes of it. One at a time for each video.
 */
public final class Remakes {
    private final Db db;
    private final RemakeStore store;
    private final RemakeFileStore files;
    private final VideoStore found;
    private final Videos videos;
    private final Arrivals arrivals;
    private final VideoNews news;
    private final Supplier<Stream<AfterArrival>> next;

    /** @param next asked when something begins or is given up, since it may need what needs this */
    Remakes(Db db, VideoNews news, Videos videos, Arrivals arrivals, Supplier<Stream<AfterArrival>> next) {
        this.db = db;
        this.store = new RemakeStore(db);
        this.files = new RemakeFileStore(db);
        this.found = new VideoStore(db);
        this.videos = videos;
        this.arrivals = arrivals;
        this.news = news;
        this.next = next;
    }

    /** The one that is under way, or the last one, of a video of the viewer's. */
    public Optional<Remake> latest(UUID video) {
        return store.latest(video);
    }

    /** Of the file that is kept, by whoever owns it; also of one that failed. */
    public Video again(UUID video) {
        videos.requireOwn(video);
        db.apart("library", _ -> {
            var standing = free(video);
            if (standing.key() == null) {
                throw LibraryProblem.noFileYet();
            }
            if (standing.status() == VideoStatus.error) {
                store.queue(video);
            } else {
                store.again(video);
            }
            next.get().forEach(each -> each.arrived(video));
            news.changed(video);
            return null;
        });
        return videos.get(video);
    }

    /** By whoever owns it: what plays stays, and what came of another file goes. */
    public Video cancel(UUID video) {
        videos.requireOwn(video);
        db.apart("library", _ -> {
            store.lock(video);
            var remake = store.open(video).orElseThrow(LibraryProblem::nothingUnderWay);
            store.cancelled(remake.id());
            files.letGo(remake);
            next.get().forEach(each -> each.givenUp(video));
            news.changed(video);
            return null;
        });
        return videos.get(video);
    }

    /** @throws LibraryProblem where it is not the viewer's, or not to be replaced now */
    public void requireReplaceable(UUID video) {
        videos.requireOwn(video);
        db.apart("library", _ -> free(video));
    }

    /**
     * Where the other file goes, and what needs no room of its own.
     *
     * @param store the one in which the video lies, or will
     * @param counted bytes of the file that it replaces
     */
    public record Place(String store, long counted) {}

    /**
     * Locks the video until the transaction of the system ends.
     *
     * @param chosen the store for a video of which nothing lies anywhere
     */
    public Place place(UUID owner, UUID video, String chosen) {
        var standing = free(video);
        if (!standing.owner().equals(owner)) {
            throw LibraryProblem.notYours();
        }
        return new Place(arrivals.place(video, chosen), standing.counted());
    }

    private RemakeStore.Standing free(UUID video) {
        var standing = store.lock(video).orElseThrow(LibraryProblem::videoNotFound);
        if (standing.binned()) {
            throw LibraryProblem.inBin();
        }
        if (standing.movingTo() != null) {
            throw LibraryProblem.onTheMove();
        }
        var settled = standing.status() == VideoStatus.ready || standing.status() == VideoStatus.error;
        if (standing.underWay() || !settled) {
            throw LibraryProblem.underWay();
        }
        return standing;
    }

    /** That an upload brings it another file; in the transaction of {@link #place}. */
    public void replacing(UUID video, UUID upload, String filename) {
        store.replacing(video, upload, filename);
        news.changed(video);
    }

    /**
     * All of its bytes are there and are a film.
     *
     * @param reserved bytes that were taken from the quota for it
     * @return false when the upload is to replace nothing
     */
    public boolean arrived(UUID upload, Arrivals.Arrived file, long reserved) {
        var found = store.openOf(upload);
        if (found.isEmpty()) {
            return false;
        }
        var remake = found.get();
        var standing = store.lock(remake.video());
        if (standing.isPresent() && standing.get().status() == VideoStatus.error) {
            files.swap(remake, file);
            store.ready(remake.id());
            arrivals.arrived(remake.video(), file);
            return true;
        }
        files.arrived(remake, file, reserved);
        this.found.find(remake.video()).ifPresent(it -> news.tell(WebhookEvent.VIDEO_UPLOADED, it));
        next.get().forEach(each -> each.arrived(remake.video()));
        return true;
    }

    /** The file did not come, or is of no use; with its upload the reservation goes. False when it is to replace nothing. */
    public boolean refused(UUID upload, String code, String sentence) {
        var remake = store.openOf(upload);
        remake.filter(Remakes::isArriving).ifPresent(it -> {
            store.failed(it.id(), code, sentence);
            found.find(it.video()).ifPresent(video -> news.tell(WebhookEvent.UPLOAD_REFUSED, video));
        });
        return remake.isPresent();
    }

    /** The file does not come just now and is asked for again. False when it is to replace nothing. */
    public boolean delayed(UUID upload, @Nullable String code, @Nullable String sentence) {
        var remake = store.openOf(upload);
        remake.ifPresent(it -> store.delayed(it.id(), code, sentence));
        return remake.isPresent();
    }

    /** Whoever sent the file gave it up; of one that has arrived the film is made all the same. False when it was to replace nothing. */
    public boolean abandoned(UUID upload) {
        var remake = store.openOf(upload);
        remake.filter(Remakes::isArriving).ifPresent(it -> {
            store.cancelled(it.id());
            news.changed(it.video());
        });
        return remake.isPresent();
    }

    private static boolean isArriving(RemakeStore.Open remake) {
        return remake.state() == RemakeState.arriving;
    }

    /** Whether what the upload brings is to be the file of a video that had one. */
    public boolean isReplacing(UUID upload) {
        return store.openOf(upload).isPresent();
    }

    /** Whether it does not play yet, or is made again. */
    boolean isWanted(UUID video) {
        return store.isWanted(video);
    }

    /** Which one is under way, to the system. */
    public Optional<UUID> underWay(UUID video) {
        return store.open(video).map(RemakeStore.Open::id);
    }

    /** One that failed as well, where somebody has its plan tried once more. */
    void revive(UUID video) {
        store.queue(video);
    }

    boolean begun(UUID video) {
        return store.begun(video);
    }

    Optional<Arrivals.Arrived> source(UUID video) {
        return store.open(video).flatMap(remake -> Optional.ofNullable(remake.source()));
    }

    /** It plays: the file it was made of is the video's. */
    boolean inPlace(UUID video) {
        var remake = store.open(video).filter(it -> it.state() == RemakeState.making);
        remake.ifPresent(it -> {
            var source = it.source();
            if (source != null) {
                files.swap(it, source);
            }
            store.ready(it.id());
        });
        return remake.isPresent();
    }

    void failed(UUID video, String code, String sentence) {
        store.open(video).ifPresent(remake -> {
            store.failed(remake.id(), code, sentence);
            files.letGo(remake);
        });
    }
}
