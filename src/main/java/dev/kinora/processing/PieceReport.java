package dev.kinora.processing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What ffmpeg tells of each frame of a piece as it comes: its second, and how much it differs from the one before. */
final class PieceReport {
    /** What ffmpeg is told to call the frame whose picture may stand for the film. */
    static final String POSTER = "kinora.poster";

    private static final Pattern TIME = Pattern.compile("frame:.*pts:([0-9]+) +pts_time:([0-9.]+).*");
    private static final Pattern SCORE = Pattern.compile("lavfi\\.scene_score=([0-9.]+)");
    /** So different are two frames of different shots. */
    private static final double CUT = 0.3;

    private final double seconds;
    private final IntConsumer percent;
    private final List<Double> cuts = new ArrayList<>();
    private double second;
    private long frame;
    private @Nullable Long poster;
    private int told;

    /**
     * @param seconds of the piece
     * @param percent told each time it is another, on the thread that reads
     */
    PieceReport(double seconds, IntConsumer percent) {
        this.seconds = seconds;
        this.percent = percent;
    }

    void read(InputStream output) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var time = TIME.matcher(line);
                var score = SCORE.matcher(line);
                if (time.matches()) {
                    frame = Long.parseLong(time.group(1));
                    reached(Double.parseDouble(time.group(2)));
                } else if (line.startsWith(POSTER) && poster == null) {
                    poster = frame;
                } else if (score.matches() && Double.parseDouble(score.group(1)) > CUT) {
                    cuts.add(second);
                }
            }
        }
    }

    private void reached(double second) {
        this.second = second;
        var now = (int) Math.min(99, 100 * second / seconds);
        if (now > told) {
            told = now;
            percent.accept(now);
        }
    }

    /** Seconds of the piece at which one shot ends and another begins. */
    List<Double> cuts() {
        return cuts;
    }

    /** Which frame of the piece may stand for the film; null where none was looked for. */
    @Nullable
    Long poster() {
        return poster;
    }
}
