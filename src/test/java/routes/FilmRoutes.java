package routes;

import dev.kinora.http.Open;
import dev.kinora.media.Clips;
import dev.kinora.watching.Film;
import dev.kinora.web.watch.MediaLinks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A film of forty seconds in two qualities, under the address of whichever video is asked for. */
@Open
@Primary
@RestController
public class FilmRoutes implements MediaLinks {
    /** How many segments there are of those that still grow, two seconds each. */
    public static final Map<String, Integer> GROWING = new ConcurrentHashMap<>();

    /** What is answered instead of the film. */
    public static final Map<String, Integer> BROKEN = new ConcurrentHashMap<>();

    private static final Path FILM = Clips.folder(
            "film-of-forty-seconds",
            "%v.m3u8",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=640x360:rate=25:duration=40",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=330:duration=40",
            "-map",
            "0:v",
            "-map",
            "1:a",
            "-map",
            "0:v",
            "-map",
            "1:a",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p",
            "-g",
            "50",
            "-keyint_min",
            "50",
            "-sc_threshold",
            "0",
            "-c:a",
            "aac",
            "-ac",
            "2",
            "-s:v:1",
            "320x180",
            "-b:v:0",
            "900k",
            "-b:v:1",
            "200k",
            "-f",
            "hls",
            "-hls_time",
            "2",
            "-hls_playlist_type",
            "vod",
            "-hls_segment_type",
            "fmp4",
            "-hls_flags",
            "independent_segments",
            "-master_pl_name",
            "video.m3u8",
            "-var_stream_map",
            "v:0,a:0 v:1,a:1");

    private static final Path BOARD = Clips.made(
            "board-of-forty-seconds.jpg",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=640x360:rate=25:duration=40",
            "-vf",
            "fps=1/2,scale=160:90,tile=5x4",
            "-frames:v",
            "1");

    private static final Path STILL = Clips.made(
            "still-of-forty-seconds.jpg",
            "-f",
            "lavfi",
            "-i",
            "mandelbrot=size=1280x720:rate=1:end_scale=0.01",
            "-frames:v",
            "1");

    private static final String CAPTIONS = """
            WEBVTT

            00:00.000 --> 00:04.000
            A picture that moves

            00:04.000 --> 00:40.000
            and a tone that stays
            """;

    @Override
    public String of(Film film) {
        return "/films/" + film.uid();
    }

    /** A page of somebody else, who shows the film in a frame; asked for under another host than the film's it is one. */
    @GetMapping("/test/frame")
    void frame(@RequestParam String of, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", "frame-src *");
        response.setContentType("text/html");
        response.getWriter()
                .write("<!doctype html><title>Elsewhere</title><iframe width=640 height=360 src='" + of
                        + "'></iframe>");
    }

    @GetMapping("/films/{uid}/**")
    ResponseEntity<byte[]> file(@PathVariable String uid, HttpServletRequest request) throws IOException {
        var name = request.getRequestURI().substring(("/films/" + uid + "/").length());
        if (BROKEN.containsKey(uid)) {
            return ResponseEntity.status(BROKEN.get(uid)).build();
        }
        return switch (name) {
            case "storyboard.vtt" ->
                GROWING.containsKey(uid) ? ResponseEntity.notFound().build() : answer("text/vtt", storyboard());
            case "storyboard.jpg" -> answer("image/jpeg", BOARD);
            case "thumbnails/thumbnail.jpg" -> answer("image/jpeg", STILL);
            case "captions/en.vtt" -> answer("text/vtt", CAPTIONS);
            case "downloads/default.mp4" -> answer("video/mp4", Clips.mp4());
            default -> part(uid, FILM.resolve(Path.of(name).getFileName().toString()));
        };
    }

    private static ResponseEntity<byte[]> part(String uid, Path file) throws IOException {
        if (!Files.exists(file)) {
            return ResponseEntity.notFound().build();
        }
        if (!file.toString().endsWith(".m3u8")) {
            return answer("video/mp4", file);
        }
        var list = Files.readString(file);
        var segments = GROWING.get(uid);
        return answer(
                "application/vnd.apple.mpegurl",
                segments == null || file.endsWith("video.m3u8") ? list : beginning(list, segments));
    }

    private static String beginning(String list, int segments) {
        var begun = new StringBuilder();
        int seen = 0;
        for (var line : list.replace("#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-PLAYLIST-TYPE:EVENT")
                .lines()
                .toList()) {
            if (line.startsWith("#EXTINF") && seen++ == segments) {
                break;
            }
            if (!line.equals("#EXT-X-ENDLIST")) {
                begun.append(line).append('\n');
            }
        }
        return begun.toString();
    }

    private static String storyboard() {
        var board = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < 20; i++) {
            board.append("\n00:%02d.000 --> 00:%02d.000\nstoryboard.jpg#xywh=%d,%d,160,90\n"
                    .formatted(2 * i, 2 * i + 2, 160 * (i % 5), 90 * (i / 5)));
        }
        return board.toString();
    }

    private static ResponseEntity<byte[]> answer(String type, Path file) throws IOException {
        return ResponseEntity.ok().header("Content-Type", type).body(Files.readAllBytes(file));
    }

    private static ResponseEntity<byte[]> answer(String type, String text) {
        return ResponseEntity.ok().header("Content-Type", type).body(text.getBytes(StandardCharsets.UTF_8));
    }
}
