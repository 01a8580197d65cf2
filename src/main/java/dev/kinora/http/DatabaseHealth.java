package dev.kinora.http;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the database answers, soon. One question serves all who ask at the same time. */
@Component("database")
final class DatabaseHealth implements HealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Db db;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(false);

    DatabaseHealth(Db db) {
        this.db = db;
    }

    @Override
    public Health health() {
        try {
            ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Health.up().build();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem) {
                return Health.down().build();
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException _) {
            return Health.down()
                    .withDetail("reason", "no answer in " + PATIENCE.toSeconds() + " s")
                    .build();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Health.down().build();
        }
    }

    private synchronized CompletableFuture<Boolean> ask() {
        if (asked.isDone()) {
            var answer = new CompletableFuture<Boolean>();
            Thread.ofVirtual().name("database-health").start(() -> {
                try {
                    // Even an empty transaction tells the database who is asking, and so needs its answer.
                    Caller.system("health").run(() -> db.read(_ -> null));
                    answer.complete(true);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            asked = answer;
        }
        return asked;
    }
}
