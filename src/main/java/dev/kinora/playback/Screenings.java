package dev.kinora.playback;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.kinora.editions.Edition;
import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Rendition;
import dev.kinora.schema.enums.VideoStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Editions as they are served. What was read a moment ago is read again when that could matter. */
final class Screenings {
    private static final Duration BELIEVED = Duration.ofSeconds(20);

    private final Editions editions;
    /** By their ids. */
    private final LoadingCache<UUID, Optional<Place>> places;

    /**
     * Where the files of an edition lie; little enough to be kept for many of them.
     *
     * @param store which may be another after a move
     * @param types media types of its renditions by their names
     */
    record Place(EditionKeys keys, String store, Map<String, String> types) {
        static Place of(Edition edition) {
            var types = edition.renditions().stream()
                    .collect(Collectors.toMap(Rendition::name, it -> it.isSound() ? "audio/mp4" : "video/mp4"));
            return new Place(edition.keys(), edition.store(), types);
        }

        String type(String rendition) {
            return Optional.ofNullable(types.get(rendition)).orElseThrow(PlaybackProblem::noSuchPart);
        }
    }

    Screenings(Editions editions, Clock clock) {
        this.editions = editions;
        this.places = Caffeine.newBuilder()
                .maximumSize(5_000)
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(BELIEVED)
                .build(id -> editions.find(id).map(Place::of));
    }

    /** What plays now, as it is now. */
    Edition playing(Film film) {
        return editions.playing(film.id())
                .orElseThrow(() ->
                        film.status() == VideoStatus.error ? PlaybackProblem.failed() : PlaybackProblem.notReady());
    }

    Place place(Pass pass, UUID edition) {
        return places.get(edition)
                .filter(it -> it.keys().video().equals(pass.film().id()))
                .orElseThrow(() -> {
                    places.invalidate(edition);
                    return PlaybackProblem.noSuchPart();
                });
    }

    /** After a file was not where it should be: perhaps the film was moved. */
    void forget(UUID edition) {
        places.invalidate(edition);
    }
}
