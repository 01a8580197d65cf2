package dev.kinora.playback;

import dev.kinora.media.Stills;
import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** Why a film is not served. */
public final class PlaybackProblem extends Problem {
    private PlaybackProblem(Category category, String code, String sentence) {
        super(category, code, sentence);
    }

    private PlaybackProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    static PlaybackProblem notFound() {
        return new PlaybackProblem(
                Category.NOT_FOUND,
                "film-not-found",
                "There is no film at this address, or it needs an address of your own. Open its page again.");
    }

    static PlaybackProblem noSuchPart() {
        return new PlaybackProblem(
                Category.NOT_FOUND,
                "part-not-found",
                "The film has no such part, or no longer. Load the page again to play it as it is now.");
    }

    static PlaybackProblem replaced() {
        return new PlaybackProblem(
                Category.GONE,
                "film-replaced",
                "Another version has taken the place of this one. Load the page again to play the film as it is now.");
    }

    static PlaybackProblem notReady() {
        return new PlaybackProblem(
                Category.CONFLICT,
                "film-not-ready",
                "The film is still being prepared. It can be played in a moment, from its beginning on.");
    }

    static PlaybackProblem notWhole() {
        return new PlaybackProblem(
                Category.CONFLICT,
                "film-not-whole",
                "The film is still being prepared and can only be downloaded once it is whole.");
    }

    static PlaybackProblem noWaveform() {
        return new PlaybackProblem(
                Category.NOT_FOUND,
                "waveform-not-made",
                "There is no sound to draw: the film has none, or is still being prepared.");
    }

    static PlaybackProblem failed() {
        return new PlaybackProblem(
                Category.CONFLICT, "film-failed", "The film could not be prepared, so there is nothing to play.");
    }

    static PlaybackProblem notYours() {
        return new PlaybackProblem(
                Category.FORBIDDEN, "film-not-yours", "Only the owner of a film makes addresses of it for others.");
    }

    static PlaybackProblem expired() {
        return new PlaybackProblem(
                Category.UNAUTHENTICATED,
                "token-expired",
                "This address of the film was good for a time that is over. Open its page again.");
    }

    static PlaybackProblem early() {
        return new PlaybackProblem(
                Category.UNAUTHENTICATED, "token-early", "This address of the film is not good yet.");
    }

    static PlaybackProblem untrusted() {
        return new PlaybackProblem(
                Category.UNAUTHENTICATED,
                "token-untrusted",
                "This address of the film was not signed by a key that may open it.");
    }

    static PlaybackProblem blocked() {
        return new PlaybackProblem(
                Category.FORBIDDEN, "playback-blocked", "The film is not to be played from where you are.");
    }

    static PlaybackProblem elsewhere() {
        return new PlaybackProblem(
                Category.FORBIDDEN, "embedding-not-allowed", "The film is not to be played on this site.");
    }

    static PlaybackProblem noDownload() {
        return new PlaybackProblem(
                Category.FORBIDDEN, "download-not-allowed", "Its owner does not offer this film as a download.");
    }

    static PlaybackProblem tooLarge() {
        return new PlaybackProblem(
                Category.TOO_LARGE,
                "download-too-large",
                "The film is larger than what this Kinora puts together for a download. Whoever runs it can raise"
                        + " kinora.playback.downloads.");
    }

    static PlaybackProblem previewTooLarge() {
        return new PlaybackProblem(
                Category.TOO_LARGE,
                "preview-too-large",
                "This moving preview would be larger than " + (Stills.LARGEST_MOVING >> 20)
                        + " MB. Ask for fewer seconds, fewer pictures a second or a smaller size.");
    }

    static PlaybackProblem busy() {
        return new PlaybackProblem(
                Category.UNAVAILABLE,
                "playback-busy",
                "Too many pictures and downloads are being made just now. Try again in a moment.",
                Map.of(RETRY_AFTER, 2));
    }

    static PlaybackProblem unmakeable() {
        return new PlaybackProblem(
                Category.UNAVAILABLE,
                "making-failed",
                "This could not be made from the film. If it happens again, tell the operator.");
    }

    static PlaybackProblem invalid(String field, String sentence) {
        return new PlaybackProblem(
                Category.INVALID,
                "invalid",
                sentence,
                Map.of("fields", List.of(Map.of("field", field, "sentence", sentence))));
    }

    static PlaybackProblem keyNotFound() {
        return new PlaybackProblem(Category.NOT_FOUND, "signing-key-not-found", "You have no such key.");
    }

    static PlaybackProblem tooManyKeys(int most) {
        return new PlaybackProblem(
                Category.CONFLICT,
                "too-many-signing-keys",
                "You have " + most + " keys, the most there can be. Delete one that is no longer used.");
    }

    static PlaybackProblem anotherPlay() {
        return new PlaybackProblem(
                Category.CONFLICT, "another-play", "This session belongs to another play. Begin one of your own.");
    }

    static PlaybackProblem tooManyPlays(int most) {
        return new PlaybackProblem(
                Category.EXHAUSTED,
                "too-many-plays",
                "This film was begun " + most + " times today from where you are, and no further session is counted."
                        + " Go on in one of those, or tomorrow.");
    }
}
