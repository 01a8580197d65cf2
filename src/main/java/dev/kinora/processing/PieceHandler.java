package dev.kinora.processing;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.library.Processed;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Encodes one piece of a film. Begun again, it writes the same files again. */
final class PieceHandler implements JobHandler<Work.EncodePiece> {
    private final Encoding encoding;
    private final OneFfmpeg one;
    private final PieceEncoder encoder;
    private final Editions editions;
    private final Processed processed;
    private final Posters posters;

    PieceHandler(
            Encoding encoding,
            OneFfmpeg one,
            PieceEncoder encoder,
            Editions editions,
            Processed processed,
            Posters posters) {
        this.one = one;
        this.processed = processed;
        this.posters = posters;
        this.encoding = encoding;
        this.encoder = encoder;
        this.editions = editions;
    }

    @Override
    public JobType jobType() {
        return Work.PIECE;
    }

    @Override
    public Class<Work.EncodePiece> payload() {
        return Work.EncodePiece.class;
    }

    @Override
    public Outcome run(JobRun<Work.EncodePiece> job) throws Exception {
        var work = job.payload();
        try {
            var refusal = one.refusal(job);
            return refusal.isPresent() ? refusal.get() : make(job);
        } catch (GivenUp e) {
            job.log(String.valueOf(e.getMessage()));
            return Outcome.done();
        } catch (IOException | StorageProblem e) {
            return encoding.failed(job, work.video(), work.edition(), e);
        }
    }

    private Outcome make(JobRun<Work.EncodePiece> job) throws Exception {
        var work = job.payload();
        var opened = encoding.open(work.video(), work.edition());
        if (opened.isEmpty()) {
            return Outcome.done();
        }
        try (var film = opened.get()) {
            var picture = Objects.requireNonNull(film.plan().picture());
            var step = "Encoding piece " + (work.piece() + 1) + " of "
                    + picture.pieces().size();
            var seconds = Encoding.seconds(picture, work.piece());
            var advance = new Advance(encoding, work.video(), work.edition(), film.plan(), work.piece());
            var made = encoder.make(
                    film,
                    work.piece(),
                    percent -> {
                        job.progress(percent, step);
                        advance.reached(seconds * percent / 100);
                    },
                    job::requireHeld);
            var poster = isFirst(work) ? posters.first(film.store(), film.keys(), picture) : null;
            job.complete(() -> {
                if (work.piece() == 0) {
                    made.codecs().forEach((rung, codecs) -> editions.codecs(work.edition(), rung, codecs));
                }
                editions.cuts(
                        work.edition(),
                        made.cuts().stream()
                                .map(cut -> BigDecimal.valueOf(cut).setScale(3, RoundingMode.HALF_UP))
                                .toList());
                encoding.written(work.edition(), made.written());
                encoding.advanced(work.video(), work.edition(), film.plan(), work.piece(), seconds);
                if (poster != null) {
                    processed.picture(work.video(), poster.address(), poster.second(), firsts(work.video()));
                }
            });
            return Outcome.done();
        }
    }

    /** Whether it begins a film of which nothing else plays. */
    private boolean isFirst(Work.EncodePiece work) {
        return work.piece() == 0
                && editions.playingId(work.video()).map(work.edition()::equals).orElse(true);
    }

    private List<String> firsts(UUID video) {
        return Posters.addressesOfFirsts(video, editions.all(video));
    }
}
