package dev.kinora.platform;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** On whose behalf something happens; row-level security answers to it. */
public sealed interface Viewer {
    Viewer ANONYMOUS = new Anonymous();

    /** How a person is here. */
    enum Means {
        SESSION,
        API_KEY
    }

    record Anonymous() implements Viewer {}

    record User(UUID id, Means means) implements Viewer {
        public User(UUID id) {
            this(id, Means.SESSION);
        }
    }

    /**
     * Kinora itself; {@code part} says which, for the audit trail.
     *
     * @param behalf the person who caused the work and whom the trail names; null when nobody did
     */
    record Kinora(String part, @Nullable User behalf) implements Viewer {
        public Kinora(String part) {
            this(part, null);
        }
    }
}
