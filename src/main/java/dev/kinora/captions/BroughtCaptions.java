package dev.kinora.captions;

import dev.kinora.captions.Captions.Embedded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What of the tracks within a file can be kept: one a language, the first that says something. */
final class BroughtCaptions {
    private BroughtCaptions() {}

    static List<Embedded> readable(List<Embedded> brought) {
        var kept = new LinkedHashMap<String, Embedded>();
        for (var each : brought) {
            readable(each).ifPresent(track -> kept.putIfAbsent(track.language(), track));
        }
        return List.copyOf(kept.values());
    }

    private static Optional<Embedded> readable(Embedded brought) {
        var cues = CaptionFile.kept(brought.vtt());
        var vtt = CaptionWriter.vtt(cues);
        // Signs that are written out make it longer than it was; the film is shown without it.
        if (cues.isEmpty() || Captions.isTooLarge(vtt)) {
            return Optional.empty();
        }
        var language = brought.language().equals(Languages.UNKNOWN)
                ? LanguageGuess.of(Cue.words(cues)).orElse(Languages.UNKNOWN)
                : brought.language();
        var isNamed = brought.label().equals(Languages.named(brought.language()));
        return Optional.of(new Embedded(language, isNamed ? Languages.named(language) : brought.label(), vtt));
    }
}
