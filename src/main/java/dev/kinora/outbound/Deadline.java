package dev.kinora.outbound;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** Ends what is under way when its time is over: a server that sends a byte now and then never falls silent. */
final class Deadline implements AutoCloseable {
    private final ScheduledFuture<?> alarm;
    private @Nullable Cancellable underWay;
    private boolean passed;

    Deadline(ScheduledExecutorService clock, Duration time) {
        this.alarm = clock.schedule(this::pass, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void covers(Cancellable request) {
        underWay = request;
        if (passed) {
            request.cancel();
        }
    }

    private synchronized void pass() {
        passed = true;
        if (underWay != null) {
            underWay.cancel();
        }
    }

    synchronized boolean isPassed() {
        return passed;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
