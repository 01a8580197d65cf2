package dev.kinora.webhooks;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.Outcome;
import dev.kinora.jobs.Recurring;
import java.time.Clock;
import java.time.Duration;

/** Gives up what nobody tries any more, because its job was cancelled; until then nothing would forget it. */
final class AbandonedDeliveries implements JobHandler<AbandonedDeliveries.GiveUp> {
    private static final JobType TYPE =
            JobType.of("give_up_webhooks").lane(Lanes.UPKEEP).priority(8);

    /** Longer than any delivery is tried, whatever its receiver asks for. */
    private static final Duration LONG = Duration.ofDays(14);

    private final DeliveryStore deliveries;
    private final Clock clock;

    AbandonedDeliveries(DeliveryStore deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    record GiveUp() implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    static Recurring daily() {
        return Recurring.of("give-up-webhooks", "52 3 * * *", new GiveUp());
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<GiveUp> payload() {
        return GiveUp.class;
    }

    @Override
    public Outcome run(JobRun<GiveUp> job) {
        job.complete(() -> deliveries.giveUpAbandoned(clock.instant().minus(LONG), "Its delivery was cancelled."));
        return Outcome.done();
    }
}
