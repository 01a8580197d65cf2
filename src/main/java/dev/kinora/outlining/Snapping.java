package dev.kinora.outlining;

import java.util.Comparator;
import java.util.stream.Stream;

/** A chapter begins where nobody speaks or the picture changes, if that is near; best where both do. */
final class Snapping {
    private static final double FARTHEST = 2;
    /** So many seconds nearer a pause counts than a picture that changes while somebody speaks. */
    private static final double PAUSE = 0.5;
    /** And a picture that changes in a pause. */
    private static final double BOTH = 1;

    private Snapping() {}

    private record Place(double time, double advantage) {
        double distance(double start) {
            return Math.abs(time - start);
        }
    }

    /** @param room so far it may go without meeting another */
    static double snapped(double start, Speech speech, double room) {
        double near = Math.min(FARTHEST, room * 0.99);
        return Stream.concat(
                        speech.shots().stream()
                                .filter(shot -> Math.abs(shot - start) <= near)
                                .map(shot -> new Place(shot, isSilent(speech, shot) ? BOTH : 0)),
                        speech.silences().stream()
                                .filter(silence -> Math.abs(silence.middle() - start) <= near)
                                .map(silence -> new Place(silence.middle(), PAUSE)))
                .min(Comparator.comparingDouble(place -> place.distance(start) - place.advantage()))
                .map(Place::time)
                .orElse(start);
    }

    private static boolean isSilent(Speech speech, double time) {
        return speech.silences().stream().anyMatch(silence -> silence.start() <= time && time <= silence.end());
    }
}
