package dev.kinora.jobs;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this process still looks after the queue. Pages are served all the same, so it is told and keeps nobody away. */
final class JobsHealth implements HealthIndicator {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Worker worker;

    JobsHealth(Worker worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        if (!worker.working()) {
            return Health.up().withDetail("worker", "none in this process").build();
        }
        var quiet = worker.quiet();
        return quiet.compareTo(PATIENCE) < 0
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", "nothing was heard of the queue for " + quiet.toSeconds() + " s")
                        .build();
    }
}
