package dev.kinora.processing;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
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
            var seconds = encoder.make(
                    plan,
                    film.file().path(),
                    film.store(),
                    film.keys(),
                    (growth, piece) -> caller.run(() -> {
                        job.progress(
                                (int) Math.min(
                                        99, 100 * growth.seconds() / film.plan().seconds()),
                                "Encoding the sound");
                        db.system("processing", _ -> {
                            encoding.written(work.video(), work.edition(), film.plan(), List.of(piece));
                            return null;
                        });
                    }));
            job.complete(() -> editions.wholeRendition(work.edition(), SoundEncoder.NAME));
            job.log("It lasts %.3f seconds.".formatted(seconds));
            return Outcome.done();
        } catch (IOException e) {
            return encoding.failed(job, work.video(), work.edition(), e);
        }
    }
}
