package dev.kinora.outlining;

import java.util.List;

/** Finds chapters in what is said. Knows no database and no clock: the same speech always has the same chapters. */
public final class Chapterer {
    /** As many as a person would make of a film this long. */
    public List<Proposal> chapters(Speech speech) {
        return outline(speech).at(1);
    }

    /** All that is needed to make more or fewer chapters of it later, without looking at it again. */
    public Outline outline(Speech speech) {
        return Outlining.of(speech);
    }

    /** Titles for chapters that begin with these units; the first always begins with the first. */
    public List<Proposal> titled(Speech speech, List<Integer> boundaries) {
        return Outlining.titled(speech, boundaries);
    }

    /** Where nothing that is said is known. */
    public Outline fromShots(double duration, List<Double> shots, List<Silence> silences) {
        return ShotOutline.of(duration, shots, silences);
    }
}
