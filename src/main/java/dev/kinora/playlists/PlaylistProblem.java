package dev.kinora.playlists;

import dev.kinora.platform.Problem;
import java.util.List;
import java.util.Map;

/** Why a list stays as it is. */
public final class PlaylistProblem extends Problem {
    private PlaylistProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    static PlaylistProblem invalid(String field, String sentence) {
        return new PlaylistProblem(
                Category.INVALID,
                "invalid",
                sentence,
                Map.of("fields", List.of(Map.of("field", field, "sentence", sentence))));
    }

    static PlaylistProblem notFound() {
        return new PlaylistProblem(
                Category.NOT_FOUND,
                "playlist-not-found",
                "There is no such list, or it is not shown to you.",
                Map.of());
    }

    static PlaylistProblem videoNotFound() {
        return new PlaylistProblem(
                Category.NOT_FOUND, "video-not-found", "There is no such video, or it is not shown to you.", Map.of());
    }

    static PlaylistProblem itemNotFound() {
        return new PlaylistProblem(Category.NOT_FOUND, "item-not-found", "This video is not on the list.", Map.of());
    }

    public static PlaylistProblem changedMeanwhile() {
        return new PlaylistProblem(
                Category.STALE,
                "playlist-changed",
                "The list was changed meanwhile. Look at it again, then repeat your change.",
                Map.of());
    }

    static PlaylistProblem stays() {
        return new PlaylistProblem(
                Category.CONFLICT,
                "watch-later-stays",
                "Watch later keeps its name, is yours alone and cannot be deleted. Take videos off it instead.",
                Map.of());
    }

    static PlaylistProblem full() {
        return new PlaylistProblem(
                Category.CONFLICT,
                "playlist-full",
                "A list holds at most 5,000 videos. Take some off, or begin another.",
                Map.of());
    }

    static PlaylistProblem tooMany(int most) {
        return new PlaylistProblem(
                Category.CONFLICT,
                "too-many-playlists",
                "You have " + most + " lists, which is as many as there may be. Delete one first.",
                Map.of());
    }
}
