package dev.kinora.captions;

import dev.kinora.platform.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is refused of captions. */
public final class CaptionProblem extends Problem {
    private CaptionProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    private static CaptionProblem of(Category category, String code, String sentence) {
        return new CaptionProblem(category, code, sentence, Map.of());
    }

    static CaptionProblem notFound(String language) {
        return of(
                Category.NOT_FOUND, "caption-not-found", "This video has no captions in \u201c" + language + "\u201d.");
    }

    public static CaptionProblem noTranscript() {
        return of(
                Category.NOT_FOUND,
                "no-transcript",
                "What is said in this video is not written down: it has no captions. Its owner can add some in the studio.");
    }

    static CaptionProblem notYours() {
        return of(Category.FORBIDDEN, "not-yours", "This is somebody else's video; only they can change its captions.");
    }

    static CaptionProblem inBin() {
        return of(Category.CONFLICT, "in-bin", "The video is in the bin. Put it back before you change it.");
    }

    public static CaptionProblem changedMeanwhile() {
        return of(
                Category.STALE,
                "changed-meanwhile",
                "These captions were changed meanwhile, in another tab or by another program. Nothing of yours was saved"
                        + " there; load them anew to see what they are now.");
    }

    public static CaptionProblem tooLarge() {
        return of(
                Category.TOO_LARGE,
                "captions-too-large",
                "A file of captions has " + (Captions.MOST_BYTES >> 20) + " MB at most.");
    }

    static CaptionProblem growsTooLarge() {
        return of(
                Category.TOO_LARGE,
                "captions-too-large",
                "Written as WebVTT these captions are larger than " + (Captions.MOST_KEPT_BYTES >> 20)
                        + " MB. Shorten them, or leave out their marks.");
    }

    static CaptionProblem tooMany() {
        return of(
                Category.CONFLICT,
                "too-many-captions",
                "A video has captions in " + Captions.MOST_LANGUAGES + " languages at most. Delete some first.");
    }

    static CaptionProblem taken(String language) {
        return of(
                Category.CONFLICT,
                "language-taken",
                "There are captions in \u201c" + language + "\u201d already. Delete those first.");
    }

    static CaptionProblem there(String language) {
        var called = Languages.named(language);
        return new CaptionProblem(
                Category.CONFLICT,
                "captions-there",
                "There are captions in this language already (" + called
                        + "). They stay as they are unless you say that these take their place.",
                Map.of("language", language));
    }

    static CaptionProblem noEngine() {
        return of(
                Category.UNAVAILABLE,
                "captions-not-made-here",
                "Nothing on this Kinora writes captions. Whoever runs it can name a Whisper model or a transcription server"
                        + " in its settings; docs/captions.md says how.");
    }

    static CaptionProblem notReady() {
        return of(
                Category.CONFLICT,
                "video-not-ready",
                "The video is still being prepared. Captions can be made once it is ready.");
    }

    static CaptionProblem noSound() {
        return of(Category.CONFLICT, "no-sound", "There is nothing to be heard in this video.");
    }

    static CaptionProblem byPerson(String language) {
        return of(
                Category.CONFLICT,
                "captions-by-a-person",
                "Somebody wrote the captions in \u201c" + language
                        + "\u201d, and a machine does not write over them. Delete" + " them first if you want others.");
    }

    static CaptionProblem unnamed() {
        return of(
                Category.CONFLICT,
                "captions-without-language",
                "This video has captions of which nobody has said in which language they are, and what a machine finds out"
                        + " would stand in their place. Say first which language it is, or delete them.");
    }

    static CaptionProblem madeAlready(String language) {
        return of(
                Category.CONFLICT,
                "captions-made-already",
                "A machine wrote captions in \u201c" + language
                        + "\u201d already. Ask with replace=true to have them written" + " anew.");
    }

    public static CaptionProblem field(String field, String sentence) {
        return invalid("invalid", field, sentence, Map.of());
    }

    private static CaptionProblem invalid(String code, String field, String sentence, Map<String, Object> more) {
        var details = new HashMap<>(more);
        details.put("fields", List.of(Map.of("field", field, "sentence", sentence)));
        return new CaptionProblem(Category.INVALID, code, sentence, details);
    }

    /** @param faults of the file, by line */
    static CaptionProblem unknownLanguage(List<Captions.Fault> faults) {
        return invalid(
                "invalid",
                "language",
                "It cannot be told which language this is. Choose it, and send the file again.",
                Map.of("lines", faults));
    }

    /** What could not be read of a file, by line. */
    public List<Captions.Fault> faults() {
        return details().get("lines") instanceof List<?> lines
                ? lines.stream().map(Captions.Fault.class::cast).toList()
                : List.of();
    }

    /** @param faults by line; may be empty where nothing of it looks like captions */
    static CaptionProblem unreadable(List<Captions.Fault> faults) {
        var sentence = faults.isEmpty()
                ? "This file holds no captions. Send WebVTT or SubRip (.vtt or .srt)."
                : "Nothing of this file could be read as captions; line "
                        + faults.getFirst().line() + ": " + faults.getFirst().sentence();
        return invalid("unreadable-captions", "file", sentence, Map.of("lines", faults));
    }
}
