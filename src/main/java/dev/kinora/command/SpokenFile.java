package dev.kinora.command;

import dev.kinora.captions.CaptionProblem;
import dev.kinora.captions.CaptionReader;
import dev.kinora.captions.Captions;
import dev.kinora.captions.Cue;
import dev.kinora.database.Refusal;
import dev.kinora.outlining.Proposal;
import dev.kinora.outlining.Speech;
import dev.kinora.outlining.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said, as a file has it.
 *
 * @param name of the file, without its ending
 * @param cues when each caption begins, where these are captions: their sentences are none of the file's own units
 * @param warnings what of the file is left out, and where it stands
 */
record SpokenFile(String name, Speech speech, List<Double> cues, List<String> warnings) {
    /** Of a hundred signs: text has none that do something, but line ends and tabs. */
    private static final int MOST_CONTROLS = 1;
    /** Times are kept to the thousandth. */
    private static final double HAIR = 0.0005;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static SpokenFile read(Path file) {
        var bytes = bytes(file);
        var name = SpokenFolder.name(file);
        return switch (SpokenFolder.kind(file)) {
            case "vtt", "srt" -> captions(name, bytes);
            case "txt" -> new SpokenFile(name, lines(CaptionReader.text(bytes)), List.of(), List.of());
            case "json" -> new SpokenFile(name, units(bytes), List.of(), List.of());
            default -> throw new Refusal("It is of no kind that is read.", "Name .vtt, .srt, .txt or .json files.");
        };
    }

    /** Of the file: a line, or the caption in which it is said; from 0. */
    int unit(Proposal chapter) {
        if (cues.isEmpty()) {
            return chapter.unit();
        }
        int later = Collections.binarySearch(cues, chapter.start() + HAIR);
        return Math.max(0, (later < 0 ? -later - 1 : later) - 1);
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

    private static SpokenFile captions(String name, byte[] bytes) {
        var read = read(bytes);
        if (read.cues().isEmpty()) {
            throw new Refusal(
                    "It holds no captions.",
                    read.faults().stream()
                            .findFirst()
                            .map(SpokenFile::said)
                            .orElse("A .vtt or .srt file has times and text."));
        }
        var units = read.cues().stream().map(SpokenFile::unit).toList();
        return new SpokenFile(
                name,
                Speech.ofCaptions(units, Double.NaN),
                units.stream().map(Unit::start).toList(),
                warnings(read));
    }

    private static CaptionReader.Read read(byte[] bytes) {
        try {
            return CaptionReader.read(bytes);
        } catch (CaptionProblem e) {
            throw new Refusal(e.sentence(), "Divide it into several.", e);
        }
    }

    private static List<String> warnings(CaptionReader.Read read) {
        var warnings = new ArrayList<String>();
        read.faults().forEach(fault -> warnings.add(said(fault)));
        int untold = read.leftOut() - read.faults().size();
        if (untold > 0) {
            warnings.add(untold + " more places cannot be read.");
        }
        return warnings;
    }

    private static String said(Captions.Fault fault) {
        return "Line " + fault.line() + ": " + fault.sentence();
    }

    private static Unit unit(Cue cue) {
        return new Unit(cue.words(), cue.start() / 1000.0, cue.end() / 1000.0);
    }

    /** Empty lines count, or the numbers would be those of other lines. */
    private static Speech lines(String text) {
        if (text.isBlank()) {
            throw new Refusal("It is empty.", "A .txt file has a sentence a line.");
        }
        if (!isText(text)) {
            throw new Refusal(
                    "It is no text.", "A .txt file has a sentence a line, and nothing but letters and signs.");
        }
        return Speech.of(text.lines().map(Unit::untimed).toList());
    }

    private static boolean isText(String text) {
        long controls = text.chars()
                .filter(sign -> Character.isISOControl(sign) && !Character.isWhitespace(sign))
                .count();
        return text.indexOf('\0') < 0 && controls * 100 <= (long) MOST_CONTROLS * text.length();
    }

    private static Speech units(byte[] bytes) {
        JsonNode document;
        try {
            document = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw new Refusal(
                    "It is no JSON.",
                    where == null || where.getLineNr() < 1
                            ? "It breaks off."
                            : "It cannot be read on from line " + where.getLineNr() + ", column " + where.getColumnNr()
                                    + ".",
                    e);
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
        if (!times.isArray()) {
            throw new Refusal("Its times are no list.", "Each unit has a start and an end: [[0, 2.5], [2.5, 7], …].");
        }
        if (times.size() != units.size()) {
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
