package dev.kinora.processing;

import dev.kinora.media.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What ffmpeg is told for one piece: it is decoded once, and every rung, the storyboard and the cuts are made of that. */
final class PieceCommand {
    /** A key frame is found that is this far before the piece at least, since seeking goes by the time of decoding. */
    private static final double EARLIER = 0.5;
    /** A picture that stands for the film is looked for in its first pieces. */
    static final int PIECES_WITH_POSTER = 4;

    private static final int POSTER_WIDTH = 1280;
    /** Which of the frames that were looked at was chosen, only the filter behind the choice sees. */
    private static final String TOLD = "metadata=mode=add:key=" + PieceReport.POSTER
            + ":value=1,metadata=mode=print:key=" + PieceReport.POSTER + ":file='pipe\\:1':direct=1";

    private static final String TONE_MAPPING =
            "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,";

    private final Plan.Picture plan;
    private final int piece;
    private final Plan.Encoder encoder;
    private final boolean mapsTones;
    private final @Nullable Overlay overlay;

    /**
     * What is laid over the picture.
     *
     * @param file of it, as Kinora wrote it
     */
    record Overlay(Path file, Plan.Mark mark) {
        /** Of the film's width, whichever its size. */
        private String on(int width) {
            var side = Math.round(mark.padding() * width);
            var at = switch (mark.position()) {
                case "upperLeft" -> side + ":" + side;
                case "lowerLeft" -> side + ":H-h-" + side;
                case "lowerRight" -> "W-w-" + side + ":H-h-" + side;
                case "center" -> "(W-w)/2:(H-h)/2";
                default -> "W-w-" + side + ":" + side;
            };
            return String.format(
                    Locale.ROOT,
                    "[plain];[1:v]scale=%d:-1,format=rgba,colorchannelmixer=aa=%.2f[mark];[plain][mark]overlay=%s,format=yuv420p",
                    Math.max(2, Math.round(mark.scale() * width)),
                    mark.opacity(),
                    at);
        }
    }

    /**
     * @param encoder as in the plan, where it says
     * @param mapsTones whether a high dynamic range is brought to the usual one; else its colours look pale
     */
    PieceCommand(Plan.Picture plan, int piece, Plan.Encoder encoder, boolean mapsTones, @Nullable Overlay overlay) {
        this.overlay = overlay;
        this.mapsTones = mapsTones;
        this.plan = plan;
        this.piece = piece;
        this.encoder = encoder;
    }

    private int from() {
        return plan.from(piece);
    }

    private int to() {
        return plan.to(piece);
    }

    boolean hasPoster() {
        return piece < PIECES_WITH_POSTER;
    }

    double seconds() {
        return (to() - from()) / plan.rate().perSecond();
    }

    static Path rung(Path folder, Plan.Rung rung) {
        return folder.resolve(rung.name() + ".mp4");
    }

    static Path sprite(Path folder) {
        return folder.resolve("sprite.jpg");
    }

    static Path poster(Path folder) {
        return folder.resolve("poster.jpg");
    }

    /** @param folder for what is made */
    List<String> arguments(Path source, Path folder) {
        var arguments = new ArrayList<String>();
        arguments.addAll(Ffmpeg.untrusted());
        arguments.addAll(List.of("-threads", Integer.toString(encoder.threads()), "-copyts", "-start_at_zero"));
        var seek = from() / plan.rate().perSecond() - EARLIER;
        if (piece > 0 && seek > 0) {
            arguments.addAll(List.of("-noaccurate_seek", "-ss", String.format(Locale.ROOT, "%.6f", seek)));
        }
        arguments.addAll(List.of("-i", "file:" + source.toAbsolutePath()));
        if (overlay != null) {
            arguments.addAll(List.of("-i", "file:" + overlay.file().toAbsolutePath()));
        }
        arguments.addAll(List.of("-filter_complex_threads", Integer.toString(encoder.threads())));
        arguments.addAll(List.of("-filter_complex", graph()));
        for (var index = 0; index < plan.encoded().size(); index++) {
            arguments.addAll(encoder(index, rung(folder, plan.encoded().get(index))));
        }
        arguments.addAll(List.of("-map", "[board]", "-c:v", "mjpeg", "-q:v", "5", "-frames:v", "1", "-f", "image2"));
        arguments.addAll(List.of("-update", "1", "-y", sprite(folder).toString()));
        if (hasPoster()) {
            arguments.addAll(List.of("-map", "[poster]", "-c:v", "mjpeg", "-q:v", "3", "-frames:v", "1"));
            arguments.addAll(
                    List.of("-f", "image2", "-update", "1", "-y", poster(folder).toString()));
        }
        // However much of a piece is damaged, what is not is shown.
        arguments.addAll(List.of("-max_error_rate", "1", "-nostats"));
        return arguments;
    }

