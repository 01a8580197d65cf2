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
    private static final int MOST_PORTIONS = 100;

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

    /** What cannot be cut is found again each time, so that a run is bounded. */
    @Override
    public Outcome run(JobRun<CaptionWork.CutTranscripts> job) throws InterruptedException {
        var all = 0;
        for (var portion = 0; portion < MOST_PORTIONS && all == portion * PORTION; portion++) {
            job.checkpoint();
            all += store.cutMissing(PORTION);
        }
        return Outcome.done(Map.of("films", all));
    }
}
