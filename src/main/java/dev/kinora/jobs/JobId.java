package dev.kinora.jobs;

import dev.kinora.platform.Ids;
import java.util.UUID;

public record JobId(UUID value) {
    static JobId next() {
        return new JobId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
