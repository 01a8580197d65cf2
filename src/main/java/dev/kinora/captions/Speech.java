package dev.kinora.captions;

import dev.kinora.outbound.Endpoints;
import dev.kinora.outbound.OutboundProblem;
import java.util.Optional;

/** What of the settings writes down what is said. */
final class Speech {
    private final CaptionsProperties settings;
    private final Endpoints endpoints;

    Speech(CaptionsProperties settings, Endpoints endpoints) {
        this.settings = settings;
        this.endpoints = endpoints;
    }

    boolean isThere() {
        return settings.whisper().isNamed() || settings.transcription().isNamed();
    }

    boolean isUnasked() {
        return isThere() && settings.automatic() == CaptionsProperties.Automatic.ON;
    }

    /** For one film, to be closed; empty where nothing is named. */
    Optional<SpeechEngine> open() throws EngineFailed {
        var whisper = settings.whisper();
        if (whisper.isNamed()) {
            return Optional.of(new Whisper(WhisperModel.of(whisper.file()), whisper.usedThreads()));
        }
        var server = settings.transcription();
        if (!server.isNamed()) {
            return Optional.empty();
        }
        try {
            var endpoint = endpoints.at(server.url(), TranscriptionServer.PATH, server.key(), server.timeout());
            return Optional.of(new TranscriptionServer(endpoint, server.model(), server.piece(), Thread::sleep));
        } catch (OutboundProblem problem) {
            throw EngineFailed.forGood(
                    "transcription-refused",
                    "The address of the server that writes captions is none. Whoever runs this Kinora can mend the setting.",
                    problem);
        }
    }
}
