package dev.kinora.jobs;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Runs a handler and says how it ended. */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int LONGEST_STACK = 8_000;
    /** Whatever somebody else's server asks for. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(365);

    private final Handlers handlers;
    private final AttemptStore store;
    private final Notes notes;
    private final JsonMapper json;
    private final Clock clock;

    Runner(Handlers handlers, AttemptStore store, Notes notes, JsonMapper json, Clock clock) {
        this.handlers = handlers;
        this.store = store;
        this.notes = notes;
        this.json = json;
        this.clock = clock;
    }

    Finished run(Running job) {
        var handler = handlers.of(job.claim().type());
        if (handler == null) {
            throw new IllegalStateException(
                    "a job was taken that nothing here can do: " + job.claim().type());
        }
        if (!job.begin()) {
            return notBegun(job);
        }
        try {
            var caller = new Caller(new Viewer.Kinora("jobs"), job.claim().id().toString(), null, null);
            return caller.call(() -> attempt(handler, job));
        } finally {
            job.end();
        }
    }

    static Finished notBegun(Running job) {
        return job.stopped() == Running.Stop.CANCELLED
                ? new Finished.Ended(job, 0, "cancelled", null, null, null, null, null)
                : new Finished.Dropped(job, 0);
    }

    private <P extends Record & JobPayload> Finished attempt(JobHandler<P> handler, Running job) {
        P payload;
        try {
            payload = json.readValue(job.claim().data(), handler.payload());
        } catch (JacksonException e) {
            return ended(
                    job,
                    "failed",
                    null,
                    "payload-unreadable",
                    "What the job is to work on cannot be read.",
                    stack(e),
                    Map.of());
        }
        var run = new JobRun<P>(job, payload, store, notes);
        try {
            var outcome = handler.run(run);
            return run.completed()
                    ? new Finished.CompletedItself(job, job.elapsedMillis())
                    : ended(handler, job, outcome);
        } catch (Throwable e) {
            if (run.completed()) {
                LOG.error(
                        "Job {} ({}) was completed, and then its handler failed",
                        job.claim().id(),
                        job.claim().type(),
                        e);
                return new Finished.CompletedItself(job, job.elapsedMillis());
            }
            return failed(handler, job, e);
        }
    }

    private Finished ended(JobHandler<?> handler, Running job, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var result) -> new Finished.Completed(job, job.elapsedMillis(), store.result(result));
            case Outcome.RetryAfter(var pause, var code, var reason) -> again(job, pause, code, reason, null);
            case Outcome.LeftToOthers(var pause, var code, var reason) -> {
                store.allowOneMore(job);
                yield ended(job, "retry", clock.instant().plus(pause), code, reason, null, Map.of());
            }
            case Outcome.Failed(var code, var sentence, var details) ->
                ended(job, "failed", null, code, sentence, null, details);
            case Outcome.Cancelled() -> stopped(handler, job, Running.Stop.CANCELLED);
        };
    }

    private Finished failed(JobHandler<?> handler, Running job, Throwable failure) {
        var stop = job.stopped();
        if (stop != null) {
            return stopped(handler, job, stop);
        }
        if (failure instanceof JobLost) {
            return new Finished.TakenAway(job, job.elapsedMillis());
        }
        if (failure instanceof VirtualMachineError) {
            LOG.error(
                    "Job {} ({}) ended with an error of the virtual machine",
                    job.claim().id(),
                    job.claim().type(),
                    failure);
        }
        var pause = handler.jobType().backoff().after(job.claim().attempt(), ThreadLocalRandom.current());
        var code = failure instanceof dev.kinora.platform.Problem problem
                ? problem.code()
                : failure.getClass().getSimpleName();
        return again(job, pause, code, sentence(failure), stack(failure));
    }

    private Finished stopped(JobHandler<?> handler, Running job, Running.Stop stop) {
        return switch (stop) {
            case CANCELLED -> ended(job, "cancelled", null, null, null, null, Map.of());
            case TIMED_OUT ->
                again(
                        job,
                        handler.jobType().backoff().after(job.claim().attempt(), ThreadLocalRandom.current()),
                        "timeout",
                        "It took longer than the " + handler.jobType().timeout() + " it may take.",
                        null);
            case HANDED_BACK, LOST -> new Finished.Dropped(job, job.elapsedMillis());
        };
    }

    private Finished again(Running job, Duration wanted, String code, String message, @Nullable String stack) {
        var pause = wanted.isNegative() ? Duration.ZERO : wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
        if (job.claim().attempt() >= job.claim().maxAttempts()) {
            return ended(job, "failed", null, code, message, stack, Map.of());
        }
        LOG.info(
                "Job {} ({}) is tried again in {} s, its attempt {} of {} failed: {}: {}",
                job.claim().id(),
                job.claim().type(),
                pause.toSeconds(),
                job.claim().attempt(),
                job.claim().maxAttempts(),
                code,
                message);
        return ended(job, "retry", clock.instant().plus(pause), code, message, stack, Map.of());
    }

    private Finished ended(
            Running job,
            String outcome,
            java.time.@Nullable Instant due,
            @Nullable String code,
            @Nullable String message,
            @Nullable String stack,
            Map<String, Object> details) {
        if (outcome.equals("failed")) {
            LOG.warn(
                    "Job {} ({}) failed for good: {}: {}",
                    job.claim().id(),
                    job.claim().type(),
                    code,
                    message);
        }
        return new Finished.Ended(
                job,
                job.elapsedMillis(),
                outcome,
                due,
                clean(code == null ? null : code.substring(0, Math.min(50, code.length()))),
                clean(message),
                clean(stack),
                store.result(details));
    }

    private static String sentence(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }

    private static String stack(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        var stack = text.toString();
        return stack.length() <= LONGEST_STACK ? stack : stack.substring(0, LONGEST_STACK) + "…";
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : AttemptStore.plain(text);
    }
}
