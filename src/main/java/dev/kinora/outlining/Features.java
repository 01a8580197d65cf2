package dev.kinora.outlining;

import java.util.NavigableSet;
import java.util.TreeSet;

/** What is seen around each place where a chapter may begin; whatever is measured, in deviations from what is usual in this film. */
final class Features {
    /** Seconds. */
    private static final double AROUND = 60;

    private static final double NEAR = 1.5;

    private final Heard heard;
    private final double[][] values;

    private Features(Heard heard) {
        this.heard = heard;
        this.values = new double[Feature.values().length][heard.units()];
    }

    /** @return by feature, then by unit */
    static double[][] of(Heard heard, Likelihood likelihood) {
        var features = new Features(heard);
        features.words(likelihood);
        features.pauses();
        features.pictures();
        features.questions();
        if (heard.lexicon().isEnglish()) {
            features.cues();
            features.meanings();
        }
        return features.values;
    }

    private void words(Likelihood likelihood) {
        var contents = heard.contents();
        measured(Feature.CONTRAST_40, Contrast.of(contents, likelihood, 40));
        measured(Feature.CONTRAST_80, Contrast.of(contents, likelihood, 80));
        measured(Feature.CONTRAST_160, Contrast.of(contents, likelihood, 160));
        measured(Feature.CONTRAST_320, Contrast.of(contents, likelihood, 320));
        measured(Feature.PEAK_40, peaks(Feature.CONTRAST_40));
        measured(Feature.PEAK_160, peaks(Feature.CONTRAST_160));
        measured(Feature.PEAK_320, peaks(Feature.CONTRAST_320));
        measured(Feature.OVERLAP, Overlap.missing(contents));
        var flow = new TermFlow(contents);
        measured(Feature.OPENING, flow.openings());
        measured(Feature.CLOSING, flow.closings());
    }

    private double[] peaks(Feature feature) {
        return peaks(at(feature));
    }

    private double[] peaks(double[] curve) {
        return Curves.peaks(curve, heard.clock(), AROUND);
    }

    private void meanings() {
        if (!heard.speech().isTimed()) {
            var contrast = new MeaningContrast(heard);
            measured(Feature.MEANING_40, peaks(contrast.of(40)));
            measured(Feature.MEANING_80, peaks(contrast.of(80)));
        }
    }

    private void pauses() {
        var pauses = Pauses.of(heard);
        var logs = new double[pauses.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log1p(pauses[i]);
        }
        measured(Feature.PAUSE, logs);
        if (Pauses.areNarrated(pauses)) {
            measured(Feature.NARRATED_PAUSE, logs);
        }
    }

    private void pictures() {
        var speech = heard.speech();
        if (!speech.isTimed()) {
            return;
        }
        var shots = new TreeSet<>(speech.shots());
        var silences = new TreeSet<Double>();
        speech.silences().forEach(each -> {
            silences.add(each.start());
            silences.add(each.end());
        });
        for (int i = 1; i < heard.units(); i++) {
            at(Feature.SHOT)[i] = isNear(shots, heard.clock()[i]);
            at(Feature.SILENCE)[i] = isNear(silences, heard.clock()[i]);
        }
    }

    private static double isNear(NavigableSet<Double> times, double time) {
        var next = times.ceiling(time - NEAR);
        return next != null && next <= time + NEAR ? 1 : 0;
    }

    private void questions() {
        for (int i = 1; i < heard.units(); i++) {
            at(Feature.QUESTION)[i] = asks(i) ? 1 : 0;
            at(Feature.ASKED_BEFORE)[i] = asks(i - 1) ? 1 : 0;
        }
    }

    private boolean asks(int unit) {
        return heard.text(unit).chars().anyMatch(sign -> sign == '?' || sign == '\uff1f' || sign == '\u061f');
    }

    private void cues() {
        var next = CueWords.opening(heard, 0);
        for (int i = 0; i < heard.units(); i++) {
            var opening = next;
            next = i + 1 < heard.units() ? CueWords.opening(heard, i + 1) : " ";
            if (i > 0) {
                cues(i, opening, next, CueWords.ending(heard, i - 1));
            }
        }
    }

    private void cues(int unit, String opening, String next, String before) {
        for (var cue : Feature.CUES_HERE) {
            at(cue)[unit] = Math.max(at(cue)[unit], CueWords.says(cue, opening));
        }
        for (var cue : Feature.CUES_BEFORE) {
            at(cue)[unit] = CueWords.says(cue, before);
        }
        for (var cue : Feature.ANNOUNCEMENTS) {
            at(Feature.NEXT_ANNOUNCES)[unit] += CueWords.says(cue, next);
        }
    }

    private double[] at(Feature feature) {
        return values[feature.ordinal()];
    }

    private void measured(Feature feature, double[] raw) {
        values[feature.ordinal()] = Curves.standardised(raw);
    }
}
