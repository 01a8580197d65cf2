package dev.kinora.processing;

import dev.kinora.library.Processed;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/** Finds out whether the highest rung and the sound of a film can be taken from its file as they are; then they need not be encoded. */
final class Copying {
    private final Ladder ladder;
    private final MediaStores stores;
    private final ReentrantLock turn = new ReentrantLock();

    Copying(Ladder ladder, MediaStores stores) {
        this.ladder = ladder;
        this.stores = stores;
    }

    /** The same plan where nothing can be copied. */
    Plan where(Plan plan, JsonNode probe, Processed.Source source) throws IOException {
        var format = probe.path("format");
        var picture = Optional.ofNullable(plan.picture())
                .filter(_ -> plan.mark() == null)
                .filter(it -> CopiedPicture.maySuit(it, stream(probe, it.stream()), format));
        var sound = Optional.ofNullable(plan.sound())
                .filter(_ -> !plan.evenLoudness())
                .filter(it -> CopiedSound.maySuit(stream(probe, it.stream()), format));
        if (picture.isEmpty() && sound.isEmpty()) {
            return plan;
        }
        try (var film = stores.local(stores.named(source.store()), MediaKey.of(source.key()));
                var file = FileChannel.open(film.path())) {
            var copiedPicture = picture.isEmpty() ? picture : copied(picture.get(), film.path(), file);
            var copiedSound = sound.isEmpty() ? sound : copied(sound.get(), probe, film.path(), file);
            return new Plan(
                    copiedPicture.orElse(plan.picture()),
                    copiedSound.orElse(plan.sound()),
                    plan.seconds(),
                    plan.evenLoudness(),
                    plan.mark());
        }
    }

    private Optional<Plan.Sound> copied(Plan.Sound sound, JsonNode probe, Path film, FileChannel file)
            throws IOException {
        return oneAtATime(() -> track(film, sound.stream(), file.size())
                .flatMap(track -> CopiedSound.of(sound, stream(probe, sound.stream()), track)));
    }

    private Optional<Plan.Picture> copied(Plan.Picture picture, Path film, FileChannel file) throws IOException {
        return oneAtATime(
                () -> track(film, picture.stream(), file.size()).flatMap(track -> copied(picture, track, file)));
    }

    private interface Look<T> {
        Optional<T> at() throws IOException;
    }

    /** The index of a long film takes a good part of the memory there is. */
    private <T> Optional<T> oneAtATime(Look<T> look) throws IOException {
        turn.lock();
        try {
            return look.at();
        } finally {
            turn.unlock();
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

    private static Optional<Track> track(Path film, int stream, long bytes) throws IOException {
        return Track.of(film, stream).filter(track -> track.samples().liesWithin(bytes));
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
