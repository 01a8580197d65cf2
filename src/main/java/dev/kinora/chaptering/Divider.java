package dev.kinora.chaptering;

import dev.kinora.captions.Transcript;
import dev.kinora.editions.Hearing;
import dev.kinora.outlining.Chapterer;
import dev.kinora.outlining.Outline;
import dev.kinora.outlining.Proposal;
import dev.kinora.outlining.Silence;
import dev.kinora.outlining.Speech;
import dev.kinora.outlining.Unit;
import dev.kinora.schema.enums.ChapterSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Has a film divided by the engine, into fewer and into more chapters: all that is ever asked for, so that nothing is computed twice. */
final class Divider {
    private static final int LONGEST_TALK = 3_000_000;
    private static final BigDecimal APART = BigDecimal.ONE;

    private Divider() {}

    /**
     * What there is of a film to make chapters of.
     *
     * @param duration in seconds
     * @param cuts seconds at which one shot ends and another begins
     */
    record Material(
            BigDecimal duration,
            List<Transcript.Segment> speech,
            List<BigDecimal> cuts,
            List<Hearing.Silence> silences) {
        ChapterSource source() {
            return isSpoken() ? ChapterSource.transcript : ChapterSource.shots;
        }

        /** More than anybody says in two days is no talk, and is not looked into. */
        boolean isSpoken() {
            return !speech.isEmpty()
                    && speech.stream().mapToLong(each -> each.text().length()).sum() <= LONGEST_TALK;
        }
    }

    static List<Division> divide(Material material, Outline outline) {
        var divisions = new ArrayList<Division>();
        for (var density = Chapters.FEWEST;
                density.compareTo(Chapters.DENSEST) <= 0;
                density = density.add(Chapters.STEP)) {
            var parts = parts(outline.at(density.doubleValue()), material.duration());
            if (!divisions.isEmpty() && divisions.getLast().chapters().equals(parts)) {
                divisions.removeLast();
            }
            divisions.add(new Division(density, parts));
        }
        return divisions;
    }

    static Outline outline(Material material) {
        var seconds = material.duration().doubleValue();
        var shots = material.cuts().stream().map(BigDecimal::doubleValue).toList();
        var silences = material.silences().stream()
                .map(each -> new Silence(each.start().doubleValue(), each.end().doubleValue()))
                .toList();
        var engine = new Chapterer();
        if (!material.isSpoken()) {
            return engine.fromShots(seconds, shots, silences);
        }
        return engine.outline(speech(material).with(shots, silences));
    }

    static Speech speech(Material material) {
        var units = material.speech().stream()
                .map(each -> new Unit(each.text(), each.start(), each.end()))
                .toList();
        return Speech.ofCaptions(units, material.duration().doubleValue());
    }

    /** In milliseconds, and none that could not be kept. */
    static List<Division.Part> parts(List<Proposal> proposals, BigDecimal duration) {
        var begun = new ArrayList<Division.Part>();
        for (var each : proposals) {
            var start = begun.isEmpty()
                    ? BigDecimal.ZERO.setScale(3)
                    : BigDecimal.valueOf(each.start()).setScale(3, RoundingMode.HALF_UP);
            var isApart = begun.isEmpty()
                    || start.subtract(begun.getLast().start()).compareTo(APART) >= 0
                            && duration.subtract(start).compareTo(APART) >= 0;
            if (isApart) {
                begun.add(new Division.Part(start, duration, title(each.title(), begun.size()), sure(each)));
            }
        }
        var parts = new ArrayList<Division.Part>();
        for (int i = 0; i < begun.size(); i++) {
            parts.add(i + 1 < begun.size() ? begun.get(i).until(begun.get(i + 1).start()) : begun.get(i));
        }
        return parts;
    }

    private static BigDecimal sure(Proposal proposal) {
        return BigDecimal.valueOf(Math.clamp(proposal.confidence(), 0, 1)).setScale(2, RoundingMode.HALF_UP);
    }

    private static String title(String found, int index) {
        var title = WishRules.plain(found);
        var length = title.codePointCount(0, title.length());
        if (title.isEmpty()) {
            return "Chapter " + (index + 1);
        }
        return length <= WishRules.LONGEST_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, WishRules.LONGEST_TITLE))
                        .strip();
    }
}
