package dev.kinora.command;

import org.jspecify.annotations.Nullable;

/** One thing the doctor looked at: how it is, and what to do where it is not well. */
record Finding(
        State state,
        String subject,
        String sentence,
        @Nullable String advice) {
    enum State {
        GOOD("@|green ok  |@"),
        NOTE("@|yellow note|@"),
        BAD("@|red bad |@");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Finding good(String subject, String sentence) {
        return new Finding(State.GOOD, subject, sentence, null);
    }

    static Finding note(String subject, String sentence, String advice) {
        return new Finding(State.NOTE, subject, sentence, advice);
    }

    static Finding bad(String subject, String sentence, String advice) {
        return new Finding(State.BAD, subject, sentence, advice);
    }
}
