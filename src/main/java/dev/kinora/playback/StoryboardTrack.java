package dev.kinora.playback;

import dev.kinora.editions.Edition;
import java.util.Locale;
import java.util.UUID;

/** Small pictures of the time line as a WebVTT track, each a rectangle of a sprite. */
final class StoryboardTrack {
    private StoryboardTrack() {}

    static String of(UUID edition, Edition.Storyboard board) {
        var text = new StringBuilder("WEBVTT\n");
        for (var sprite : board.sprites()) {
            for (var i = 0; i < sprite.pictures(); i++) {
                var begin = sprite.start() + i * board.interval();
                text.append('\n')
                        .append(time(begin))
                        .append(" --> ")
                        .append(time(begin + board.interval()))
                        .append('\n')
                        .append(edition)
                        .append("/storyboard/")
                        .append(sprite.chunk())
                        .append(".jpg#xywh=")
                        .append(i % board.columns() * board.width())
                        .append(',')
                        .append(i / board.columns() * board.height())
                        .append(',')
                        .append(board.width())
                        .append(',')
                        .append(board.height())
                        .append('\n');
            }
        }
        return text.toString();
    }

    static String time(double seconds) {
        var milliseconds = Math.round(seconds * 1000);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                milliseconds / 3_600_000,
                milliseconds / 60_000 % 60,
                milliseconds / 1000 % 60,
                milliseconds % 1000);
    }
}
