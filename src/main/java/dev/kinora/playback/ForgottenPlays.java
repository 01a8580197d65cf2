package dev.kinora.playback;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.jobs.Recurring;
import java.time.Clock;
import java.time.Duration;

/** Plays are kept for as long as one of their beats may still come; what was watched stays where it was written. */
final class ForgottenPlays implements JobHandler<ForgottenPlays.Forget> {
    private static final JobType TYPE =
            JobType.of("forget_plays").lane(Lanes.UPKEEP).priority(8);

    private static final Duration KEPT = Duration.ofDays(2);

    private final BeatStore beats;
    private final Clock clock;

    ForgottenPlays(BeatStore beats, Clock clock) {
        this.beats = beats;
        this.clock = clock;
    }

    record Forget() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    static Recurring daily() {
        return Recurring.of("forget-plays", "37 4 * * *", new Forget());
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Forget> payload() {
        return Forget.class;
    }

    @Override
    public Outcome run(JobRun<Forget> job) {
        job.complete(() -> beats.forget(clock.instant().minus(KEPT)));
        return Outcome.done();
    }
}
