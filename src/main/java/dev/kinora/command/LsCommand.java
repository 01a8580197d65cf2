package dev.kinora.command;

import dev.kinora.database.Refusal;
import dev.kinora.web.Wording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "ls", description = "List your videos in a Kinora, newest first.", mixinStandardHelpOptions = true)
final class LsCommand implements Callable<Integer> {
    private static final int LONGEST_TITLE = 48;
    /** In the words of the pages. */
    private static final Map<String, String> STATES = Map.of(
            "pendingupload", "Uploading",
            "downloading", "Fetching",
            "queued", "Waiting",
            "inprogress", "Processing",
            "ready", "Ready",
            "error", "Failed");

    @Mixin
    private Remote remote;

    @Option(
            names = "--status",
            defaultValue = "",
            paramLabel = "STATE",
            description = "Only those that are uploading, fetching, waiting, processing, ready or failed.")
    private String status;

    @Option(
            names = "--words",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "Only those with this in title, description or tags.")
    private String words;

    @Option(names = "--json", description = "One JSON object a line, for scripts.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var cursor = "";
        do {
            var page = remote.get("/api/v1/videos?limit=100&status=" + encoded(known(status)) + "&q=" + encoded(words)
                    + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            for (var video : page.path("items")) {
                System.out.println(json ? video.toString() : line(video));
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return 0;
    }

    /** Scripts may still say it as the API does. */
    private static String known(String word) {
        if (word.isEmpty() || STATES.containsKey(word)) {
            return word;
        }
        return STATES.entrySet().stream()
                .filter(state -> state.getValue().equalsIgnoreCase(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "There is no state called " + word + ".",
                        "Ask for uploading, fetching, waiting, processing, ready or failed."));
    }

    private static String line(JsonNode video) {
        var title = video.path("title").asString("");
        var shown = title.codePointCount(0, title.length()) <= LONGEST_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
        return String.format(
                Locale.ROOT,
                "%s  %-10s %-9s %9s %9s  %s",
                video.path("id").asString(),
                STATES.getOrDefault(
                        video.path("status").asString(), video.path("status").asString()),
                video.path("visibility").asString(),
                duration(video.path("duration")),
                size(video.path("sizeBytes")),
                shown);
    }

    private static String duration(JsonNode seconds) {
        if (!seconds.isNumber()) {
            return "–";
        }
        var whole = seconds.asLong();
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    private static String size(JsonNode bytes) {
        return bytes.isNumber() ? Wording.size(bytes.asLong()) : "–";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
