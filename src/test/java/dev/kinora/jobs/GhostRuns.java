package dev.kinora.jobs;

import dev.kinora.database.DatabaseAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.UUID;

/** Jobs as a worker knows them that does not run them. */
final class GhostRuns {
    private GhostRuns() {}

    static Running running(Claim claim) {
        return new Running(claim, new Lane(new Slots("ghost", 1, _ -> {})), turns());
    }

    static Turns turns() {
        var minutes = new Minutes(new JobMeters(new SimpleMeterRegistry()), Clock.systemUTC());
        var nowhere = new DatabaseAddress("jdbc:postgresql://localhost:1/none", "nobody", "");
        return new Turns(nowhere, Clock.systemUTC(), UUID.randomUUID(), () -> {}, _ -> {}, minutes);
    }
}
