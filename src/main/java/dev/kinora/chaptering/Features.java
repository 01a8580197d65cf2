package dev.kinora.chaptering;

/** What is seen around each place where a chapter may begin; whatever is measured, in deviations from what is usual in this film. */
final class Features {
    private static final double NEAR = 1.5;

    private final Heard heard;
    private final Likelihood likelihood;
    private final double[][] values;

    private Features(Heard heard, Likelihood likelihood) {
        this.heard = heard;
        this.likelihood = likelihood;
        this.values = new double[Feature.values().length][heard.units()];
    }

    /** @return by feature, then by unit */
    static double[][] of(Heard heard, Likelihood likelihood) {
        var features = new Features(heard, likelihood);
        features.words();
        features.times();
        features.cues();
        return features.values;
    }

    private void words() {
        var contents = heard.contents();
        measured(Feature.CONTRAST_40, Contrast.of(contents, likelihood, 40));
        measured(Feature.CONTRAST_80, Contrast.of(contents, likelihood, 80));
        measured(Feature.CONTRAST_160, Contrast.of(contents, likelihood, 160));
        measured(Feature.CONTRAST_320, Contrast.of(contents, likelihood, 320));
        measured(Feature.PEAK, peaks(at(Feature.CONTRAST_160)));
        var flow = new TermFlow(contents);
        measured(Feature.FRESH, flow.fresh(40));
        measured(Feature.SPENT, flow.spent(40));
        measured(Feature.OPENING, flow.openings());
        measured(Feature.CLOSING, flow.closings());
    }

    /** By how much it stands out of what is within half a minute. */
    private double[] peaks(double[] curve) {
        var clock = heard.clock();
        var peaks = new double[curve.length];
        var sums = new double[curve.length + 1];
        for (int i = 0; i < curve.length; i++) {
            sums[i + 1] = sums[i] + curve[i];
        }
        int from = 0;
        int to = 0;
        for (int i = 0; i < curve.length; i++) {
            while (clock[from] < clock[i] - 30) {
                from++;
            }
            while (to < curve.length && clock[to] <= clock[i] + 30) {
                to++;
            }
            peaks[i] = curve[i] - (sums[to] - sums[from]) / (to - from);
        }
        return peaks;
    }

    private void times() {
        var pauses = Pauses.of(heard);
        var logs = new double[pauses.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log1p(pauses[i]);
        }
        measured(Feature.PAUSE, logs);
        var silences = new double[logs.length];
        var shots = new double[logs.length];
        if (heard.speech().isTimed()) {
            var speech = heard.speech();
            for (int i = 1; i < logs.length; i++) {
                double start = heard.clock()[i];
                silences[i] = speech.silences().stream()
                                .anyMatch(each -> each.start() - NEAR <= start && start <= each.end() + NEAR)
                        ? 1
                        : 0;
                shots[i] = speech.shots().stream().anyMatch(each -> Math.abs(each - start) <= NEAR) ? 1 : 0;
            }
        }
        values[Feature.SILENCE.ordinal()] = silences;
        values[Feature.SHOT.ordinal()] = shots;
        var lengths = new double[logs.length];
        var before = new double[logs.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Math.log1p(heard.tokens(i).size());
            before[i] = i == 0 ? 0 : lengths[i - 1];
        }
        measured(Feature.LENGTH, lengths);
        measured(Feature.LENGTH_BEFORE, before);
    }

    private void cues() {
        for (int i = 1; i < heard.units(); i++) {
            at(Feature.ASKED_BEFORE)[i] = asks(i - 1) ? 1 : 0;
            if (heard.lexicon().isEnglish()) {
                var opening = CueWords.opening(heard, i);
                var ending = CueWords.ending(heard, i - 1);
                for (var feature : Feature.values()) {
                    if (feature.ordinal() >= Feature.ANNOUNCES.ordinal()
                            && feature.ordinal() <= Feature.EXAMPLE.ordinal()
                            && feature != Feature.ASKED_BEFORE) {
                        boolean before = feature == Feature.THANKS_BEFORE || feature == Feature.CLOSES_BEFORE;
                        at(feature)[i] = CueWords.says(feature, before ? ending : opening) ? 1 : 0;
                    }
                }
            }
            if (asks(i)) {
                at(Feature.QUESTION)[i] = 1;
            }
        }
    }

    private boolean asks(int unit) {
        var text = heard.text(unit);
        return text.indexOf('?') >= 0 || text.indexOf('\uff1f') >= 0 || text.indexOf('\u061f') >= 0;
    }

    private double[] at(Feature feature) {
        return values[feature.ordinal()];
    }

    private void measured(Feature feature, double[] raw) {
        double mean = 0;
        for (int i = 1; i < raw.length; i++) {
            mean += raw[i] / Math.max(1, raw.length - 1);
        }
        double variance = 0;
        for (int i = 1; i < raw.length; i++) {
            variance += (raw[i] - mean) * (raw[i] - mean) / Math.max(1, raw.length - 1);
        }
        double deviation = Math.max(Math.sqrt(variance), 1e-9);
        var scaled = new double[raw.length];
        for (int i = 1; i < raw.length; i++) {
            scaled[i] = Math.clamp((raw[i] - mean) / deviation, -3, 4);
        }
        values[feature.ordinal()] = scaled;
    }
}
