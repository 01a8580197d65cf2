package dev.kinora.library;

import dev.kinora.media.Container;
import dev.kinora.media.Probed;
import dev.kinora.platform.Db;
import dev.kinora.webhooks.WebhookEvent;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How videos come to be and get their bytes, told by whoever brings these. All of it is the system's doing on somebody's behalf,
 * and joins the transaction that is open.
 */
public final class Arrivals {
    private final ArrivalStore store;
    private final VideoStore videos;
    private final RemakeFileStore remakes;
    private final VideoNews news;
    private final Supplier<Stream<AfterArrival>> next;

    /** @param next asked when something arrives, since it may need what needs this */
    Arrivals(Db db, VideoNews news, Supplier<Stream<AfterArrival>> next) {
        this.next = next;
        this.store = new ArrivalStore(db);
        this.videos = new VideoStore(db);
        this.remakes = new RemakeFileStore(db);
        this.news = news;
    }

    /**
     * A video without bytes yet: private, and a draft.
     *
     * @param place the store in which its bytes will be; what comes before them goes there, too
     */
    public UUID begin(UUID owner, String place, Beginning beginning) {
        var video = store.begin(owner, place, beginning);
        tell(WebhookEvent.VIDEO_CREATED, video);
        return video;
    }

    /**
     * The store that its next file goes to: where it lies, or as long as nothing of it lies anywhere the one that is chosen.
     * Locked until the transaction ends.
     */
    public String place(UUID video, String chosen) {
        return store.place(video, chosen);
    }

    /** By whoever brings it, who learned its title only with its last bytes. */
    public void named(UUID video, String title) {
        store.named(video, Titles.of(title, ""));
    }

    /** That its bytes are being fetched from elsewhere. */
    public void downloading(UUID video) {
        store.downloading(video);
    }

    /** That they do not come just now and will be asked for again; its state stays. */
    public void delayed(UUID video, String code, String sentence) {
        store.delayed(video, code, sentence);
    }

    /** That they come after all. */
    public void coming(UUID video) {
        store.coming(video);
    }

    /** Its bytes are there and are a film; what comes next is processing. */
    public void arrived(UUID video, Arrived file) {
        store.arrived(video, file);
        tell(WebhookEvent.VIDEO_UPLOADED, video);
        next.get().forEach(each -> each.arrived(video));
    }

    /**
     * It can be watched from now on: told in the transaction in which its state says so, by whoever prepared it. What was published
     * before stands in lists and feeds at once, and that it is published is told as well.
     */
    public void watchable(UUID video) {
        videos.find(video).ifPresent(it -> {
            news.tell(WebhookEvent.VIDEO_READY, it);
            news.mayBeOut(it);
        });
    }

    /**
     * @param key of the file that was read; the video may have another by now
     * @param sha256 of it
     */
    public void read(UUID video, String key, byte[] sha256) {
        store.read(video, key, sha256);
        remakes.read(video, key, sha256);
    }

    /** @param sha256 of the original */
    public void read(UUID video, byte[] sha256) {
        store.read(video, sha256);
    }

    /** Nothing will come of it: no film, or not to be fetched. */
    public void failed(UUID video, String code, String sentence) {
        if (store.failed(video, code, sentence)) {
            tell(WebhookEvent.VIDEO_ERROR, video);
        }
    }

    /** What arrived, or was to arrive, was not taken in. */
    public void refused(UUID video, String code, String sentence) {
        if (store.failed(video, code, sentence)) {
            tell(WebhookEvent.UPLOAD_REFUSED, video);
        }
    }

    /** It is looked into once more. */
    public void awaited(UUID video) {
        store.awaited(video);
    }

    /** Takes back {@link #begin}, if it has no bytes. */
    public void abandoned(UUID video) {
        store.abandoned(video);
    }

    private void tell(WebhookEvent event, UUID video) {
        videos.find(video).ifPresent(it -> news.tell(event, it));
    }

    /**
     * @param title empty to make one of the file's name
     * @param origin the address it is fetched from; empty where there is none
     */
    public record Beginning(String title, String filename, String origin) {
        public Beginning(String title, String filename) {
            this(title, filename, "");
        }
    }

    public record Arrived(String store, String key, long bytes, Container container, Probed.Film film) {}
}
