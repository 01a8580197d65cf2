package dev.kinora.captions;

import dev.kinora.outbound.Endpoint;
import dev.kinora.outbound.EndpointFailed;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A server that speaks OpenAI's transcription, at an address of the operator's. */
final class TranscriptionServer implements SpeechEngine {
    static final String PATH = "/audio/transcriptions";
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** Who asks for more is asked again later, by another attempt of the job. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Endpoint endpoint;
    private final String model;
    private final Duration longest;
    private final Pause pause;

    TranscriptionServer(Endpoint endpoint, String model, Duration longest, Pause pause) {
        this.endpoint = endpoint;
        this.model = model;
        this.longest = longest;
        this.pause = pause;
    }

    /** How one waits. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    @Override
    public String name() {
        return "transcription server, " + model;
    }

    @Override
    public Duration longestPiece() {
        return longest;
    }

    @Override
    public Heard hear(Sound piece, Optional<String> language) throws EngineFailed, InterruptedException {
        var form = new MultipartForm()
                .field("model", model)
                .field("response_format", "verbose_json")
                .field("timestamp_granularities[]", "segment")
                .field("temperature", "0");
        language.map(Locale::forLanguageTag).map(Locale::getLanguage).ifPresent(code -> form.field("language", code));
        var body = form.file("file", "sound.wav", "audio/wav", piece.wav()).end();
        for (var tried = 1; ; tried++) {
            try {
                return HeardAnswer.read(endpoint.post(form.type(), body), piece.milliseconds());
            } catch (EndpointFailed failure) {
                if (tried == TRIES
                        || !failure.isWorthAnotherTry()
                        || failure.wish().compareTo(LONGEST_PAUSE) > 0) {
                    throw explained(failure);
                }
                var doubled = FIRST_PAUSE.multipliedBy(1L << (tried - 1));
                pause.of(doubled.compareTo(failure.wish()) > 0 ? doubled : failure.wish());
            }
        }
    }

    private static EngineFailed explained(EndpointFailed failure) {
        return new EngineFailed(
                "transcription-" + failure.kind().name().toLowerCase(Locale.ROOT),
                "The server that writes captions did not do it. " + failure.sentence(),
                failure.isWorthAnotherTry(),
                failure.wish(),
                failure);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
