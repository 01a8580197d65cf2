package dev.kinora.captions;

import dev.kinora.captions.SpeechEngine.Heard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hears a film from its beginning to its end, and makes up its mind which language that is. */
final class Listening {
    /** Of so many letters a language is believed, and the rest is heard in it. */
    private static final int ENOUGH = 200;

    private final SoundTrack track;
    private final SpeechEngine engine;
    private final Optional<String> wanted;
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Integer> letters = new HashMap<>();

    /** @param wanted the language; empty to find it out */
    Listening(SoundTrack track, SpeechEngine engine, Optional<String> wanted) {
        this.track = track;
        this.engine = engine;
        this.wanted = wanted;
    }

    /** Hears of each piece before it is listened to. */
    interface Listener {
        void before(long sample) throws InterruptedException;
    }

    void listen(Listener listener) throws IOException, InterruptedException {
        for (var at = 0L; at < track.samples(); ) {
            listener.before(at);
            var piece = track.at(at, engine.longestPiece());
            if (piece.samples() == 0) {
                return;
            }
            if (!piece.isSilent()) {
                keep(engine.hear(piece, wanted.or(this::settled)), piece.start());
            }
            at += piece.samples();
        }
    }

    private void keep(Heard heard, long start) {
        heard.said().forEach(each -> said.add(each.later(start)));
        heard.language()
                .ifPresent(language -> letters.merge(
                        language,
                        heard.said().stream()
                                .mapToInt(each -> each.text().length())
                                .sum(),
                        Integer::sum));
    }

    private Optional<String> settled() {
        return most().filter(each -> each.getValue() >= ENOUGH).map(Map.Entry::getKey);
    }

    private Optional<Map.Entry<String, Integer>> most() {
        return letters.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
    }

    List<Said> said() {
        return List.copyOf(said);
    }

    /** As the engine said for most of it, else by the words. */
    String language() {
        return wanted.or(() -> most().filter(each -> each.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .flatMap(Languages::tag))
                .or(() -> LanguageGuess.of(
                        String.join("\n", said.stream().map(Said::text).toList())))
                .orElse(Languages.UNKNOWN);
    }
}
