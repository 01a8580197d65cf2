package dev.kinora.jobs;

import static dev.kinora.jobs.TestQueue.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.QueueModel.Job;
import dev.kinora.platform.Ids;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whatever people, workers and time do to jobs in whatever order, the queue does what a model without tables does. */
class QueueModelTest extends QueuePlay {
    private static final int SEQUENCES = 60;
    private static final int STEPS = 60;
    private @Nullable Ghost ghost;

    @Test
    void the_queue_does_what_the_model_does() throws SQLException {
        var first = Long.getLong("kinora.model.seed", System.nanoTime());

        for (var seed = first; seed < first + SEQUENCES; seed++) {
            if (ghost != null) {
                ghost.turns.close();
            }
            ghost = null;
            begin(seed);
            try {
                for (var step = 0; step < STEPS; step++) {
                    step();
                    agree();
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dkinora.model.seed=" + seed + " after\n" + String.join("\n", steps), e);
            }
        }
    }

    private void step() throws SQLException {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> enqueue();
            case 3, 4 -> enqueueChild();
            case 5, 6 -> enqueueUnique();
            case 7 -> pass(Duration.ofSeconds(random.nextInt(200)));
            case 8, 9, 10 -> runDue();
            case 11, 12 -> touch("stop_jobs", model::cancel);
            case 13 -> touch("revive_jobs", job -> model.revive(job, clock.instant()));
            case 14 -> touch("hurry_jobs", job -> model.hurry(job, clock.instant()));
            case 15 -> pause();
            case 16, 17 -> ghostTakes();
            case 18 -> ghostEndsOne();
            default -> ghostIsLost();
        }
    }

    private static final class Ghost {
        final UUID worker = Ids.next();
        final TurnStore turns;
        final Map<UUID, Claim> held = new TreeMap<>();

        Ghost(TurnStore turns) {
            this.turns = turns;
        }
    }

    private Ghost ghost() throws SQLException {
        var there = ghost;
        if (there == null) {
            there = new Ghost(new TurnStore(queue.access().worker()));
            store().register(there.worker, "ghost", java.util.Set.of(), Map.of());
            ghost = there;
        }
        return there;
    }

    private WorkerStore store() {
        return new WorkerStore(queue.db(), JsonMapper.builder().build());
    }

    private void ghostTakes() throws SQLException {
        var other = SYSTEM.call(() -> ghostCalled());
        var heads = SYSTEM.call(() -> store().heads());
        var classes = List.copyOf(heads.keySet());
        var zeros = classes.stream().map(_ -> 0L).toList();
        var ones = classes.stream().map(_ -> 2).toList();
        var result = other.turns.turn(
                other.worker, List.of(), List.of(), new JobClasses.Asked(classes, zeros, ones), 3, Ids.next());
        for (var claim : result.claims()) {
            said("the other worker takes " + claim.id());
            var job = model.job(claim.id());
            assertThat(model.ready(job, clock.instant()))
                    .as("ready: " + claim.id())
                    .isTrue();
            assertThat(claim.attempts()).isEqualTo(job.attempts);
            model.taken(job);
            job.leased = true;
            other.held.put(claim.id(), claim);
        }
    }

    private Ghost ghostCalled() {
        try {
            return ghost();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also of what was taken away from it meanwhile, which changes nothing. */
    private void ghostEndsOne() throws SQLException {
        var other = ghost;
        if (other == null || other.held.isEmpty()) {
            return;
        }
        var claims = List.copyOf(other.held.values());
        var claim = claims.get(random.nextInt(claims.size()));
        var job = model.job(claim.id());
        // Without queue and slots around it: what a worker writes down is all that counts here.
        var running = GhostRuns.running(claim);
        var ours = job.leased;
        switch (random.nextInt(3)) {
            case 0 -> {
                said("the other worker completes " + claim.id());
                other.turns.turn(
                        other.worker,
                        List.of(new Finished.Completed(running, 5, null)),
                        List.of(),
                        new JobClasses.Asked(List.of(), List.of(), List.of()),
                        0,
                        Ids.next());
                if (ours) {
                    model.complete(job);
                }
            }
            case 1 -> ghostEnds(other, running, job, "failed", null);
            default -> ghostEnds(other, running, job, "retry", clock.instant().plusSeconds(60));
        }
        other.held.remove(claim.id());
    }

    private void ghostEnds(Ghost other, Running running, Job job, String outcome, @Nullable Instant due)
            throws SQLException {
        said("the other worker ends " + job.id + ": " + outcome);
        other.turns
                .leases()
                .end(
                        other.worker,
                        List.of(new Finished.Ended(running, 5, outcome, due, "code", "Message.", null, null)),
                        clock.instant());
        if (job.leased) {
            model.end(job, outcome, due);
        }
    }

    private void ghostIsLost() throws SQLException {
        var other = ghost;
        if (other == null) {
            return;
        }
        if (random.nextBoolean()) {
            said("the other worker is lost");
            queue.system(sql -> sql.execute(
                    "update workers set started_at = started_at - interval '1 hour', heartbeat_at = heartbeat_at - interval '1 minute' where id = ?",
                    other.worker));
            SYSTEM.run(() -> store().rescue(Ids.next(), Duration.ofSeconds(20), clock.instant()));
            heldBy(other).forEach(model::lost);
        } else {
            said("the other worker stops");
            SYSTEM.run(() -> store().stop(other.worker, clock.instant()));
            heldBy(other).forEach(model::handBack);
        }
        // It may still write down what it had, which is refused.
        while (!other.held.isEmpty()) {
            ghostEndsOne();
        }
        other.turns.close();
        ghost = null;
    }

    private List<Job> heldBy(Ghost other) {
        return other.held.keySet().stream()
                .map(model::job)
                .filter(job -> job.leased)
                .toList();
    }

    // --- comparing
}
