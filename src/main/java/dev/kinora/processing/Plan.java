package dev.kinora.processing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
     * @param lengths frames of each segment where the highest rung is copied from the source and the others follow its key
     *     frames; null where all are encoded and segments are alike
     * @param encoder null in plans of before it was kept
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
            boolean interlaced,
            @Nullable List<Integer> lengths,
            @Nullable Encoder encoder) {
        /** Those that are encoded. */
        List<Rung> encoded() {
            return lengths == null ? rungs : rungs.subList(1, rungs.size());
        }

        Optional<Rung> copied() {
            return lengths == null ? Optional.empty() : Optional.of(rungs.getFirst());
        }

        /** The same with its highest rung copied. */
        Picture copying(List<Integer> segments, List<Integer> others, long bandwidth) {
            var top = rungs.getFirst();
            var all = new ArrayList<>(rungs);
            all.set(0, new Rung(top.name(), top.width(), top.height(), bandwidth));
            return new Picture(
                    stream,
                    rate,
                    segmentFrames,
                    timescale,
                    frameTicks,
                    others,
                    List.copyOf(all),
                    storyboard,
                    toneMapped,
                    interlaced,
                    segments,
                    encoder);
        }

        /** The frame with which a segment begins. */
        int frame(int segment) {
            return lengths == null
                    ? segment * segmentFrames
                    : lengths.subList(0, segment).stream()
                            .mapToInt(Integer::intValue)
                            .sum();
        }

        /** The frame with which a piece begins. */
        int from(int piece) {
            return frame(firstSegment(piece));
        }

        /** The frame before which a piece ends; the last one goes on to the end of the film, wherever that is. */
        int to(int piece) {
            return frame(firstSegment(piece) + pieces.get(piece));
        }

        /** Seconds of the longest segment. */
        double longestSegment() {
            return (lengths == null ? segmentFrames : Collections.max(lengths)) / rate.perSecond();
        }

        int firstSegment(int piece) {
            return pieces.subList(0, piece).stream().mapToInt(Integer::intValue).sum();
        }

        boolean isLast(int piece) {
            return piece == pieces.size() - 1;
        }
    }

    /**
     * How x264 is set, for all pieces alike: what decoders need first is written once, and all of them have to fit to it.
     *
     * @param quality the constant rate factor
     */
    record Encoder(String preset, int quality, int threads) {}

    /** Frames a second as a fraction. */
    record Rate(int frames, int seconds) {
        double perSecond() {
            return (double) frames / seconds;
        }

        /** The second from which a frame is shown, rounded down: the first that is due then is this one. */
        BigDecimal at(long frame) {
            return BigDecimal.valueOf(frame * seconds).divide(BigDecimal.valueOf(frames), 3, RoundingMode.DOWN);
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

    /** @param sourceRate samples a second where it is copied from the source as it is; null where it is encoded */
    record Sound(
            int stream,
            int channels,
            long bandwidth,
            @Nullable Integer sourceRate) {
        static final int RATE = 48_000;

        int samplesPerSecond() {
            return sourceRate == null ? RATE : sourceRate;
        }

        Sound copied(int rate, long bits) {
            return new Sound(stream, channels, bits, rate);
        }
    }
}
