package dev.kinora.processing;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.storage.StorageProblem;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Encodes the sound of a film, and lets it be played while it grows. */
final class SoundHandler implements JobHandler<Work.EncodeSound> {
    private final Db db;
    private final Encoding encoding;
    private final SoundEncoder encoder;
    private final Editions editions;

    SoundHandler(Db db, Encoding encoding, SoundEncoder encoder, Editions editions) {
        this.db = db;
        this.encoding = encoding;
        this.encoder = encoder;
        this.editions = editions;
    }

    @Override
    public JobType jobType() {
        return Work.SOUND;
    }

    @Override
    public Class<Work.EncodeSound> payload() {
        return Work.EncodeSound.class;
    }

    @Override
    public Outcome run(JobRun<Work.EncodeSound> job) throws Exception {
        var work = job.payload();
        var opened = encoding.open(work.video(), work.edition());
        if (opened.isEmpty()) {
            return Outcome.done();
        }
        try (var film = opened.get()) {
            var plan = Objects.requireNonNull(film.plan().sound());
            var caller = Caller.current();
            var made = encoder.make(
                    plan,
                    film.plan().evenLoudness(),
                    film.file().path(),
                    film.store(),
                    film.keys(),
                    (growth, piece) -> caller.run(() -> {
                        job.progress(
                                (int) Math.min(
                                        99, 100 * growth.seconds() / film.plan().seconds()),
                                "Encoding the sound");
                        db.system("processing", _ -> {
                            job.requireHeld();
                            encoding.written(work.edition(), List.of(piece));
                            advanced(work, film.plan(), growth.seconds());
                            return null;
                        });
                    }));
            job.complete(() -> {
                editions.wholeRendition(work.edition(), SoundEncoder.NAME);
                editions.heard(work.edition(), made.hearing());
            });
            job.log("It lasts %.3f seconds.".formatted(made.seconds()));
            return Outcome.done();
        } catch (GivenUp e) {
            job.log(String.valueOf(e.getMessage()));
            return Outcome.done();
        } catch (IOException | StorageProblem e) {
            return encoding.failed(job, work.video(), work.edition(), e);
        }
    }

    /** Where there is a picture, it is that which takes long. */
    private void advanced(Work.EncodeSound work, Plan plan, double seconds) {
        if (plan.picture() == null) {
            encoding.advanced(work.video(), work.edition(), plan, 0, seconds);
        } else if (editions.planOfMaking(work.edition()).isEmpty()) {
            throw new GivenUp();
        }
    }
}
