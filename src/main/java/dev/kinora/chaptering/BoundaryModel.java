package dev.kinora.chaptering;

import java.util.EnumMap;
import java.util.Map;

/** A logistic model: how much each thing that is seen speaks for a boundary. Its coefficients stand in boundaries.txt. */
final class BoundaryModel {
    private static final Map<Feature, Double> COEFFICIENTS = read();

    private BoundaryModel() {}

    static double[] logits(Map<Feature, double[]> features, int units) {
        var logits = new double[units];
        features.forEach((feature, values) -> {
            double coefficient = COEFFICIENTS.getOrDefault(feature, 0.0);
            for (int i = 0; i < units && coefficient != 0; i++) {
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
