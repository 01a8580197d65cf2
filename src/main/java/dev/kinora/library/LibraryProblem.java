package dev.kinora.library;

import dev.kinora.platform.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the library refuses. */
public final class LibraryProblem extends Problem {
    private static final int MOST_NAMED = 5;

    private LibraryProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    private static LibraryProblem of(Category category, String code, String sentence) {
        return new LibraryProblem(category, code, sentence, Map.of());
    }

    /** @param fields what is wrong with which, in the form's order; not empty */
    public static LibraryProblem invalid(Map<String, String> fields) {
        var listed = fields.entrySet().stream()
                .map(field -> Map.of("field", field.getKey(), "sentence", field.getValue()))
                .toList();
        return new LibraryProblem(
                Category.INVALID, "invalid", String.join(" ", fields.values()), Map.of("fields", listed));
    }

    public static LibraryProblem invalid(String field, String sentence) {
        return invalid(Map.of(field, sentence));
    }

    public static LibraryProblem videoNotFound() {
        return of(
                Category.NOT_FOUND,
                "video-not-found",
                "There is no such video, or it is not yours to see. It may have been deleted.");
    }

    /** @param changed what is different now, in the words of the page */
    static LibraryProblem changedMeanwhile(List<Change> changed) {
        var what = changed.isEmpty()
                ? "It was changed"
                : "Changed meanwhile: "
                        + String.join(
                                ", ",
                                changed.stream().map(Change::what).distinct().toList());
        return new LibraryProblem(
                Category.STALE,
                "changed-meanwhile",
                what + ". Look at what it says now, then decide again; nothing of yours was saved.",
                Map.of("changes", changed));
    }

    static LibraryProblem changedMeanwhile() {
        return changedMeanwhile(List.of());
    }

    static LibraryProblem notYours() {
        return of(Category.FORBIDDEN, "not-yours", "This is somebody else's video; only they can do that.");
    }

    static LibraryProblem inBin() {
        return of(Category.CONFLICT, "in-bin", "The video is in the bin. Put it back before you change it.");
    }

    static LibraryProblem notInBin() {
        return of(
                Category.CONFLICT,
                "not-in-bin",
                "The video is not in the bin. Only what is there can be deleted for good.");
    }

    /** @param wanted how many were to be restored */
    static LibraryProblem nothingToRestore(int wanted) {
        return of(
                Category.CONFLICT,
                "not-in-bin",
                wanted == 1
                        ? "The video is not in the bin, so there is nothing to restore."
                        : "Not all of these videos are in the bin, so none was restored. Choose only what is there.");
    }

    static LibraryProblem inUse() {
        return of(
                Category.CONFLICT,
                "in-use",
                "A lesson of a course shows this video. Take it out of the course before you delete it for good.");
    }

    /** @param hindering which of those that were to be deleted for good stay, and why, so that none is deleted */
    static LibraryProblem mayNotGo(String code, List<Hindrance> hindering) {
        var named = hindering.stream()
                .limit(MOST_NAMED)
                .map(each -> "\u201c" + each.title() + "\u201d " + each.reason())
                .collect(Collectors.joining(" "));
        var more = hindering.size() - MOST_NAMED;
        var others = more > 0 ? " So it is with " + more + " more." : "";
        return new LibraryProblem(
                Category.CONFLICT, code, "Nothing was deleted. " + named + others, Map.of("videos", hindering));
    }

    static LibraryProblem takenDown() {
        return of(
                Category.FORBIDDEN,
                "taken-down",
                "A moderator took this video down, so it cannot be published. The reason is on its page.");
    }

    static LibraryProblem noFileYet() {
        return of(Category.CONFLICT, "no-file-yet", "Nothing has been uploaded for this video yet.");
    }

    static LibraryProblem onTheMove() {
        return of(
                Category.CONFLICT,
                "on-the-move",
                "The video is being moved to another store at this moment. Try again in a minute.");
    }

    static LibraryProblem underWay() {
        return of(
                Category.CONFLICT,
                "under-way",
                "The video is being prepared at this moment. Wait until that has ended, or cancel it, then ask again.");
    }

    static LibraryProblem nothingUnderWay() {
        return of(
                Category.CONFLICT, "nothing-under-way", "Nothing is being made of this video that could be cancelled.");
    }

    static LibraryProblem noPicture(String sentence) {
        return invalid("picture", sentence);
    }

    static LibraryProblem pictureNotFound() {
        return of(Category.NOT_FOUND, "picture-not-found", "This picture was replaced or removed.");
    }

    static LibraryProblem tooMany(int most) {
        return invalid("ids", "At most " + most + " videos can be changed at once.");
    }

    /** @param reason the rest of a sentence that begins with the title */
    public record Hindrance(UUID id, String title, String reason) {}

    /** @param what in words, e.g. "the title" */
    @Schema(name = "VideoFieldChange")
    public record Change(String field, String what, String old, String now) {}
}
