package dev.kinora.library;

import dev.kinora.platform.Problem;

/** What is refused to whoever moves a video to another store. */
public final class MovingProblem extends Problem {
    private MovingProblem(String code, String sentence) {
        super(Category.CONFLICT, code, sentence);
    }

    static MovingProblem there(String store) {
        return new MovingProblem("same-store", "The video lies in the store \"" + store + "\" already.");
    }

    static MovingProblem elsewhere() {
        return new MovingProblem("not-kept-here", "The bytes of this video are kept by another service.");
    }

    static MovingProblem arriving() {
        return new MovingProblem(
                "upload-under-way", "An upload of this video is not finished. Move it when all its bytes are there.");
    }

    static MovingProblem notCleared(String store) {
        return new MovingProblem(
                "not-cleared-yet",
                "Old bytes of this video are still to be deleted in the store \"" + store
                        + "\". That is done every five minutes; try again then.");
    }
}
