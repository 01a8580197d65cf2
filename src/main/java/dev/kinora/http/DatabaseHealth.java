package dev.kinora.http;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Ids;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;

/** Whether the database answers people and the system, soon. One question serves all who ask at the same time. */
final class DatabaseHealth implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);

    private final Db db;
    private final Duration patience;
    private final Duration longest;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(false);
    private boolean up = true;

    /**
     * @param patience how long one who asks waits
     * @param longest when a question is given up, so that the next who asks puts a new one
     */
    DatabaseHealth(Db db, Duration patience, Duration longest) {
        this.db = db;
        this.patience = patience;
        this.longest = longest;
    }

    @Override
    public Health health() {
        try {
            ask().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answers();
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case Problem problem ->
                    isSilent(NestedExceptionUtils.getMostSpecificCause(problem).toString());
                case TimeoutException _ -> isSilent("no answer in " + longest.toSeconds() + " s");
                case null, default -> throw new IllegalStateException(e.getCause());
            };
        } catch (TimeoutException _) {
            return isSilent("no answer in " + patience.toSeconds() + " s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Health.down().build();
        }
    }

    private synchronized Health answers() {
        if (!up) {
            LOG.info("The database answers again.");
        }
        up = true;
        return Health.up().build();
    }

    private synchronized Health isSilent(String reason) {
        if (up) {
            LOG.warn("The database does not answer: {}", reason);
        }
        up = false;
        return Health.down().withDetail("reason", reason).build();
    }

    private synchronized CompletableFuture<Boolean> ask() {
        if (asked.isDone()) {
            var answer = new CompletableFuture<Boolean>().orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
            var asking = Thread.ofVirtual().name("database-health").start(() -> answer(answer));
            // A virtual thread that is interrupted while it reads closes the socket, so no connection stays taken.
            answer.whenComplete((_, _) -> asking.interrupt());
            asked = answer;
        }
        return asked;
    }

    private void answer(CompletableFuture<Boolean> answer) {
        try {
            // Even an empty transaction tells the database who is asking, and so needs its answer.
            new Caller(Viewer.ANONYMOUS, Ids.next().toString(), null, null).run(() -> db.read(_ -> null));
            Caller.system("health").run(() -> db.read(_ -> null));
            answer.complete(true);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
