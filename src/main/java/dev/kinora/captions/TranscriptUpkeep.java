package dev.kinora.captions;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.jobs.Recurring;
import java.util.Map;

/** Cuts the transcript of captions that came by other ways than this module, such as those that are older than it. */
final class TranscriptUpkeep implements JobHandler<CaptionWork.CutTranscripts> {
    private static final int PORTION = 100;

    private final MadeCaptionStore store;

    TranscriptUpkeep(MadeCaptionStore store) {
        this.store = store;
    }

    static Recurring daily() {
        return Recurring.of("cut-transcripts", "12 3 * * *", new CaptionWork.CutTranscripts());
    }

    @Override
    public JobType jobType() {
        return CaptionWork.UPKEEP;
    }

    @Override
    public Class<CaptionWork.CutTranscripts> payload() {
        return CaptionWork.CutTranscripts.class;
    }

    /** What cannot be cut is found again each time: then a portion is smaller than it was, and the rest waits for tomorrow. */
    @Override
    public Outcome run(JobRun<CaptionWork.CutTranscripts> job) throws InterruptedException {
        var all = 0;
        var portion = PORTION;
        while (portion == PORTION) {
            job.checkpoint();
            portion = store.cutMissing(PORTION);
            all += portion;
        }
        return Outcome.done(Map.of("films", all));
    }
}
