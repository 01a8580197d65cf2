package dev.kinora.bench;

import dev.kinora.media.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The same outputs as Kinora's by ffmpeg alone: every rung in segments' lengths, the sound, the pictures of the time line. */
final class BareLadder {
    private final Shot shot;
    private final JsonNode plan;
    private final List<JsonNode> rungs = new ArrayList<>();

    BareLadder(Shot shot, JsonNode plan) {
        this.shot = shot;
        this.plan = plan.path("picture");
        this.plan.path("rungs").forEach(rungs::add);
    }

    /** Seconds of processor time of one command that decodes once and makes all. A rung that Kinora copies is copied here too. */
    double one() throws IOException {
        var copies = plan.path("lengths").isArray();
        var encoded = copies ? rungs.subList(1, rungs.size()) : rungs;
        var graph = new StringBuilder("[0:v]split=" + (encoded.size() + 1));
        for (var rung = 0; rung <= encoded.size(); rung++) {
            graph.append("[s").append(rung).append(']');
        }
        for (var rung = 0; rung < encoded.size(); rung++) {
            graph.append(";[s")
                    .append(rung)
                    .append(']')
                    .append(scale(encoded.get(rung)))
                    .append("[v")
                    .append(rung)
                    .append(']');
        }
        graph.append(";[s").append(encoded.size()).append(']').append(board()).append("[board]");
        return measured(folder -> {
            var arguments = beginning();
            arguments.addAll(List.of("-filter_complex", graph.toString()));
            for (var rung = 0; rung < encoded.size(); rung++) {
                arguments.addAll(List.of("-map", "[v" + rung + "]"));
                arguments.addAll(encoder(encoded.get(rung), folder));
            }
            if (copies) {
                arguments.addAll(List.of(
                        "-map",
                        "0:v",
                        "-c:v",
                        "copy",
                        "-f",
                        "mp4",
                        folder.resolve("top.mp4").toString()));
            }
            arguments.addAll(sound(folder));
            arguments.addAll(List.of(
                    "-map",
                    "[board]",
                    "-c:v",
                    "mjpeg",
                    "-q:v",
                    "5",
                    folder.resolve("board-%d.jpg").toString()));
            Asked.ffmpeg(arguments.toArray(String[]::new));
        });
    }

    /** The same of one command for each, the highest rung encoded as well. */
    double each() throws IOException {
        return measured(folder -> {
            for (var rung : rungs) {
                var arguments = beginning();
                arguments.addAll(List.of("-map", "0:v", "-vf", scale(rung)));
                arguments.addAll(encoder(rung, folder));
                Asked.ffmpeg(arguments.toArray(String[]::new));
            }
            var heard = beginning();
            heard.addAll(sound(folder));
            Asked.ffmpeg(heard.toArray(String[]::new));
            var seen = beginning();
            seen.addAll(List.of(
                    "-map",
                    "0:v",
                    "-vf",
                    board(),
                    "-c:v",
                    "mjpeg",
                    "-q:v",
                    "5",
                    folder.resolve("board-%d.jpg").toString()));
            Asked.ffmpeg(seen.toArray(String[]::new));
        });
    }

    private interface Work {
        void in(Path folder) throws IOException;
    }

    private static double measured(Work work) throws IOException {
        var folder = Files.createTempDirectory("bare-ladder");
        try {
            var before = Studio.ofChildren();
            work.in(folder);
            return Studio.ofChildren() - before;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private List<String> beginning() {
        return new ArrayList<>(List.of(
                "-v",
                "error",
                "-nostdin",
                "-y",
                "-threads",
                "2",
                "-i",
                shot.file().toString()));
    }

    private static String scale(JsonNode rung) {
        return "scale=%d:%d:flags=bicubic"
                .formatted(rung.path("width").asInt(), rung.path("height").asInt());
    }

    private String board() {
        var board = plan.path("storyboard");
        return "select='not(mod(n\\,%d))',scale=%d:%d,tile=5x8,format=yuvj420p"
                .formatted(
                        board.path("frames").asInt(),
                        board.path("width").asInt(),
                        board.path("height").asInt());
    }

    private List<String> encoder(JsonNode rung, Path folder) {
        var frames = plan.path("segmentFrames").asString();
        var bits = rung.path("bandwidth").asLong();
        var all = new ArrayList<>(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "23"));
        all.addAll(List.of("-maxrate", Long.toString(bits), "-bufsize", Long.toString(2 * bits), "-profile:v", "high"));
        all.addAll(List.of("-g", frames, "-keyint_min", frames, "-sc_threshold", "0", "-threads", "2", "-an"));
        all.addAll(List.of("-movflags", "+empty_moov+frag_keyframe+default_base_moof", "-f", "mp4"));
        all.add(folder.resolve(rung.path("name").asString() + ".mp4").toString());
        return all;
    }

    private static List<String> sound(Path folder) {
        return List.of(
                "-map",
                "0:a",
                "-c:a",
                "aac",
                "-b:a",
                "128k",
                "-f",
                "mp4",
                folder.resolve("sound.mp4").toString());
    }
}
