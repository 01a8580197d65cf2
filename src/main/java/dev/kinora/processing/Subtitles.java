package dev.kinora.processing;

import dev.kinora.captions.Captions;
import dev.kinora.captions.Languages;
import dev.kinora.media.Ffmpeg;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Takes subtitles out of the file that brings them along; those that are pictures stay in it. */
final class Subtitles {
    private static final Set<String> TEXTS = Set.of("mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "text");
    private static final Duration TIME = Duration.ofHours(1);
    private static final long LARGEST = 4L << 20;
    private static final int LONGEST_LABEL = 100;
    private static final int MOST = 40;

    /** Files often have those of libraries where these differ from the others: ger for deu. */
    private static final Map<String, String> OF_LIBRARIES = Map.ofEntries(
            Map.entry("alb", "sq"),
            Map.entry("arm", "hy"),
            Map.entry("baq", "eu"),
            Map.entry("bur", "my"),
            Map.entry("chi", "zh"),
            Map.entry("cze", "cs"),
            Map.entry("dut", "nl"),
            Map.entry("fre", "fr"),
            Map.entry("geo", "ka"),
            Map.entry("ger", "de"),
            Map.entry("gre", "el"),
            Map.entry("ice", "is"),
            Map.entry("mac", "mk"),
            Map.entry("may", "ms"),
            Map.entry("mao", "mi"),
            Map.entry("per", "fa"),
            Map.entry("rum", "ro"),
            Map.entry("slo", "sk"),
            Map.entry("tib", "bo"),
            Map.entry("wel", "cy"));

    private static final Map<String, String> SHORT = Arrays.stream(Locale.getISOLanguages())
            .collect(Collectors.toMap(code -> Locale.of(code).getISO3Language(), Function.identity(), (one, _) -> one));

    private final Ffmpeg ffmpeg;
    private final Path work;

    /** @param work a folder for what is not finished */
    Subtitles(Ffmpeg ffmpeg, Path work) {
        this.ffmpeg = ffmpeg;
        this.work = work;
    }

    /** @param unread how many are pictures */
    record Taken(List<Captions.Embedded> taken, int unread) {
        static final Taken NOTHING = new Taken(List.of(), 0);
    }

    private record Track(int stream, String language, String label) {}

    static boolean has(JsonNode probe) {
        return !all(probe).isEmpty();
    }

    private static List<JsonNode> all(JsonNode probe) {
        return StreamSupport.stream(probe.path("streams").spliterator(), false)
                .filter(each -> each.path("codec_type").asString("").equals("subtitle"))
                .toList();
    }

    private static boolean isText(JsonNode stream) {
        return TEXTS.contains(stream.path("codec_name").asString(""));
    }

    Taken take(JsonNode probe, Path source) throws IOException, InterruptedException {
        var all = all(probe);
        var unread = (int) all.stream().filter(each -> !isText(each)).count();
        var tracks = tracks(all);
        if (tracks.isEmpty()) {
            return new Taken(List.of(), unread);
        }
        try (var place = WorkFolder.in(work)) {
            var folder = place.path();
            var arguments = new ArrayList<String>(Ffmpeg.untrusted());
            arguments.addAll(List.of("-copyts", "-start_at_zero", "-i", "file:" + source.toAbsolutePath()));
            for (var track : tracks) {
                arguments.addAll(List.of("-map", "0:" + track.stream(), "-c:s", "webvtt", "-f", "webvtt"));
                arguments.addAll(List.of(
                        "-fs", Long.toString(LARGEST), "-y", file(folder, track).toString()));
            }
            ffmpeg.run(arguments, TIME, output -> output.transferTo(OutputStream.nullOutputStream()));
            return new Taken(read(folder, tracks), unread);
        }
    }

    /** One a language: what is usually shown comes before what is for some scenes or some people alone. */
    private static List<Track> tracks(List<JsonNode> streams) {
        var found = new LinkedHashMap<String, Track>();
        streams.stream()
                .filter(Subtitles::isText)
                .sorted(Comparator.comparingInt(Subtitles::rank))
                .map(Subtitles::track)
                .forEach(track -> found.putIfAbsent(track.language(), track));
        return found.values().stream().limit(MOST).toList();
    }

    private static int rank(JsonNode stream) {
        var disposition = stream.path("disposition");
        return 4 * disposition.path("forced").asInt(0)
                + 2 * disposition.path("hearing_impaired").asInt(0)
                - disposition.path("default").asInt(0);
    }

    private static Track track(JsonNode stream) {
        var tags = stream.path("tags");
        var language = language(tags.path("language").asString(""));
        var title =
                tags.path("title").asString("").replaceAll("\\p{Cntrl}", " ").strip();
        var label = !title.isEmpty() ? title : Languages.named(language);
        return new Track(
                stream.path("index").asInt(),
                language,
                label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL));
    }

    /** As in BCP 47, the shortest there is. */
    static String language(String tag) {
        var lower = tag.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        var first = lower.split("-", 2)[0];
        var known = OF_LIBRARIES.getOrDefault(first, SHORT.getOrDefault(first, first));
        var whole = known + lower.substring(first.length());
        return whole.matches("[a-z]{2,3}(-[a-z0-9]{2,8})*")
                ? Locale.forLanguageTag(whole).toLanguageTag()
                : Languages.UNKNOWN;
    }

    private static Path file(Path folder, Track track) {
        return folder.resolve(track.stream() + ".vtt");
    }

    private static List<Captions.Embedded> read(Path folder, List<Track> tracks) throws IOException {
        var taken = new ArrayList<Captions.Embedded>();
        for (var track : tracks) {
            var file = file(folder, track);
            var text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
            if (text.contains("-->")) {
                taken.add(new Captions.Embedded(track.language(), track.label(), text.replace("\0", "")));
            }
        }
        return taken;
    }
}
