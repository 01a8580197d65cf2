package dev.kinora.captions;

import dev.kinora.jobs.Backoff;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import java.time.Duration;
import java.util.UUID;

/** The jobs by which a machine writes captions. */
final class CaptionWork {
    /** Begun often, since a worker that is lost counts as well. */
    static final JobType TYPE = JobType.of("caption_generation")
            .lane(Lanes.SPEECH)
            .priority(6)
            .attempts(8)
            .backoff(new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(20)));

    static final JobType END = JobType.of("caption_ending").attempts(20);

    static final JobType UPKEEP =
            JobType.of("cut_transcripts").lane(Lanes.UPKEEP).priority(8);

    private CaptionWork() {}

    /**
     * @param caption the row that is to be filled
     * @param task the language; {@link Languages#UNKNOWN} where it is to be found out
     * @param replace whether it takes the place of another one that a machine wrote
     */
    record Write(UUID video, UUID caption, String task, boolean replace) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    /** After the other one, whatever became of it. */
    record End(UUID video, UUID caption) implements JobPayload {
        @Override
        public JobType jobType() {
            return END;
        }
    }

    record CutTranscripts() implements JobPayload {
        @Override
        public JobType jobType() {
            return UPKEEP;
        }
    }
}
