package dev.kinora.outlining;

import java.util.EnumMap;
import java.util.Map;

/** A logistic model: how much each thing that is seen speaks for a boundary. Its coefficients stand in boundaries.txt. */
final class BoundaryModel {
    private static final Map<Feature, Double> COEFFICIENTS = read();

    /** Nobody begins with a line where nothing is said. */
    private static final double SILENT = -10;

    private BoundaryModel() {}

    static double[] logits(double[][] features, Heard heard) {
        int units = heard.units();
        var logits = new double[units];
        for (int i = 0; i < units; i++) {
            logits[i] = heard.tokens(i).isEmpty() ? SILENT : 0;
        }
        COEFFICIENTS.forEach((feature, coefficient) -> {
            var values = features[feature.ordinal()];
            for (int i = 0; i < units; i++) {
                logits[i] += coefficient * values[i];
            }
        });
        return logits;
    }

    private static Map<Feature, Double> read() {
        var coefficients = new EnumMap<Feature, Double>(Feature.class);
        for (var line : Lexicon.lines("boundaries.txt")) {
            if (!line.startsWith("#") && !line.isBlank()) {
                var each = line.split("\\s+");
                coefficients.put(Feature.valueOf(each[0]), Double.parseDouble(each[1]));
            }
        }
        return coefficients;
    }
}
