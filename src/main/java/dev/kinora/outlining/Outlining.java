package dev.kinora.outlining;

import static java.util.Objects.requireNonNull;

import dev.kinora.outlining.Lattice.Taste;
import dev.kinora.outlining.Outline.Naming;
import dev.kinora.outlining.Outline.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** From what is heard to an outline. */
final class Outlining {
    /** More places are not told apart in reasonable time; of those that are near each other the best stays. */
    private static final int MOST_PLACES = 2500;
    /** People do not agree on a beginning by the second either. */
    private static final double REACH = 15;
    /** A text was cut into sentences by somebody: they mean the sentence. */
    private static final double UNTIMED_REACH = 5;
    /** Most of what words say is in the logits already. */
    private static final double COHESION = 0.05;
    /** People's chapters are half or twice as long as a matter of course: that costs 0.14. */
    private static final double LENGTH = 0.3;
    /** In usual lengths. */
    private static final double LONGEST = 8;

    private final Heard heard;
    private final Likelihood likelihood;
    private final Titles titles;

    private Outlining(Heard heard) {
        this.heard = heard;
        this.likelihood = Likelihood.of(heard.contents());
        this.titles = new Titles(heard);
    }

    static Outline of(Speech speech) {
        return new Outlining(new Heard(speech)).outline();
    }

    static List<Proposal> titled(Speech speech, List<Integer> boundaries) {
        var outlining = new Outlining(new Heard(speech));
        var begins = new TreeSet<>(boundaries);
        var clock = outlining.heard.clock();
        // What begins at the same second as the unit before it would be a chapter without length.
        begins.removeIf(unit -> unit <= 0 || unit >= speech.units().size() || clock[unit] <= clock[unit - 1]);
        var splits = new ArrayList<Split>();
        if (!speech.units().isEmpty()) {
            splits.add(outlining.first());
        }
        begins.forEach(unit -> splits.add(outlining.split(unit, 1, 0)));
        return outlining.outlined(splits, splits.size()).at(1);
    }

    private Outline outline() {
        int units = heard.units();
        if (units == 0) {
            return new Outline(heard.speech().duration(), 0, 0, List.of(), List.of());
        }
        var logits = BoundaryModel.logits(Features.of(heard, likelihood), heard);
        var places = places(logits);
        double wanted = HowMany.of(heard, places);
        double length = Math.max(heard.seconds() / wanted, 1);
        double reach = Math.min(heard.speech().isTimed() ? REACH : UNTIMED_REACH, length / 4);
        var posterior = posterior(places, logits, wanted, length);
        var clock =
                IntStream.of(places).mapToDouble(unit -> heard.clock()[unit]).toArray();
        int most = (int) Math.ceil(wanted * Outline.MOST);
        var order = Peaks.order(posterior, clock, heard.clock()[units], reach, most);
        var splits = new ArrayList<Split>();
        splits.add(first());
        for (int place : order) {
            double confidence = confidence(posterior, clock, place, reach);
            if (confidence >= Outline.LEAST_SURE) {
                splits.add(split(places[place], confidence, reach));
            }
        }
        return outlined(splits, (int) Math.round(wanted));
    }

    private double[] posterior(int[] places, double[] logits, double wanted, double length) {
        var chosen = IntStream.of(places).mapToDouble(unit -> logits[unit]).toArray();
        boolean timed = heard.speech().isTimed();
        var taste = timed ? new Taste(COHESION, LENGTH, length, LONGEST * length) : HowMany.BY_WORDS;
        var words = timed ? likelihood : Likelihood.unbiased(heard.contents());
        return Lattice.of(heard.contents(), words, places, heard.clock(), chosen, taste)
                .posteriors(wanted - 1);
    }

    /** The units with which chapters may begin. */
    private int[] places(double[] logits) {
        int units = heard.units();
        if (units <= MOST_PLACES) {
            return IntStream.range(0, units).toArray();
        }
        var places = new int[MOST_PLACES];
        for (int i = 1; i < MOST_PLACES; i++) {
            int from = (int) ((long) i * units / MOST_PLACES);
            int to = (int) ((i + 1L) * units / MOST_PLACES);
            places[i] = from;
            for (int unit = from; unit < to; unit++) {
                places[i] = logits[unit] > logits[places[i]] ? unit : places[i];
            }
        }
        return places;
    }

    /** That a person begins a chapter here or so near that it is the same to them; the next unit always is. */
    private static double confidence(double[] posterior, double[] clock, int place, double reach) {
        double sum = 0;
        for (int i = place; i > 0 && (i >= place - 1 || clock[place] - clock[i] <= reach); i--) {
            sum += posterior[i];
        }
        for (int i = place + 1; i < posterior.length && (i == place + 1 || clock[i] - clock[place] <= reach); i++) {
            sum += posterior[i];
        }
        return Math.clamp(sum, 0, 1);
    }

    private Split first() {
        return new Split(0, heard.speech().isTimed() ? 0 : Double.NaN, 0);
    }

    /** @param apart so far it is from all others at least */
    private Split split(int unit, double confidence, double apart) {
        var speech = heard.speech();
        double start = speech.isTimed() ? Snapping.snapped(heard.clock()[unit], speech, apart / 2) : Double.NaN;
        return new Split(unit, start, confidence);
    }

    private Outline outlined(List<Split> splits, int usual) {
        return new Outline(heard.speech().duration(), heard.units(), usual, splits, namings(splits, usual));
    }

    /** Each boundary that is added makes two chapters of one; what no density makes a chapter needs no title. */
    private List<Naming> namings(List<Split> splits, int usual) {
        var namings = new ArrayList<Naming>();
        var begun = new TreeSet<Integer>(List.of(heard.units()));
        int fewest = (int) Math.clamp(Math.round(usual * Outline.LEAST), 1, Math.max(1, splits.size()));
        splits.stream().limit(fewest).forEach(split -> begun.add(split.unit()));
        for (var from : begun.headSet(heard.units())) {
            namings.add(naming(from, requireNonNull(begun.higher(from))));
        }
        splits.stream().skip(fewest).map(Split::unit).filter(begun::add).forEach(unit -> {
            namings.add(naming(requireNonNull(begun.lower(unit)), unit));
            namings.add(naming(unit, requireNonNull(begun.higher(unit))));
        });
        return namings;
    }

    private Naming naming(int from, int to) {
        return new Naming(from, to, titles.of(from, to));
    }
}
