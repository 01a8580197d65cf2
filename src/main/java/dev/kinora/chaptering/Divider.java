package dev.kinora.chaptering;

import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Divides a film into fewer and into more chapters. */
final class Divider {
    private Divider() {}

    record Divided(ChapterSource source, List<Division> divisions) {}

    static Divided divide(ChapterGeneration.Material material) {
        var divisions = new ArrayList<Division>();
        for (int count = 2; count <= 8; count++) {
            var parts = new ArrayList<Division.Part>();
            for (int i = 0; i < count; i++) {
                parts.add(new Division.Part(
                        at(material, i, count), at(material, i + 1, count), "Part " + (i + 1), new BigDecimal("0.10")));
            }
            divisions.add(
                    new Division(BigDecimal.valueOf(count).divide(new BigDecimal(4), 2, RoundingMode.HALF_UP), parts));
        }
        return new Divided(material.speech().isEmpty() ? ChapterSource.shots : ChapterSource.transcript, divisions);
    }

    private static BigDecimal at(ChapterGeneration.Material material, int part, int of) {
        return material.duration()
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(of), 3, RoundingMode.HALF_UP);
    }
}
