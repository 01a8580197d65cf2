package dev.kinora.editions;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A storyboard as it stands in its column. */
final class Storyboards {
    private static final JsonMapper JSON = new JsonMapper();

    private Storyboards() {}

    static Edition.@Nullable Storyboard read(@Nullable String column) {
        if (column == null) {
            return null;
        }
        var board = JSON.readTree(column);
        var sprites = new ArrayList<Edition.Sprite>();
        for (var sprite : board.path("sprites")) {
            sprites.add(new Edition.Sprite(
                    sprite.path("chunk").asInt(),
                    sprite.path("start").asDouble(),
                    sprite.path("pictures").asInt()));
        }
        return new Edition.Storyboard(
                board.path("interval").asDouble(),
                board.path("width").asInt(),
                board.path("height").asInt(),
                board.path("columns").asInt(),
                sprites);
    }
}
