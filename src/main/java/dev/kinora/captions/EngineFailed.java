package dev.kinora.captions;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Nothing was written down; the message is a sentence for whoever asked for it. */
final class EngineFailed extends IOException {
    private final String code;
    private final boolean again;
    private final Duration wish;

    /**
     * @param again whether another try may do better
     * @param wish how long the engine asks to be left alone; zero where it does not say
     */
    EngineFailed(String code, String sentence, boolean again, Duration wish, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.again = again;
        this.wish = wish;
    }

    static EngineFailed forGood(String code, String sentence, @Nullable Throwable cause) {
        return new EngineFailed(code, sentence, false, Duration.ZERO, cause);
    }

    String code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    boolean isWorthAnotherTry() {
        return again;
    }

    Duration wish() {
        return wish;
    }
}
