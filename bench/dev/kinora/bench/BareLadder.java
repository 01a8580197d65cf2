package dev.kinora.bench;

import dev.kinora.media.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * The same outputs as Kinora's by ffmpeg alone: every rung in segments' lengths, the sound and what is heard in it, the pictures of the
 * time line, those that may stand for the film, and its cuts.
 */
final class BareLadder {
    private static final int POSTERS = 4;

    private final Shot shot;
    private final JsonNode plan;
    private final boolean copiesSound;
    private final List<JsonNode> rungs = new ArrayList<>();

    BareLadder(Shot shot, JsonNode plan) {
        this.shot = shot;
        this.plan = plan.path("picture");
        copiesSound = plan.path("sound").hasNonNull("sourceRate");
        this.plan.path("rungs").forEach(rungs::add);
    }

    /** Seconds of processor time of one command that decodes once and makes all. What Kinora copies is copied here too. */
    double one() throws IOException {
        var copies = plan.path("lengths").isArray();
        var encoded = copies ? rungs.subList(1, rungs.size()) : rungs;
        return measured(folder -> {
            var arguments = beginning();
            arguments.addAll(List.of("-filter_complex", graph(encoded, folder)));
            for (var rung = 0; rung < encoded.size(); rung++) {
                arguments.addAll(List.of("-map", "[v" + rung + "]"));
                arguments.addAll(encoder(encoded.get(rung), folder));
            }
            if (copies) {
                arguments.addAll(List.of("-map", "0:v", "-c:v", "copy", "-f", "mp4"));
                arguments.add(folder.resolve("top.mp4").toString());
            }
            if (copiesSound) {
                arguments.addAll(List.of("-map", "0:a", "-c:a", "copy", "-f", "mp4"));
                arguments.add(folder.resolve("sound.mp4").toString());
                arguments.addAll(List.of("-map", "0:a", "-af", listening(folder), "-f", "null", "-"));
            } else {
                arguments.addAll(sound(folder));
            }
            arguments.addAll(pictures(folder));
            Asked.ffmpeg(arguments.toArray(String[]::new));
        });
    }

    private String graph(List<JsonNode> encoded, Path folder) {
        var graph = new StringBuilder("[0:v]split=" + (encoded.size() + 1));
        for (var rung = 0; rung <= encoded.size(); rung++) {
            graph.append("[s").append(rung).append(']');
        }
        for (var rung = 0; rung < encoded.size(); rung++) {
            graph.append(";[s%d]%s[v%d]".formatted(rung, scale(encoded.get(rung)), rung));
        }
        return graph.append(";[s%d]%s".formatted(encoded.size(), looking(folder)))
                .toString();
    }

    /** The same of one command for each rung, one for the sound and one for all pictures; nothing is copied. */
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
            seen.addAll(List.of("-filter_complex", "[0:v]" + looking(folder)));
            seen.addAll(pictures(folder));
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

    /** The pictures of the time line, of the film, and how much each frame differs from the one before. */
    private String looking(Path folder) {
        var board = plan.path("storyboard");
        var frames = board.path("frames").asInt();
        var tiled = "select='not(mod(n\\,%d))',scale=%d:%d,tile=5x8,format=yuvj420p"
                .formatted(
                        frames,
                        board.path("width").asInt(),
                        board.path("height").asInt());
        var best = "select='not(mod(n\\,%d))',thumbnail=20,scale='min(1280,iw)':-2,format=yuvj420p".formatted(frames);
        var cuts = "scale=160:90,select='gte(scene\\,0)',metadata=print:file='%s',nullsink"
                .formatted(folder.resolve("cuts.txt"));
        return "split=3[b][p][c];[b]%s[board];[p]%s[poster];[c]%s".formatted(tiled, best, cuts);
    }

    private static List<String> pictures(Path folder) {
        var arguments = new ArrayList<>(List.of("-map", "[board]", "-c:v", "mjpeg", "-q:v", "5"));
        arguments.add(folder.resolve("board-%d.jpg").toString());
        arguments.addAll(List.of("-map", "[poster]", "-c:v", "mjpeg", "-q:v", "3", "-frames:v", "" + POSTERS));
        arguments.add(folder.resolve("poster-%d.jpg").toString());
        return arguments;
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
                "-af",
                listening(folder),
                "-c:a",
                "aac",
                "-b:a",
                "128k",
                "-f",
                "mp4",
                folder.resolve("sound.mp4").toString());
    }

    /** How loud it is, and where there is silence. */
    private static String listening(Path folder) {
        return "silencedetect=n=-50dB:d=0.5,ebur128=metadata=1:peak=true:framelog=verbose,ametadata=mode=print:file='%s'"
                .formatted(folder.resolve("heard.txt"));
    }
}
