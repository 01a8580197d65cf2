package dev.kinora.processing;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.library.Processed;

/** Says that a film failed where the job that was to plan or to finish it came to nothing: then nobody else would. */
final class Settling implements JobHandler<Work.Settle> {
    private static final String NOT_PLANNED =
            "The video could not be looked into, though it was tried several times, or its job was cancelled. Whoever runs this Kinora"
                    + " finds the reason at the job; the video can then be processed again.";
    private static final String NOT_FINISHED =
            "The video was prepared, but could not be finished, though it was tried several times, or its job was cancelled. Whoever runs this"
                    + " Kinora finds the reason at the job; the video can then be processed again.";

    private final Processed processed;
    private final Editions editions;

    Settling(Processed processed, Editions editions) {
        this.processed = processed;
        this.editions = editions;
    }

    @Override
    public JobType jobType() {
        return Work.SETTLE;
    }

    @Override
    public Class<Work.Settle> payload() {
        return Work.Settle.class;
    }

    @Override
    public Outcome run(JobRun<Work.Settle> job) {
        job.complete(() -> settle(job.payload()));
        return Outcome.done();
    }

    private void settle(Work.Settle work) {
        var edition = work.edition();
        if (edition == null) {
            if (processed.waits(work.video(), work.remake())) {
                failed(work, NOT_PLANNED);
            }
        } else if (editions.planOfMaking(edition).isPresent()) {
            editions.failed(edition);
            failed(work, NOT_FINISHED);
        }
    }

    private void failed(Work.Settle work, String sentence) {
        processed.failed(
                work.video(),
                "ERR_UNKNOWN",
                sentence,
                editions.playing(work.video()).isPresent());
    }
}
