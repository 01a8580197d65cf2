package dev.kinora.chaptering;

import dev.kinora.http.RowVersion;
import dev.kinora.platform.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is refused about chapters. */
public final class ChapterProblem extends Problem {
    private ChapterProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    private static ChapterProblem of(Category category, String code, String sentence) {
        return new ChapterProblem(category, code, sentence, Map.of());
    }

    static ChapterProblem notYours() {
        return of(Category.FORBIDDEN, "not-yours", "This is somebody else's video; only they can change its chapters.");
    }

    static ChapterProblem inBin() {
        return of(Category.CONFLICT, "in-bin", "The video is in the bin. Put it back before you change it.");
    }

    static ChapterProblem lengthUnknown() {
        return of(
                Category.CONFLICT,
                "length-unknown",
                "How long the video is is not known yet, so chapters have no end. Wait until it has been looked into.");
    }

    static ChapterProblem notProposed() {
        return of(
                Category.NOT_FOUND,
                "chapters-not-proposed",
                "No chapters have been proposed for this video yet. Ask for them, and look again when that is done.");
    }

    /** With what they are now, and its version. */
    static ChapterProblem changedMeanwhile(ChapterList now) {
        return stale(
                Map.of("now", ChapterView.List.of(now, Generation.NONE, null), "etag", RowVersion.etag(now.version())));
    }

    static ChapterProblem changedMeanwhile() {
        return stale(Map.of());
    }

    private static ChapterProblem stale(Map<String, Object> details) {
        return new ChapterProblem(
                Category.STALE,
                "changed-meanwhile",
                "These chapters were changed meanwhile, in another tab, by another program, or because the film is another"
                        + " one now. Nothing of yours was saved; look at what they are now, then decide again.",
                details);
    }

    static ChapterProblem tooMany(int most) {
        return wrong("chapters", "A video has " + most + " chapters at most.", Map.of());
    }

    static ChapterProblem field(String field, String sentence) {
        return wrong(field, sentence, Map.of());
    }

    /** @param index of the chapter, from 0 */
    static ChapterProblem wrong(int index, String field, String sentence) {
        return wrong(
                "chapters[" + index + "]." + field, "Chapter " + (index + 1) + ": " + sentence, Map.of("index", index));
    }

    /** @param faults by line, from 1; not empty */
    static ChapterProblem unreadable(List<ChapterText.Fault> faults) {
        var first = faults.getFirst();
        return wrong("list", "Line " + first.line() + ": " + first.sentence(), Map.of("lines", faults));
    }

    private static ChapterProblem wrong(String field, String sentence, Map<String, Object> more) {
        var details = new LinkedHashMap<String, Object>(more);
        details.put("fields", List.of(Map.of("field", field, "sentence", sentence)));
        return new ChapterProblem(Category.MALFORMED, "invalid-chapters", sentence, details);
    }
}
