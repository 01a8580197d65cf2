package dev.kinora.bench;

import dev.kinora.outlining.Proposal;
import dev.kinora.outlining.Speech;
import dev.kinora.outlining.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was said, and where people begin chapters in it.
 *
 * @param path below the folder of all sets
 * @param boundaries the units with which all chapters but the first begin
 * @param starts of the chapters in seconds; none where no times are known
 */
record ChapteredDocument(Path path, Speech speech, List<Integer> boundaries, List<Double> starts, boolean titled) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static List<ChapteredDocument> all(Path folder) throws IOException {
        var documents = new ArrayList<ChapteredDocument>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                var document = MAPPER.readTree(Files.readString(file));
                if (document.has("units") && document.has("boundaries")) {
                    documents.add(of(folder.relativize(file), document));
                }
            }
        }
        return documents;
    }

    private static ChapteredDocument of(Path path, JsonNode document) {
        var units = new ArrayList<Unit>();
        var times = document.path("times");
        for (int i = 0; i < document.path("units").size(); i++) {
            var text = document.path("units").get(i).asString();
            units.add(
                    times.isArray()
                            ? new Unit(
                                    text,
                                    times.get(i).get(0).asDouble(),
                                    times.get(i).get(1).asDouble())
                            : Unit.untimed(text));
        }
        var starts = document.path("chapters")
                .valueStream()
                .map(chapter -> chapter.path("start").asDouble())
                .filter(_ -> times.isArray())
                .sorted()
                .toList();
        var boundaries =
                document.path("boundaries").valueStream().map(JsonNode::asInt).toList();
        return new ChapteredDocument(path, Speech.of(units), boundaries, starts, document.has("titles"));
    }

    void write(Path folder, List<Proposal> chapters) throws IOException {
        var document = MAPPER.createObjectNode();
        var list = document.putArray("chapters");
        var titles = document.putArray("titles");
        var begun = document.putArray("boundaries");
        for (var chapter : chapters) {
            titles.add(chapter.title());
            list.addObject()
                    .put("start", speech.isTimed() ? chapter.start() : chapter.unit())
                    .put("title", chapter.title());
        }
        chapters.stream().skip(1).forEach(chapter -> begun.add(chapter.unit()));
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, document.toString());
    }
}
