package dev.kinora.processing;

import dev.kinora.library.Processed;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds out whether the highest rung and the sound of a film can be taken from its file as they are; then they need not be encoded. */
final class Copying {
    private final Ladder ladder;
    private final MediaStores stores;

    Copying(Ladder ladder, MediaStores stores) {
        this.ladder = ladder;
        this.stores = stores;
    }

    /** The same plan where nothing can be copied. */
    Plan where(Plan plan, JsonNode probe, Processed.Source source) throws IOException {
        var format = probe.path("format");
        var picture = Optional.ofNullable(plan.picture())
                .filter(it -> CopiedPicture.maySuit(it, stream(probe, it.stream()), format));
        var sound =
                Optional.ofNullable(plan.sound()).filter(it -> CopiedSound.maySuit(stream(probe, it.stream()), format));
        if (picture.isEmpty() && sound.isEmpty()) {
            return plan;
        }
        try (var film = stores.local(stores.named(source.store()), MediaKey.of(source.key()));
                var file = FileChannel.open(film.path())) {
            var tracks = Track.of(film.path());
            var bytes = file.size();
            var copiedPicture =
                    picture.flatMap(it -> track(tracks, it.stream(), bytes).flatMap(track -> copied(it, track, file)));
            var copiedSound = sound.flatMap(it -> track(tracks, it.stream(), bytes)
                    .flatMap(track -> CopiedSound.of(it, stream(probe, it.stream()), track)));
            return new Plan(copiedPicture.orElse(plan.picture()), copiedSound.orElse(plan.sound()), plan.seconds());
        }
    }

    private Optional<Plan.Picture> copied(Plan.Picture picture, Track track, FileChannel file) {
        var top = picture.rungs().getFirst();
        try {
            var usual = ladder.bits(
                    (long) top.width() * top.height(), picture.rate().perSecond());
            return CopiedPicture.of(picture, usual, track, file);
        } catch (IOException | IndexOutOfBoundsException _) {
            // The index names places that are not in the file; decoders may still find their way.
            return Optional.empty();
        }
    }

    private static Optional<Track> track(java.util.List<@Nullable Track> tracks, int stream, long bytes) {
        return stream < tracks.size()
                ? Optional.ofNullable(tracks.get(stream))
                        .filter(track -> track.samples().liesWithin(bytes))
                : Optional.empty();
    }

    private static JsonNode stream(JsonNode probe, int number) {
        for (var stream : probe.path("streams")) {
            if (stream.path("index").asInt(-1) == number) {
                return stream;
            }
        }
        return probe.path("none");
    }
}
