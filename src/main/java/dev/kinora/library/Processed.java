package dev.kinora.library;

import dev.kinora.platform.Db;
import dev.kinora.webhooks.WebhookEvent;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** How far a video is on its way to be played, told by whoever makes it so. The system's doing; joins the transaction that is open. */
public final class Processed {
    private final ProcessedStore store;
    private final ArrivalStore arrivals;
    private final VideoStore videos;
    private final Arrivals arrived;
    private final VideoNews news;

    Processed(Db db, VideoNews news, Arrivals arrived) {
        this.arrived = arrived;
        this.store = new ProcessedStore(db);
        this.arrivals = new ArrivalStore(db);
        this.videos = new VideoStore(db);
        this.news = news;
    }

    /**
     * @param store where its bytes lie
     * @param key of the original
     * @param probe ffprobe's words
     */
    public record Source(UUID owner, String store, String key, Optional<BigDecimal> seconds, String probe) {}

    /** Empty when there is no such film, or it is in the bin for good. */
    public Optional<Source> source(UUID video) {
        return store.source(video);
    }

    /** One that plays already stays ready. */
    public void begun(UUID video) {
        store.begun(video);
        news.changed(video);
    }

    /** It never falls. */
    public void reached(UUID video, int percent) {
        store.reached(video, percent);
        news.changed(video);
    }

    public void ready(UUID video, BigDecimal seconds) {
        if (store.ready(video, seconds)) {
            arrived.watchable(video);
        } else {
            news.changed(video);
        }
    }

    /** A picture for a video that has none. */
    public void picture(UUID video, String address, BigDecimal second) {
        store.picture(video, address, second);
    }

    /** @param plays whether something older of it plays on; then it stays ready */
    public void failed(UUID video, String code, String sentence, boolean plays) {
        if (!plays && arrivals.failed(video, code, sentence)) {
            videos.find(video).ifPresent(it -> news.tell(WebhookEvent.VIDEO_ERROR, it));
        } else {
            store.failedAgain(video, code, sentence);
            news.changed(video);
        }
    }
}
