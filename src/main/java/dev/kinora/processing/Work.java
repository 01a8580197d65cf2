package dev.kinora.processing;

import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import java.util.UUID;

/** The jobs that make a film playable. */
final class Work {
    static final JobType PLAN = JobType.of("process_video").priority(3).attempts(5);
    static final JobType PIECE = JobType.of("encode_piece").lane(Lanes.ENCODE).attempts(4);
    /** Beside the pieces, since no second can be played without it; it takes little. */
    static final JobType SOUND =
            JobType.of("encode_sound").lane("sound").priority(2).attempts(4);

    static final JobType FINISH = JobType.of("finish_video").priority(3).attempts(10);

    private Work() {}

    record PlanFilm(UUID video) implements JobPayload {
        @Override
        public JobType jobType() {
            return PLAN;
        }
    }

    record EncodePiece(UUID video, UUID edition, int piece) implements JobPayload {
        @Override
        public JobType jobType() {
            return PIECE;
        }
    }

    record EncodeSound(UUID video, UUID edition) implements JobPayload {
        @Override
        public JobType jobType() {
            return SOUND;
        }
    }

    record Finish(UUID video, UUID edition) implements JobPayload {
        @Override
        public JobType jobType() {
            return FINISH;
        }
    }
}
