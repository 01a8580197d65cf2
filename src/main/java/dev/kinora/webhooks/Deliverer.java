package dev.kinora.webhooks;

import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobOptions;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Lanes;
import dev.kinora.jobs.NewJob;
import dev.kinora.jobs.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Brings one message, again and again for about a day. That a receiver does not want it is no failure of the job: the delivery
 * says so, to whom it concerns.
 */
final class Deliverer implements JobHandler<Deliverer.Deliver> {
    static final int FAILURES_UNTIL_PAUSED = 50;

    private static final List<Duration> PAUSES = Stream.of(
                    "PT10S", "PT30S", "PT2M", "PT5M", "PT15M", "PT30M", "PT1H", "PT2H", "PT4H", "PT8H", "PT8H")
            .map(Duration::parse)
            .toList();
    static final JobType TYPE = JobType.of("deliver_webhook")
            .lane(Lanes.DELIVERIES)
            .attempts(PAUSES.size() + 1)
            .timeout(Duration.ofMinutes(1));

    private final DeliveryStore deliveries;
    private final WebhookStore webhooks;
    private final Postman postman;
    private final Clock clock;

    Deliverer(DeliveryStore deliveries, WebhookStore webhooks, Postman postman, Clock clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.postman = postman;
        this.clock = clock;
    }

    record Deliver(UUID delivery) implements JobPayload {
        @Override
        public JobType jobType() {
            return TYPE;
        }
    }

    /** One at a time to each webhook: a slow one holds up itself alone. */
    static NewJob job(UUID delivery, UUID webhook, JobOptions options) {
        return NewJob.of(new Deliver(delivery), options.gate("webhook " + webhook, 1));
    }

    @Override
    public JobType jobType() {
        return TYPE;
    }

    @Override
    public Class<Deliver> payload() {
        return Deliver.class;
    }

    @Override
    public Outcome run(JobRun<Deliver> job) {
        var id = job.payload().delivery();
        var letter = deliveries.letter(id).orElse(null);
        if (letter == null) {
            return Outcome.done(Map.of("status", "gone"));
        }
        var test = letter.event().equals(WebhookEvent.WEBHOOK_TEST.word());
        if (letter.paused() && !test) {
            job.complete(() -> deliveries.givenUp(id, "The webhook was paused before this could be sent."));
            return Outcome.done();
        }
        return switch (postman.send(id, letter)) {
            case Postman.Accepted(var attempt) -> {
                job.complete(result(attempt), () -> deliveries.delivered(id, attempt, clock.instant()));
                yield Outcome.done();
            }
            case Postman.Gone(var attempt) -> {
                var reason = "The receiver answered 410 Gone: it wants no more messages.";
                job.complete(result(attempt), () -> {
                    deliveries.failed(id, attempt);
                    webhooks.pause(letter.webhook(), reason, clock.instant());
                });
                yield Outcome.done();
            }
            case Postman.Refused(var attempt) -> failed(job, letter, attempt);
            case Postman.Delayed(var attempt, var wish) ->
                job.lastAttempt() ? failed(job, letter, attempt) : later(job, attempt, wish);
        };
    }

    private Outcome later(JobRun<Deliver> job, DeliveryStore.Attempt attempt, Duration wish) {
        var usual = PAUSES.get(Math.min(job.attempt(), PAUSES.size()) - 1);
        var pause = wish.compareTo(usual) > 0 ? wish : usual;
        deliveries.failedOnce(job.payload().delivery(), attempt, clock.instant().plus(pause));
        return Outcome.retryAfter(pause, "not-accepted", String.valueOf(attempt.problem()));
    }

    private Outcome failed(JobRun<Deliver> job, DeliveryStore.Letter letter, DeliveryStore.Attempt attempt) {
        var test = WebhookEvent.WEBHOOK_TEST.word();
        job.complete(result(attempt), () -> {
            deliveries.failed(job.payload().delivery(), attempt);
            if (!letter.event().equals(test)
                    && deliveries.nothingArrives(letter.webhook(), FAILURES_UNTIL_PAUSED, test)) {
                var reason =
                        "The last " + FAILURES_UNTIL_PAUSED + " messages could not be delivered. " + attempt.problem();
                webhooks.pause(letter.webhook(), reason, clock.instant());
            }
        });
        return Outcome.done();
    }

    private static Map<String, Object> result(DeliveryStore.Attempt attempt) {
        var status = attempt.status();
        return Map.of("status", status == null ? "no answer" : status);
    }
}
