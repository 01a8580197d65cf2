package dev.kinora.jobs;

import java.time.Duration;
import java.util.Map;

/** How an attempt ended. */
public sealed interface Outcome {
    /** @param result kept with the job; its values are what JSON knows */
    record Done(Map<String, Object> result) implements Outcome {}

    /** Not now: tried again then, and counted as an attempt. */
    record RetryAfter(Duration pause, String code, String reason) implements Outcome {}

    /** This worker cannot, and others may: offered again then, and not counted as an attempt. */
    record LeftToOthers(Duration pause, String code, String reason) implements Outcome {}

    /** No further attempt would help. */
    record Failed(String code, String sentence, Map<String, Object> details) implements Outcome {}

    /** The handler saw that it was to stop, and did. */
    record Cancelled() implements Outcome {}

    static Outcome done() {
        return new Done(Map.of());
    }

    static Outcome done(Map<String, Object> result) {
        return new Done(result);
    }

    static Outcome retryAfter(Duration pause, String code, String reason) {
        return new RetryAfter(pause, code, reason);
    }

    static Outcome leftToOthers(Duration pause, String code, String reason) {
        return new LeftToOthers(pause, code, reason);
    }

    static Outcome failed(String code, String sentence) {
        return new Failed(code, sentence, Map.of());
    }
}
