package dev.kinora.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program that compares chapters with those of people. */
record Segeval(Path program, Path reference) {
    /** @return by set, then by measure */
    Map<String, Map<String, Double>> run(Path found) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "python3",
                        program.toString(),
                        reference.toString(),
                        found.toString(),
                        "--json",
                        "--titles",
                        "--times",
                        "15",
                        "--missing",
                        "skip")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(program + " failed.");
        }
        var sets = new HashMap<String, Map<String, Double>>();
        JsonMapper.builder()
                .build()
                .readTree(told.replace("NaN", "null"))
                .path("sets")
                .forEachEntry((set, measures) ->
                        measures.forEachEntry((measure, value) -> sets.computeIfAbsent(set, _ -> new HashMap<>())
                                .put(measure, value.isNumber() ? value.asDouble() : Double.NaN)));
        return sets;
    }
}
