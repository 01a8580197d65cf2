package dev.kinora.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts streams into another container, as they are. */
public final class Wrapping {
    private static final Duration TIME = Duration.ofMinutes(30);

    private final Tool tool;

    Wrapping(Tool tool) {
        this.tool = tool;
    }

    /**
     * A progressive MP4 of the first stream of each, its index at the front.
     *
     * @param playlists HLS playlists of files of this machine, written by Kinora itself
     * @return whether it could be done; what there is of the file otherwise is of no use
     */
    public boolean mp4(List<Path> playlists, Path into) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-v", "error", "-hide_banner", "-nostdin", "-y"));
        for (var playlist : playlists) {
            arguments.addAll(List.of("-protocol_whitelist", "file", "-allowed_extensions", "ALL", "-f", "hls"));
            arguments.addAll(List.of("-i", "file:" + playlist.toAbsolutePath()));
        }
        for (var i = 0; i < playlists.size(); i++) {
            arguments.addAll(List.of("-map", i + ":0"));
        }
        arguments.addAll(List.of("-c", "copy", "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4"));
        arguments.add("file:" + into.toAbsolutePath());
        return tool.ffmpeg(arguments, TIME, 0).isGood();
    }
}
