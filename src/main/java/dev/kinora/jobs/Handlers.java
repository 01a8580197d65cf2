package dev.kinora.jobs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this program can do, by name. */
final class Handlers {
    private final Map<String, JobHandler<?>> byName = new HashMap<>();

    Handlers(List<JobHandler<?>> handlers) {
        for (var handler : handlers) {
            var other = byName.put(handler.jobType().name(), handler);
            if (other != null) {
                throw new IllegalStateException("two handlers for jobs of "
                        + handler.jobType().name() + ": " + other.getClass().getName() + " and "
                        + handler.getClass().getName());
            }
        }
    }

    @Nullable
    JobHandler<?> of(String type) {
        return byName.get(type);
    }

    Collection<JobHandler<?>> all() {
        return byName.values();
    }
}
