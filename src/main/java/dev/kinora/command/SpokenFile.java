package dev.kinora.command;

import dev.kinora.captions.CaptionReader;
import dev.kinora.captions.Cue;
import dev.kinora.chaptering.Speech;
import dev.kinora.chaptering.Unit;
import dev.kinora.database.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said, as a file has it.
 *
 * @param name of the file, without its ending
 * @param cues whether these are captions: their sentences are none of the file's own units
 */
record SpokenFile(String name, Speech speech, boolean cues) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static SpokenFile read(Path file) {
        var bytes = bytes(file);
        var name = SpokenFolder.name(file);
        return switch (SpokenFolder.kind(file)) {
            case "vtt", "srt" -> new SpokenFile(name, captions(bytes), true);
            case "txt" -> new SpokenFile(name, lines(CaptionReader.text(bytes)), false);
            case "json" -> new SpokenFile(name, units(bytes), false);
            default -> throw new Refusal("It is of no kind that is read.", "Name .vtt, .srt, .txt or .json files.");
        };
    }

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Refusal("It is not a file that can be read.", "Look at its name and its rights.");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal("It cannot be read.", String.valueOf(e.getMessage()), e);
        }
    }

    private static Speech captions(byte[] bytes) {
        var read = CaptionReader.read(bytes);
        if (read.cues().isEmpty()) {
            throw new Refusal(
                    "It holds no captions.",
                    read.firstFault()
                            .map(fault -> "Line " + fault.line() + ": " + fault.sentence())
                            .orElse("A .vtt or .srt file has times and text."));
        }
        return Speech.ofCaptions(read.cues().stream().map(SpokenFile::unit).toList(), Double.NaN);
    }

    private static Unit unit(Cue cue) {
        return new Unit(cue.words(), cue.start() / 1000.0, cue.end() / 1000.0);
    }

    /** Empty lines count, or the numbers would be those of other lines. */
    private static Speech lines(String text) {
        if (text.isBlank()) {
            throw new Refusal("It is empty.", "A .txt file has a sentence a line.");
        }
        return Speech.of(text.lines().map(Unit::untimed).toList());
    }

    private static Speech units(byte[] bytes) {
        JsonNode document;
        try {
            document = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new Refusal("It is no JSON.", e.getOriginalMessage(), e);
        }
        var units = document.path("units");
        if (!units.isArray() || units.isEmpty() || !texts(units)) {
            throw new Refusal(
                    "It has no list of texts called units.", "{\"units\": [\"A sentence.\", …]} is what is read.");
        }
        var times = document.path("times");
        return Speech.of(times.isMissingNode() || times.isNull() ? untimed(units) : timed(units, times));
    }

    private static boolean texts(JsonNode units) {
        return units.valueStream().allMatch(JsonNode::isString);
    }

    private static List<Unit> untimed(JsonNode units) {
        return units.valueStream().map(unit -> Unit.untimed(unit.asString())).toList();
    }

    private static List<Unit> timed(JsonNode units, JsonNode times) {
        if (!times.isArray() || times.size() != units.size()) {
            throw new Refusal(
                    "It has " + units.size() + " units and " + times.size() + " times.",
                    "Each unit has a start and an end.");
        }
        var timed = new ArrayList<Unit>();
        IntStream.range(0, units.size()).forEach(i -> timed.add(timed(units.get(i), times.get(i), i)));
        return timed;
    }

    private static Unit timed(JsonNode unit, JsonNode time, int index) {
        double start = time.path(0).asDouble(Double.NaN);
        double end = time.path(1).asDouble(Double.NaN);
        if (!(start >= 0 && end >= start)) {
            throw new Refusal(
                    "The times of unit " + index + " are " + time + ".",
                    "They are [start, end] in seconds, the end not before the start.");
        }
        return new Unit(unit.asString(), start, end);
    }
}
