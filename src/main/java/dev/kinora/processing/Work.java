package dev.kinora.processing;

import dev.kinora.jobs.Backoff;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs that make a film playable. */
final class Work {
    static final JobType PLAN = JobType.of("process_video").priority(3).attempts(5);
    static final JobType PIECE = of("encode_piece").lane(Lanes.ENCODE);
    /** Beside the pieces, since no second can be played without it; it takes little. */
    static final JobType SOUND = of("encode_sound").lane("sound").priority(2);

    /** Likewise: it is what such a film is first played from. */
    static final JobType COPY = of("copy_picture").lane("sound").priority(2);

    static final JobType FINISH = of("finish_video").priority(3);

    /** After those that decide and finish, so that a film hears of their end whatever it was. */
    static final JobType SETTLE = of("settle_video").priority(3);

    private Work() {}

    /** Begun often, since a worker that is lost counts as well; a film that cannot be decoded is given up sooner. */
    private static JobType of(String name) {
        return JobType.of(name).attempts(24).backoff(new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10)));
    }

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

    record CopyPicture(UUID video, UUID edition) implements JobPayload {
        @Override
        public JobType jobType() {
            return COPY;
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

    /**
     * @param remake whose plan it comes after; null for that of a video which does not play yet
     * @param edition whose end it comes after; null where it comes after a plan
     */
    record Settle(
            UUID video, @Nullable UUID remake, @Nullable UUID edition) implements JobPayload {
        @Override
        public JobType jobType() {
            return SETTLE;
        }
    }
}
