package dev.kinora.captions;

import dev.kinora.outbound.EndpointFailed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a transcription server said of a piece, read strictly: what is no transcription is believed in no part. Servers pad a piece and hear
 * beyond its end, some of them far; what they hear there is cut off.
 */
final class HeardAnswer {
    private static final int LONGEST_TEXT = 5_000;
    /** What nobody sees, and the database does not take all of. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cc}+");

    private static final long SHORTEST = 300;
    /** Nobody says so many things in a second. */
    private static final long MOST_A_SECOND = 20;
    /** By both of these Whisper itself tells noise from speech. */
    private static final double NO_SPEECH = 0.6;

    private static final double UNLIKELY = -1;

    /** Servers name languages in English: german, haitian creole. */
    private static final Map<String, String> BY_NAME = Arrays.stream(Locale.getISOLanguages())
            .collect(Collectors.toMap(
                    code -> Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT),
                    Function.identity(),
                    (one, _) -> one));

    private final long milliseconds;
    private final List<Said> said = new ArrayList<>();
    private long latest;

    private HeardAnswer(long milliseconds) {
        this.milliseconds = milliseconds;
    }

    /** @param milliseconds how long the piece is */
    static SpeechEngine.Heard read(JsonNode answer, long milliseconds) throws EndpointFailed {
        if (!answer.isObject()) {
            throw EndpointFailed.malformed("Its answer is no transcription.");
        }
        var segments = answer.get("segments");
        if (segments == null || segments.isNull()) {
            if (answer.path("text").isString() && answer.get("text").asString().isBlank()) {
                return SpeechEngine.Heard.NOTHING;
            }
            throw EndpointFailed.malformed("It told no times; it has to know the format verbose_json.");
        }
        if (!segments.isArray() || segments.size() > (milliseconds / 1000 + 1) * MOST_A_SECOND) {
            throw EndpointFailed.malformed("Its answer has no list of what was said, or one that is far too long.");
        }
        var reading = new HeardAnswer(milliseconds);
        for (var segment : segments) {
            reading.add(segment);
        }
        return new SpeechEngine.Heard(language(answer.path("language")), reading.said);
    }

    private void add(JsonNode segment) throws EndpointFailed {
        var text = segment.path("text");
        if (!text.isString() || text.asString().length() > LONGEST_TEXT) {
            throw EndpointFailed.malformed("What was said at a time is no text, or a far too long one.");
        }
        var words = UNSEEN.matcher(text.asString()).replaceAll(" ");
        long start = time(segment.path("start"));
        long end = time(segment.path("end"));
        if (start < latest || end < start) {
            throw EndpointFailed.malformed("Its times do not follow one another.");
        }
        latest = start;
        if (!isNoise(segment) && !words.isBlank() && start < milliseconds) {
            said.add(new Said(
                    start, Math.max(start + 1, Math.min(milliseconds, Math.max(end, start + SHORTEST))), words));
        }
    }

    private static long time(JsonNode seconds) throws EndpointFailed {
        var value = seconds.isNumber() ? seconds.asDouble() : Double.NaN;
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw EndpointFailed.malformed("It told a time that is none.");
        }
        return Math.round(value * 1000);
    }

    private static boolean isNoise(JsonNode segment) {
        return segment.path("no_speech_prob").asDouble(0) >= NO_SPEECH
                && segment.path("avg_logprob").asDouble(0) <= UNLIKELY;
    }

    private static Optional<String> language(JsonNode said) {
        if (!said.isString()) {
            return Optional.empty();
        }
        var name = said.asString().strip().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(name))
                .or(() -> name.length() > 8 ? Optional.empty() : Languages.tag(name));
    }
}
