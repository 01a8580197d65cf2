package dev.kinora.editions;

import dev.kinora.storage.MediaKey;
import java.util.UUID;

/** What the files of an edition are called in the store of its video. */
public record EditionKeys(UUID video, UUID edition) {
    /** Everything that belongs to the edition stands below this. */
    public String folder() {
        return MediaKey.ofVideo(video) + "editions/" + edition + "/";
    }

    /** What a decoder needs before the first segment. */
    public MediaKey beginning(String rendition) {
        return MediaKey.of(folder() + rendition + "/init.mp4");
    }

    /** @param number from 0 */
    public MediaKey segment(String rendition, int number) {
        return MediaKey.of(folder() + rendition + "/" + number + ".m4s");
    }

    /** Many small pictures of one piece of the time line, in a grid. */
    public MediaKey sprite(int chunk) {
        return MediaKey.of(folder() + "storyboard/" + chunk + ".jpg");
    }

    /** The picture that is laid over it, as it was when it was begun. */
    public MediaKey mark() {
        return MediaKey.of(folder() + "mark.png");
    }

    /** A picture that may stand for the film. */
    public MediaKey poster(int chunk) {
        return MediaKey.of(folder() + "posters/" + chunk + ".jpg");
    }

    /** Where in the film that picture is, in seconds, as text. */
    public MediaKey posterSecond(int chunk) {
        return MediaKey.of(folder() + "posters/" + chunk + ".txt");
    }
}
