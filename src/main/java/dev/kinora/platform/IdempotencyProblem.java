package dev.kinora.platform;

/** The Idempotency-Key of a request cannot do what it promises. */
public final class IdempotencyProblem extends Problem {
    private IdempotencyProblem(Category category, String code, String sentence) {
        super(category, code, sentence);
    }

    static IdempotencyProblem reused() {
        return new IdempotencyProblem(
                Category.INVALID,
                "idempotency-key-reused",
                "This Idempotency-Key was used for another request. Take a new key for each new request.");
    }

    static IdempotencyProblem busy() {
        return new IdempotencyProblem(
                Category.CONFLICT,
                "idempotency-key-busy",
                "The first request with this Idempotency-Key is still at work. Send it again shortly.");
    }

    static IdempotencyProblem malformed() {
        return new IdempotencyProblem(
                Category.INVALID,
                "idempotency-key-invalid",
                "An Idempotency-Key has 1 to 255 visible ASCII characters; a UUID serves well.");
    }

    static IdempotencyProblem nobody() {
        return new IdempotencyProblem(
                Category.INVALID,
                "idempotency-key-anonymous",
                "An Idempotency-Key belongs to an account. Sign in, or send the request without it.");
    }
}
