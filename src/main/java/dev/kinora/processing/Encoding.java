package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Making;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.Outcome;
import dev.kinora.library.Processed;
import dev.kinora.media.FfmpegFailed;
import dev.kinora.media.FfmpegKilled;
import dev.kinora.media.FfmpegTimedOut;
import dev.kinora.platform.Db;
import dev.kinora.platform.Problem;
import dev.kinora.storage.LocalFile;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** What encoding a piece and encoding the sound have in common: where the film is, what was planned, what follows. */
final class Encoding {
    /** As often ffmpeg is asked before it is believed that it cannot do it. */
    private static final int TRIES = 4;
    /** Seconds before an encoder that was killed is started again. */
    private static final int LONGEST_PAUSE = 30;
    /** Minutes before it is seen again whether there is room. */
    private static final int LONGEST_WAIT = 10;

    private final Db db;
    private final Processed processed;
    private final Editions editions;
    private final MediaStores stores;
    private final JsonMapper json;
    private final Clock clock;

    Encoding(Db db, Processed processed, Editions editions, MediaStores stores, JsonMapper json, Clock clock) {
        this.clock = clock;
        this.db = db;
        this.processed = processed;
        this.editions = editions;
        this.stores = stores;
        this.json = json;
    }

    /** @param file of the film, to be closed */
    record Film(Plan plan, MediaStore store, EditionKeys keys, LocalFile file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Empty when nobody wants it any more. */
    Optional<Film> open(UUID video, UUID edition) throws IOException {
        var plan = editions.planOfMaking(edition);
        var source = processed.source(video);
        if (plan.isEmpty() || source.isEmpty()) {
            return Optional.empty();
        }
        var store = stores.named(source.get().store());
        return Optional.of(new Film(
                json.readValue(plan.get(), Plan.class),
                store,
                new EditionKeys(video, edition),
                stores.local(store, MediaKey.of(source.get().key()))));
    }

    /** In the transaction of whoever calls. */
    void written(UUID edition, List<Making.Written> written) {
        editions.written(edition, written);
        editions.playable(edition);
    }

    /**
     * Of the pictures where there are any, else of the sound; begun again, a piece says less than before.
     *
     * @throws GivenUp when nobody wants it any more
     */
    void advanced(UUID video, UUID edition, Plan plan, int piece, double seconds) {
        db.system("processing", _ -> {
            var pace = editions.advanced(edition, piece, seconds).orElseThrow(GivenUp::new);
            var forecast = Forecast.of(pace, all(plan));
            var left = forecast.left();
            processed.reached(
                    video,
                    forecast.percent(),
                    left == null ? null : clock.instant().plus(left));
            return null;
        });
    }

    private static double all(Plan plan) {
        var picture = plan.picture();
        return picture == null
                ? plan.seconds()
                : picture.to(picture.pieces().size() - 1) / picture.rate().perSecond();
    }

    /** How much of the time line a piece is, as planned. */
    static double seconds(Plan.Picture picture, int piece) {
        return (picture.to(piece) - picture.from(piece)) / picture.rate().perSecond();
    }

    /** Tried again, where it is not the film's fault as often as its kind allows; after the last time the film is given up, with a sentence for its owner. */
    Outcome failed(JobRun<?> job, UUID video, UUID edition, Exception failure) throws Exception {
        var noRoom = lacksRoom(failure);
        var ownFault = !noRoom && (failure instanceof FfmpegFailed || failure instanceof FfmpegTimedOut);
        var often = ownFault && job.failedBefore(failure.getClass()) >= TRIES - 1;
        if (job.stopping() || !(job.lastAttempt() || often)) {
            if (failure instanceof FfmpegKilled && !job.stopping()) {
                return Outcome.retryAfter(
                        Duration.ofSeconds(Math.min(LONGEST_PAUSE, job.attempt())),
                        "encoder-killed",
                        String.valueOf(failure.getMessage()));
            }
            if (noRoom && !job.stopping()) {
                return Outcome.retryAfter(
                        Duration.ofMinutes(Math.min(LONGEST_WAIT, job.attempt())),
                        "storage-full",
                        String.valueOf(failure.getMessage()));
            }
            throw failure;
        }
        var end = often ? End.of(failure) : noRoom ? End.NO_ROOM : End.UNKNOWN;
        db.system("processing", _ -> {
            job.requireHeld();
            editions.failed(edition);
            processed.failed(
                    video, end.code(), end.sentence(), editions.playing(video).isPresent());
            return null;
        });
        var said = String.valueOf(failure.getMessage());
        job.log(said);
        return Outcome.failed(end.code(), said);
    }

    private static boolean lacksRoom(Exception failure) {
        return switch (failure) {
            case FfmpegFailed ffmpeg -> ffmpeg.isForRoom();
            case StorageProblem storage -> storage.category() == Problem.Category.FULL;
            default -> false;
        };
    }

    /** What its owner is told. */
    private record End(String code, String sentence) {
        static final End UNKNOWN = new End(
                "ERR_UNKNOWN",
                "The video could not be prepared, though it was tried several times. Whoever runs this Kinora finds the reason at the job.");
        private static final End TOO_LONG = new End(
                "ERR_UNKNOWN",
                "A part of the video took longer to prepare than it may take here, each time it was tried. Whoever runs this Kinora can"
                        + " allow more time; a smaller or simpler file takes less.");
        private static final End DAMAGED = new End(
                "ERR_MALFORMED_VIDEO",
                "The video could not be decoded: it is damaged, or in a form that is not understood. Export it again, and upload that.");

        private static final End NO_ROOM = new End(
                "ERR_UNKNOWN",
                "There was no room left to prepare the video in. What you uploaded is kept: once whoever runs this Kinora has made"
                        + " room, prepare it again.");

        static End of(Exception ownFault) {
            return ownFault instanceof FfmpegTimedOut ? TOO_LONG : DAMAGED;
        }
    }
}
