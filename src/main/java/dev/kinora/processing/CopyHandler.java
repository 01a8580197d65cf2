package dev.kinora.processing;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Db;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Copies the highest rung of a film out of its source; the film can be played from it at once. */
final class CopyHandler implements JobHandler<Work.CopyPicture> {
    private final Db db;
    private final Encoding encoding;
    private final Editions editions;

    CopyHandler(Db db, Encoding encoding, Editions editions) {
        this.db = db;
        this.encoding = encoding;
        this.editions = editions;
    }

    @Override
    public JobType jobType() {
        return Work.COPY;
    }

    @Override
    public Class<Work.CopyPicture> payload() {
        return Work.CopyPicture.class;
    }

    @Override
    public Outcome run(JobRun<Work.CopyPicture> job) throws Exception {
        var work = job.payload();
        var opened = encoding.open(work.video(), work.edition());
        if (opened.isEmpty()) {
            return Outcome.done();
        }
        try (var film = opened.get()) {
            var plan = Objects.requireNonNull(film.plan().picture());
            var rung = plan.copied().orElseThrow();
            var growth = new Growth(
                    film.store(), film.keys(), rung.name(), "avc1.640028", plan.timescale(), (grown, piece) -> {
                        job.progress(
                                (int) Math.min(
                                        99, 100 * grown.seconds() / film.plan().seconds()),
                                "Copying the picture");
                        db.system("processing", _ -> {
                            job.requireHeld();
                            editions.codecs(work.edition(), rung.name(), grown.codec());
                            encoding.written(work.edition(), List.of(piece));
                            if (editions.planOfMaking(work.edition()).isEmpty()) {
                                throw new GivenUp();
                            }
                            return null;
                        });
                    });
            Copier.picture(plan, film.file().path(), growth);
            growth.end();
            job.complete(() -> editions.wholeRendition(work.edition(), rung.name()));
            return Outcome.done();
        } catch (GivenUp e) {
            job.log(String.valueOf(e.getMessage()));
            return Outcome.done();
        } catch (IOException | StorageProblem e) {
            return encoding.failed(job, work.video(), work.edition(), e);
        }
    }
}
