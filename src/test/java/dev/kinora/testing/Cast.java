package dev.kinora.testing;

import java.util.UUID;

/** The people of every test: ada teaches, lin learns, mal has no business here. */
public final class Cast {
    public static final UUID ADA = UUID.fromString("01980000-0000-7000-8000-00000000ada0");
    public static final UUID LIN = UUID.fromString("01980000-0000-7000-8000-000000000110");
    public static final UUID MAL = UUID.fromString("01980000-0000-7000-8000-000000000bad");

    private Cast() {}
}
