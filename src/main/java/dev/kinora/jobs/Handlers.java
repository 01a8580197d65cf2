package dev.kinora.jobs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What this program can do, by name. Asked for when the first job is, as a handler may itself enqueue what comes next. */
final class Handlers {
    private final Supplier<List<JobHandler<?>>> given;
    private volatile @Nullable Map<String, JobHandler<?>> byName;

    Handlers(Supplier<List<JobHandler<?>>> given) {
        this.given = given;
    }

    @Nullable
    JobHandler<?> of(String type) {
        return byName().get(type);
    }

    Collection<JobHandler<?>> all() {
        return byName().values();
    }

    private Map<String, JobHandler<?>> byName() {
        var known = byName;
        if (known == null) {
            known = named(given.get());
            byName = known;
        }
        return known;
    }

    private static Map<String, JobHandler<?>> named(List<JobHandler<?>> handlers) {
        var named = new HashMap<String, JobHandler<?>>();
        for (var handler : handlers) {
            var other = named.put(handler.jobType().name(), handler);
            if (other != null) {
                throw new IllegalStateException("two handlers for jobs of "
                        + handler.jobType().name() + ": " + other.getClass().getName() + " and "
                        + handler.getClass().getName());
            }
        }
        return Map.copyOf(named);
    }
}
