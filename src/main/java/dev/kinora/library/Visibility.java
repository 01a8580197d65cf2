package dev.kinora.library;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kinora.schema.enums.VideoVisibility;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may see a video, once it is published. */
public enum Visibility {
    /** Everybody, and it stands in lists. */
    @JsonProperty("public")
    PUBLIC(VideoVisibility.public_),
    /** Whoever has the address. */
    @JsonProperty("unlisted")
    UNLISTED(VideoVisibility.unlisted),
    /** Its owner. */
    @JsonProperty("private")
    PRIVATE(VideoVisibility.private_),
    /** Who is enrolled in a course that shows it. */
    @JsonProperty("course")
    COURSE(VideoVisibility.course);

    private final VideoVisibility stored;

    Visibility(VideoVisibility stored) {
        this.stored = stored;
    }

    VideoVisibility stored() {
        return stored;
    }

    public String literal() {
        return stored.getLiteral();
    }

    static Visibility of(VideoVisibility stored) {
        return Stream.of(values()).filter(it -> it.stored == stored).findFirst().orElseThrow();
    }

    /** By the word that stands in addresses and forms. */
    public static Optional<Visibility> of(String literal) {
        return Stream.of(values()).filter(it -> it.literal().equals(literal)).findFirst();
    }
}
