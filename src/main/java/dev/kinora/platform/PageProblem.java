package dev.kinora.platform;

/** The page asked for does not exist: the cursor is not one of ours, or the limit is out of bounds. */
public final class PageProblem extends Problem {
    private PageProblem(String code, String sentence) {
        super(Category.INVALID, code, sentence);
    }

    static PageProblem cursor() {
        return new PageProblem(
                "cursor-invalid", "This cursor does not belong to this list. Start again at the first page.");
    }

    static PageProblem limit() {
        return new PageProblem("limit-invalid", "The limit must be a number from 1 to " + PageRequest.MOST + ".");
    }
}
