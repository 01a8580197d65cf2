package dev.kinora.library;

import dev.kinora.platform.Db;
import dev.kinora.webhooks.WebhookEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far a video is on its way to be played, told by whoever makes it so. The system's doing; joins the transaction that is open. */
public final class Processed {
    private final ProcessedStore store;
    private final ArrivalStore arrivals;
    private final VideoStore videos;
    private final Arrivals arrived;
    private final Remakes remakes;
    private final VideoNews news;
    private final Supplier<Stream<AfterMaking>> after;

    Processed(Db db, VideoNews news, Arrivals arrived, Remakes remakes, Supplier<Stream<AfterMaking>> after) {
        this.after = after;
        this.arrived = arrived;
        this.remakes = remakes;
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
    public record Source(UUID owner, String store, String key, Optional<BigDecimal> seconds, String probe) {
        private Source of(Arrivals.Arrived other) {
            return new Source(
                    owner,
                    store,
                    other.key(),
                    Optional.ofNullable(other.film().seconds()),
                    other.film().json());
        }
    }

    /**
     * Of the file that is to replace its own, where there is one. Empty when there is no such film, or it
     * plays and nobody wants it made again.
     */
    public Optional<Source> source(UUID video) {
        var other = remakes.source(video);
        return store.source(video)
                .filter(_ -> remakes.isWanted(video))
                .map(source -> other.map(source::of).orElse(source));
    }

    /** Until the transaction ends nobody else changes it. Comes before all else that is held of it. */
    public void hold(UUID video) {
        store.hold(video);
    }

    /** Whether it is made of another file than the one that plays. */
    public boolean isOfAnotherFile(UUID video) {
        return remakes.source(video).isPresent();
    }

    /**
     * Whether it is not begun.
     *
     * @param remake that is meant; null for a video that does not play yet
     */
    public boolean waits(UUID video, @Nullable UUID remake) {
        return store.waits(video, remake);
    }

    /** What plays already stays ready; that it is made again is told beside it. */
    public void begun(UUID video) {
        if (!remakes.begun(video)) {
            remakes.revive(video);
            store.begun(video);
        }
        news.changed(video);
    }

    /**
     * It never falls.
     *
     * @param readyBy when it is expected to be whole; null while nobody can say
     */
    public void reached(UUID video, int percent, @Nullable Instant readyBy) {
        if (store.reached(video, percent, readyBy)) {
            news.reached(video, percent, readyBy);
        }
    }

    /**
     * Where it played before, what it is made of now is its file, and whoever watches hears of it as of any other change.
     *
     * @return whether it did not
     */
    public boolean ready(UUID video, BigDecimal seconds) {
        var remade = remakes.inPlace(video);
        var first = store.ready(video, seconds);
        if (first) {
            arrived.watchable(video);
        } else if (remade) {
            videos.find(video).ifPresent(it -> news.tell(WebhookEvent.VIDEO_UPDATED, it));
        } else {
            news.changed(video);
        }
        after.get().forEach(each -> each.made(video));
        return first;
    }

    /**
     * A picture for a video that has none.
     *
     * @param orInstead of one of these, if it has it
     */
    public void picture(UUID video, String address, BigDecimal second, List<String> orInstead) {
        if (store.picture(video, address, second, orInstead)) {
            news.changed(video);
        }
    }

    /** @param plays whether something older of it plays on; then it stays ready */
    public void failed(UUID video, String code, String sentence, boolean plays) {
        remakes.failed(video, code, sentence);
        if (!plays && arrivals.failed(video, code, sentence)) {
            videos.find(video).ifPresent(it -> news.tell(WebhookEvent.VIDEO_ERROR, it));
        } else {
            store.failedAgain(video, code, sentence);
            news.changed(video);
        }
    }
}
