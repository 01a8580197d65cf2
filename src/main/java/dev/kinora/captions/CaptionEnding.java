package dev.kinora.captions;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import java.util.UUID;
import java.util.function.Consumer;

/** Says that nothing comes where whatever wrote them is no more. */
final class CaptionEnding implements JobHandler<CaptionWork.End> {
    private final MadeCaptionStore store;
    private final Consumer<UUID> news;

    CaptionEnding(MadeCaptionStore store, Consumer<UUID> news) {
        this.store = store;
        this.news = news;
    }

    @Override
    public JobType jobType() {
        return CaptionWork.END;
    }

    @Override
    public Class<CaptionWork.End> payload() {
        return CaptionWork.End.class;
    }

    @Override
    public Outcome run(JobRun<CaptionWork.End> job) {
        job.complete(() -> {
            store.failed(job.payload().caption());
            news.accept(job.payload().video());
        });
        return Outcome.done();
    }
}