    private List<String> encoder(int index, Path file) {
        var rung = plan.encoded().get(index);
        var bits = Long.toString(rung.bandwidth());
        var arguments = new ArrayList<>(List.of(
                "-map",
                "[rung" + index + "]",
                "-c:v",
                "libx264",
                "-preset",
                encoder.preset(),
                "-crf",
                Integer.toString(encoder.quality()),
                "-maxrate",
                bits,
                "-bufsize",
                Long.toString(2 * rung.bandwidth()),
                "-profile:v",
                "high",
                "-sc_threshold",
                "0",
                "-threads",
                Integer.toString(encoder.threads()),
                "-map_metadata",
                "-1",
                "-video_track_timescale",
                Integer.toString(plan.timescale()),
                "-movflags",
                "+empty_moov+frag_keyframe+default_base_moof+negative_cts_offsets",
                "-f",
                "mp4"));
        arguments.addAll(keyFrames());
        arguments.addAll(List.of("-y", file.toString()));
        return arguments;
    }

    /** Where segments begin and nowhere else. */
    private List<String> keyFrames() {
        var lengths = plan.lengths();
        if (lengths == null) {
            var each = Integer.toString(plan.segmentFrames());
            return List.of("-g", each, "-keyint_min", each);
        }
        var first = plan.firstSegment(piece);
        // A little before each frame, so that no rounding puts the key off to the next one.
        var times = IntStream.range(first + 1, first + plan.pieces().get(piece))
                .mapToObj(segment -> String.format(
                        Locale.ROOT,
                        "%.6f",
                        (plan.frame(segment) - from() - 0.25) / plan.rate().perSecond()))
                .collect(Collectors.joining(","));
        var never = Integer.toString(2 * Collections.max(lengths));
        var regular = List.of("-g", never, "-keyint_min", "1", "-forced-idr", "1");
        return times.isEmpty()
                ? regular
                : Stream.concat(regular.stream(), Stream.of("-force_key_frames", times))
                        .toList();
    }

    /** Frames are counted from the film's beginning, whichever piece it is, so that none is lost or shown twice at a seam. */
    private String graph() {
        var graph = new StringBuilder("[0:" + plan.stream() + "]");
        if (plan.interlaced()) {
            graph.append("yadif=deint=interlaced,");
        }
        graph.append("fps=")
                .append(plan.rate())
                .append(":round=near:start_time=")
                .append(String.format(Locale.ROOT, "%.6f", from() / plan.rate().perSecond()));
        graph.append(",trim=start_pts=").append(from());
        if (!plan.isLast(piece)) {
            graph.append(":end_pts=").append(to());
        }
        graph.append(",setpts=PTS-").append(from()).append(',');
        if (mapsTones) {
            graph.append(TONE_MAPPING);
        }
        graph.append("format=yuv420p");
        var last = plan.encoded().size() - 1;
        if (last < 0) {
            graph.append(hasPoster() ? ",split=3[forposter][forboard][forcuts];" : ",split=2[forboard][forcuts];");
        }
        for (var index = 0; index <= last; index++) {
            var rung = plan.encoded().get(index);
            graph.append(",scale=%d:%d:flags=bicubic,setsar=1".formatted(rung.width(), rung.height()));
            if (index == 0 && overlay != null) {
                graph.append(overlay.on(rung.width()));
            }
            var others = (index == 0 && hasPoster() ? "[forposter]" : "")
                    + (index == last ? "[forboard][forcuts]" : "[down]");
            var outputs = 1 + others.chars().filter(c -> c == '[').count();
            graph.append(",split=")
                    .append(outputs)
                    .append("[rung")
                    .append(index)
                    .append(']')
                    .append(others)
                    .append(';');
            if (index < last) {
                graph.append("[down]null");
            }
        }
        var board = plan.storyboard();
        var pictures = pictures();
        graph.append("[forboard]select='not(mod(n\\,%d))',scale=%d:%d,tile=%dx%d,format=yuvj420p[board];"
                .formatted(board.frames(), board.width(), board.height(), Plan.Board.COLUMNS, rows(pictures)));
        if (hasPoster()) {
            graph.append(
                    "[forposter]select='not(mod(n\\,%d))',thumbnail=%d,%s,scale='min(%d,iw)':-2,format=yuvj420p[poster];"
                            .formatted(board.frames(), Math.clamp(pictures, 2, 20), TOLD, POSTER_WIDTH));
        }
        // Of each frame; ffmpeg's own report waits for the first of every output, and the pictures come last.
        graph.append("[forcuts]scale=160:90,select='gte(scene\\,0)',metadata=print:file='pipe\\:1':direct=1,nullsink");
        return graph.toString();
    }

    /** As many as there may be at most. */
    private int pictures() {
        return Math.ceilDiv(to() - from(), plan.storyboard().frames());
    }

    static int rows(int pictures) {
        return Math.max(1, Math.ceilDiv(pictures, Plan.Board.COLUMNS));
    }
}
