package dev.kinora.captions;

import dev.kinora.captions.HeardStore.Piece;
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
    private long at;

    /** @param wanted the language; empty to find it out */
    Listening(SoundTrack track, SpeechEngine engine, Optional<String> wanted) {
        this.track = track;
        this.engine = engine;
        this.wanted = wanted;
    }

    interface Listener {
        void before(long sample) throws IOException, InterruptedException;

        void heard(Piece piece);
    }

    void listen(Listener listener) throws IOException, InterruptedException {
        while (at < track.samples()) {
            listener.before(at);
            var sound = track.at(at, engine.longestPiece());
            if (sound.samples() == 0) {
                return;
            }
            var heard = sound.isSilent() ? Heard.NOTHING : engine.hear(sound, wanted.or(this::settled));
            var piece = new Piece(at, at + sound.samples(), heard);
            goOnAfter(piece);
            listener.heard(piece);
        }
    }

    /** Also what was heard before this began. */
    void goOnAfter(Piece piece) {
        keep(piece.heard(), Sound.milliseconds(piece.first()));
        at = piece.next();
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

    /** Which language it is found to be in, as soon as there is enough to say so; empty where it was asked for. */
    Optional<String> found() {
        return wanted.isPresent() ? Optional.empty() : settled().flatMap(Languages::tag);
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
