package dev.kinora.captions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes down what is said. */
interface SpeechEngine extends AutoCloseable {
    /** Which one it is, with its model; kept with what it made. */
    String name();

    /** How much it takes at a time. */
    Duration longestPiece();

    /** @param language as in BCP 47; empty to find it out */
    Heard hear(Sound piece, Optional<String> language) throws EngineFailed, InterruptedException;

    /** @param language as in BCP 47, where it was found out */
    record Heard(Optional<String> language, List<Said> said) {
        static final Heard NOTHING = new Heard(Optional.empty(), List.of());

        public Heard {
            said = List.copyOf(said);
        }
    }

    @Override
    void close();
}
