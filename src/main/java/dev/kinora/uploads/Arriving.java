package dev.kinora.uploads;

import dev.kinora.jobs.Backoff;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.platform.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/** What happens once all bytes are there: a whole is made of its parts, looked into, and read through for its hash. */
final class Arriving implements JobHandler<Arriving.Arrive> {
    private static final JobType TYPE = JobType.of("receive_upload")
            .lane(Lanes.FILES)
            .priority(3)
            .attempts(20)
            // A store that is away for half a day costs nobody a film.
            .backoff(new Backoff(Duration.ofSeconds(5), Duration.ofHours(2)));

    record Arrive(UUID upload) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    private final Inspection inspection;

    Arriving(Inspection inspection) {
        this.inspection = inspection;
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Arrive> payload() {
        return Arrive.class;
    }

    @Override
    public Outcome run(JobRun<Arrive> job) throws Exception {
        var upload = job.payload().upload();
        try {
            return inspect(job, upload);
        } catch (IOException | RuntimeException e) {
            if (job.lastAttempt() && !job.stopping()) {
                inspection.unknown(
                        upload,
                        "The file could not be looked into, though it was tried " + job.attempt()
                                + " times. It is kept: try again when "
                                + (isFull(e) ? "there is room in the store." : "the store can be reached."));
            }
            throw e;
        }
    }

    private static boolean isFull(Exception e) {
        return e instanceof Problem problem && problem.category() == Problem.Category.FULL;
    }

    private Outcome inspect(JobRun<Arrive> job, UUID upload) throws IOException, InterruptedException {
        job.progress(0, "Looking into the file");
        inspection.concatenate(upload);
        return switch (inspection.look(upload)) {
            case Inspection.Gone() -> Outcome.done();
            case Inspection.Refused(var code, var sentence) -> {
                job.log(sentence);
                yield Outcome.done(java.util.Map.of("refused", code));
            }
            case Inspection.Film film -> {
                var hash = inspection.hash(film, percent -> {
                    job.progress(percent, "Reading it through");
                    job.checkpoint();
                });
                job.complete(() -> inspection.keep(film, hash));
                yield Outcome.done();
            }
        };
    }
}
