package dev.kinora.playback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.kinora.editions.Edition;
import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Rendition;
import dev.kinora.schema.enums.VideoStatus;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Editions as they are served. What was read a moment ago is read again when that could matter. */
final class Screenings {
    private static final Duration BELIEVED = Duration.ofSeconds(20);

    /** Of all that is remembered together: some tens of megabytes. */
    private static final int MOST_SEGMENTS = 400_000;

    private final Editions editions;
    private final MediaStores stores;
    private final Cache<UUID, Edition> whole;
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

    Screenings(Editions editions, MediaStores stores, Clock clock) {
        this.editions = editions;
        this.stores = stores;
        this.whole = Caffeine.newBuilder()
                .maximumWeight(MOST_SEGMENTS)
                .weigher((UUID _, Edition it) -> 10
                        + it.renditions().stream()
                                .mapToInt(each -> each.segments().size())
                                .sum())
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(BELIEVED)
                .build();
        this.places = Caffeine.newBuilder()
                .maximumSize(5_000)
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(BELIEVED)
                .build(id -> editions.find(id).map(Place::of));
    }

    /** What plays now, as it is now. */
    Edition playing(Film film) {
        return editions.playing(film.id()).orElseThrow(() -> nothing(film));
    }

    /** What plays now, to be listed: of one that is whole only where it lies may be another by now. */
    Edition listed(Film film) {
        return known(film, editions.playingId(film.id()).orElseThrow(() -> nothing(film)));
    }

    /** An edition that plays now, or for whoever opened the film while it played one whose files are still there. */
    Edition listed(Film film, UUID edition) {
        if (editions.playingId(film.id()).orElseThrow(() -> nothing(film)).equals(edition)) {
            return known(film, edition);
        }
        var other = editions.find(edition)
                .filter(it -> it.video().equals(film.id()) && it.state() != Edition.State.MAKING)
                .orElseThrow(PlaybackProblem::noSuchPart);
        if (other.state() == Edition.State.FAILED || !isThere(other)) {
            throw PlaybackProblem.replaced();
        }
        return other;
    }

    private boolean isThere(Edition edition) {
        var store = stores.named(edition.store());
        try {
            return store.find(edition.keys()
                            .beginning(edition.renditions().getFirst().name()))
                    .isPresent();
        } catch (IOException e) {
            throw StorageProblem.unreachable(store.name(), e);
        }
    }

    private Edition known(Film film, UUID id) {
        var known = whole.getIfPresent(id);
        if (known != null) {
            return known;
        }
        var now = editions.find(id).orElseThrow(() -> nothing(film));
        if (now.isWhole() && now.state() == Edition.State.READY) {
            whole.put(id, now);
        }
        return now;
    }

    private static PlaybackProblem nothing(Film film) {
        return film.status() == VideoStatus.error ? PlaybackProblem.failed() : PlaybackProblem.notReady();
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
