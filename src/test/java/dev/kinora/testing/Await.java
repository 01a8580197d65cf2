package dev.kinora.testing;

import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread; fails after far longer than that ever takes. */
public final class Await {
    private static final long PATIENCE = 30_000_000_000L;

    private Await() {}

    public static void until(BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about within half a minute");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
