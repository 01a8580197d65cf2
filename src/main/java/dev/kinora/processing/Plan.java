package dev.kinora.processing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made of a film. Everything of its time line is counted in frames and segments, so that pieces which are made
 * by themselves fit together exactly.
 *
 * @param picture null for sound alone
 * @param sound null for a silent film
 * @param seconds how long it lasts, as far as is known beforehand
 * @param evenLoudness whether its sound is brought to the usual loudness
 * @param mark laid over the picture; null for nothing
 */
record Plan(
        @Nullable Picture picture,
        @Nullable Sound sound,
        double seconds,
        boolean evenLoudness,
        @Nullable Mark mark) {
    Plan(@Nullable Picture picture, @Nullable Sound sound, double seconds) {
        this(picture, sound, seconds, false, null);
    }

    /**
     * A picture that is laid over the film.
     *
     * @param opacity 0 unseen, 1 solid
     * @param padding distance to the edge, as a share of the film's width
     * @param scale its width, as a share of the film's
     * @param position upperRight, upperLeft, lowerLeft, lowerRight or center
     */
    record Mark(double opacity, double padding, double scale, String position) {}

    Plan with(boolean even, @Nullable Mark laidOver) {
        return new Plan(picture, sound, seconds, even, laidOver);
    }

    /**
     * @param stream its number in the file
     * @param rate frames a second
     * @param segmentFrames frames of each segment but the last
     * @param timescale ticks a second
     * @param frameTicks ticks of a frame
     * @param pieces how many segments each piece has; the last one goes on to the end of the film
     * @param rungs the highest first
     * @param storyboard small pictures
     * @param toneMapped whether its colours are brought from a high dynamic range to the usual one
     * @param interlaced whether each picture holds two half ones
     */
    record Picture(
            int stream,
            Rate rate,
            int segmentFrames,
            int timescale,
            int frameTicks,
            List<Integer> pieces,
            List<Rung> rungs,
            Board storyboard,
            boolean toneMapped,
            boolean interlaced) {
        int firstSegment(int piece) {
            return pieces.subList(0, piece).stream().mapToInt(Integer::intValue).sum();
        }

        boolean isLast(int piece) {
            return piece == pieces.size() - 1;
        }
    }

    /** Frames a second as a fraction. */
    record Rate(int frames, int seconds) {
        double perSecond() {
            return (double) frames / seconds;
        }

        @Override
        public String toString() {
            return frames + "/" + seconds;
        }
    }

    /** @param bandwidth the most bits a second */
    record Rung(String name, int width, int height, long bandwidth) {}

    /**
     * @param frames from one picture to the next
     * @param width of a picture
     * @param height of a picture
     */
    record Board(int frames, int width, int height) {
        static final int COLUMNS = 5;
    }

    record Sound(int stream, int channels, long bandwidth) {
        static final int RATE = 48_000;
    }
}
