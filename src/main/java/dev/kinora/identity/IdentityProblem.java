package dev.kinora.identity;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** What identity refuses. */
public final class IdentityProblem extends Problem {
    private IdentityProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    private static IdentityProblem of(Category category, String code, String sentence) {
        return new IdentityProblem(category, code, sentence, Map.of());
    }

    /** @param fields what is wrong with which, in the form's order; not empty */
    static IdentityProblem invalid(Map<String, String> fields) {
        var listed = fields.entrySet().stream()
                .map(field -> Map.of("field", field.getKey(), "sentence", field.getValue()))
                .toList();
        var sentence = String.join(" ", List.copyOf(fields.values()));
        return new IdentityProblem(Category.INVALID, "invalid", sentence, Map.of("fields", listed));
    }

    static IdentityProblem invalid(String field, String sentence) {
        return invalid(Map.of(field, sentence));
    }

    static IdentityProblem signUpClosed() {
        return of(
                Category.FORBIDDEN,
                "sign-up-closed",
                "Accounts are made by whoever runs this installation. Ask them for one.");
    }

    static IdentityProblem linkUnusable() {
        return of(
                Category.NOT_FOUND,
                "link-unusable",
                "This link was used already, has expired, or was replaced by a newer one. Ask for a new one.");
    }

    static IdentityProblem busy() {
        return of(
                Category.UNAVAILABLE,
                "sign-in-busy",
                "Too many people are signing in at this moment. Try again in a few seconds.");
    }

    static IdentityProblem videosUsedUp(Quota quota) {
        return new IdentityProblem(
                Category.EXHAUSTED,
                "quota-videos",
                "Your " + quota.videosAllowed() + " videos of this month are used up. The count starts anew on "
                        + quota.resetsOn() + ".",
                Map.of(
                        "allowed",
                        quota.videosAllowed(),
                        "used",
                        quota.videosUsed(),
                        "resetsOn",
                        quota.resetsOn().toString()));
    }

    static IdentityProblem storageUsedUp(Quota quota, long wanted) {
        return new IdentityProblem(
                Category.TOO_LARGE,
                "quota-storage",
                "This needs " + megabytes(wanted) + " MB, and of the " + megabytes(quota.bytesAllowed())
                        + " MB of your plan "
                        + megabytes(Math.max(0, quota.bytesAllowed() - quota.bytesUsed()))
                        + " are left. Delete videos you no longer need, from the bin too, or ask for a larger plan.",
                Map.of("allowed", quota.bytesAllowed(), "used", quota.bytesUsed(), "wanted", wanted));
    }

    private static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, 1_000_000);
    }

    static IdentityProblem userNotFound() {
        return of(Category.NOT_FOUND, "user-not-found", "There is no such person.");
    }

    static IdentityProblem lastAdmin() {
        return of(
                Category.CONFLICT,
                "last-admin",
                "This is the last admin who can sign in. Make somebody else an admin first.");
    }

    static IdentityProblem yourself() {
        return of(Category.CONFLICT, "yourself", "You cannot do this to your own account; ask another admin.");
    }

    static IdentityProblem outOfPlace(String sentence) {
        return of(Category.CONFLICT, "out-of-place", sentence);
    }

    static IdentityProblem adminNoMore() {
        return of(Category.FORBIDDEN, "role-missing", "You are no longer an admin.");
    }

    static IdentityProblem changedMeanwhile() {
        return of(
                Category.STALE,
                "changed-meanwhile",
                "Somebody changed this since you opened it. Look at what it says now, then decide again.");
    }

    static IdentityProblem sessionNotFound() {
        return of(Category.NOT_FOUND, "session-not-found", "You have no such session; it may have ended already.");
    }

    static IdentityProblem exportNotFound() {
        return of(
                Category.NOT_FOUND,
                "export-not-found",
                "There is no export of your account: none was asked for, or it has expired. Ask for a new one.");
    }

    static IdentityProblem exportNotReady() {
        return of(Category.CONFLICT, "export-not-ready", "The export is still being made. Try again in a moment.");
    }

    static IdentityProblem exportFailed(String sentence) {
        return of(Category.CONFLICT, "export-failed", "The export could not be made. " + sentence);
    }

    static IdentityProblem pictureNotFound() {
        return of(Category.NOT_FOUND, "picture-not-found", "This picture was replaced or removed.");
    }

    static IdentityProblem pictureUnusable(String sentence) {
        return invalid("picture", sentence);
    }
}
