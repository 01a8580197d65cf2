package dev.kinora.outbound;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why there is nothing of use from a server that the operator named; the message is a sentence that holds neither its address nor its key. */
public final class EndpointFailed extends IOException {
    private final Kind kind;
    private final Duration wish;

    public enum Kind {
        /** Nobody is there, or what it said broke off. */
        UNREACHABLE,
        LATE,
        /** It has too much to do, or a fault of its own. */
        BUSY,
        /** It will not do this, however often it is asked. */
        REFUSED,
        /** It does not take what was sent; in another form it may. */
        UNFIT,
        /** What it said is not what was agreed. */
        MALFORMED
    }

    /** @param wish how long it asks to be left alone; zero where it does not say */
    EndpointFailed(Kind kind, String sentence, Duration wish, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.wish = wish;
    }

    public static EndpointFailed malformed(String sentence) {
        return new EndpointFailed(Kind.MALFORMED, sentence, Duration.ZERO, null);
    }

    public static EndpointFailed late(String sentence) {
        return new EndpointFailed(Kind.LATE, sentence, Duration.ZERO, null);
    }

    public Kind kind() {
        return kind;
    }

    public Duration wish() {
        return wish;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public boolean isWorthAnotherTry() {
        return kind != Kind.REFUSED && kind != Kind.UNFIT;
    }
}
