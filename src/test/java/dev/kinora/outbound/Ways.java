package dev.kinora.outbound;

import java.time.Clock;

/** Ways to servers that an operator named, for tests. */
public final class Ways {
    private Ways() {}

    public static Endpoints to() {
        return new Endpoints("1.2", Clock.systemUTC());
    }
}
