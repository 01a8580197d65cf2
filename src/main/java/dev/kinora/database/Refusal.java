package dev.kinora.database;

/** Kinora cannot go on for a reason the operator can mend: one sentence of what is wrong, one of what to do. */
public final class Refusal extends RuntimeException {
    private final String advice;

    public Refusal(String sentence, String advice) {
        super(sentence);
        this.advice = advice;
    }

    public Refusal(String sentence, String advice, Throwable cause) {
        super(sentence, cause);
        this.advice = advice;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public String advice() {
        return advice;
    }
}
