package dev.kinora.playback;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Rendition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of an edition its manifests tell: all of it once it is whole, before that only as far as every rung and the sound are
 * there, so that a player may choose any of them. Where one rung is there long before the others it is told alone until then.
 */
record Listing(Edition edition, List<Part> rungs, Optional<Part> sound) {
    /** One rendition, as far as it is told. */
    record Part(Rendition rendition, List<Rendition.Segment> segments) {
        long ticks() {
            return segments.stream().mapToLong(Rendition.Segment::ticks).sum();
        }

        double seconds() {
            return ticks() / (double) rendition.timescale();
        }

        double longest() {
            return segments.stream().mapToInt(Rendition.Segment::ticks).max().orElse(0)
                    / (double) rendition.timescale();
        }

        long averageBandwidth() {
            var bytes = segments.stream().mapToLong(Rendition.Segment::bytes).sum();
            return seconds() == 0 ? rendition.bandwidth() : Math.max(1, Math.round(bytes * 8 / seconds()));
        }

        /** Of a rendition in the making it is what was planned, which a simple film may stay far below and a wild one exceed. */
        long peakBandwidth() {
            return Math.max(rendition.bandwidth(), averageBandwidth());
        }
    }

    /** Of ticks that do not divide a second evenly, in seconds. */
    private static final double HAIR = 1e-4;

    static Listing of(Edition edition) {
        var told = edition.rungs().stream()
                .filter(rung -> edition.isWhole()
                        || edition.ahead().isEmpty()
                        || rung.name().equals(edition.ahead()))
                .toList();
        var all = Stream.concat(told.stream(), edition.sound().stream()).toList();
        var until = common(all);
        var rungs = told.stream().map(rung -> endingWithin(rung, until)).toList();
        var sound = edition.sound().map(it -> beginningWithin(it, until));
        return new Listing(edition, rungs, sound);
    }

    /** Whether what is told here will grow no more. */
    boolean isWhole() {
        return parts().stream().allMatch(part -> part.rendition().whole());
    }

    boolean isEmpty() {
        return parts().stream().allMatch(part -> part.segments().isEmpty());
    }

    List<Part> parts() {
        var all = new ArrayList<>(rungs);
        sound.ifPresent(all::add);
        return List.copyOf(all);
    }

    Optional<Part> part(String name) {
        return parts().stream()
                .filter(part -> part.rendition().name().equals(name))
                .findFirst();
    }

    double seconds() {
        return parts().stream().mapToDouble(Part::seconds).max().orElse(0);
    }

    private static double common(List<Rendition> told) {
        return told.stream()
                .filter(rendition -> !rendition.whole())
                .mapToDouble(Rendition::seconds)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static Part endingWithin(Rendition rendition, double until) {
        var limit = (until + HAIR) * rendition.timescale();
        var end = 0L;
        var count = 0;
        for (var segment : rendition.segments()) {
            end += segment.ticks();
            if (end > limit) {
                break;
            }
            count++;
        }
        return new Part(rendition, rendition.segments().subList(0, count));
    }

    /** Its boundaries are its own: the segment that reaches over the end is needed up to there. */
    private static Part beginningWithin(Rendition sound, double until) {
        var limit = (until - HAIR) * sound.timescale();
        var begin = 0L;
        var count = 0;
        for (var segment : sound.segments()) {
            if (begin >= limit) {
                break;
            }
            begin += segment.ticks();
            count++;
        }
        return new Part(sound, sound.segments().subList(0, count));
    }
}
