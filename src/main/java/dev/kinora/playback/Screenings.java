package dev.kinora.playback;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.schema.enums.VideoStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Editions as they are served. What was read a moment ago is read again when that could matter. */
final class Screenings {
    private static final Duration BELIEVED = Duration.ofSeconds(20);

    private final Editions editions;
    /** By their ids: where their files lie. */
    private final LoadingCache<UUID, Optional<Place>> places;

    /** @param store which may be another after a move */
    record Place(Edition edition, String store) {}

    Screenings(Editions editions, Clock clock) {
        this.editions = editions;
        this.places = Caffeine.newBuilder()
                .maximumSize(5_000)
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(BELIEVED)
                .build(id -> editions.find(id).map(it -> new Place(it, it.store())));
    }

    /** What plays now, as it is now. */
    Edition playing(Film film) {
        return editions.playing(film.id())
                .orElseThrow(() ->
                        film.status() == VideoStatus.error ? PlaybackProblem.failed() : PlaybackProblem.notReady());
    }

    /** Its files; what it has of them may be more by now. */
    Place place(Pass pass, UUID edition) {
        var place = places.get(edition).orElseThrow(() -> {
            places.invalidate(edition);
            return PlaybackProblem.noSuchPart();
        });
        pass.require(place.edition());
        return place;
    }

    /** After a file was not where it should be: perhaps the film was moved. */
    void forget(UUID edition) {
        places.invalidate(edition);
    }
}
