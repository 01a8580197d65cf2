package dev.kinora.library;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was done to a video.
 *
 * @param byOwner whether its owner did it themselves
 * @param actor in words: you, a moderator, Kinora
 */
public record VideoEvent(
        UUID id, Instant at, String action, boolean byOwner, String actor, List<LibraryProblem.Change> changes) {
    /** In the words of the page, e.g. the title, the tags. */
    @JsonIgnore
    public String what() {
        return String.join(
                ", ",
                changes.stream().map(LibraryProblem.Change::what).distinct().toList());
    }
}
