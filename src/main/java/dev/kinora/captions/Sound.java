package dev.kinora.captions;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of sound: one channel, sixteen bits, the lower byte first.
 *
 * @param first its first sample, counted from the film's beginning
 */
record Sound(long first, byte[] pcm) {
    static final int RATE = 16_000;
    static final int BYTES = 2;
    private static final int HEADER = 44;
    /** Of 32,768: what is below is the noise of a silent track. */
    private static final double SILENT = 25;
    /** Moments are told apart by this. */
    private static final int MOMENT = RATE / 50;
    /** What counts as a pause, in moments. */
    private static final int PAUSE = 15;

    int samples() {
        return pcm.length / BYTES;
    }

    /** Milliseconds from the film's beginning. */
    long start() {
        return milliseconds(first);
    }

    static long milliseconds(long sample) {
        return sample * 1000 / RATE;
    }

    long milliseconds() {
        return samples() * 1000L / RATE;
    }

    float[] floats() {
        var samples = new float[samples()];
        for (var index = 0; index < samples.length; index++) {
            samples[index] = sample(index) / 32_768f;
        }
        return samples;
    }

    private short sample(int index) {
        return (short) (pcm[2 * index] & 0xff | pcm[2 * index + 1] << 8);
    }

    /** Whether there is no moment in which anything could be heard: machines hear voices in silence. */
    boolean isSilent() {
        return Arrays.stream(loudness()).allMatch(each -> each < SILENT);
    }

    private double[] loudness() {
        var moments = new double[Math.ceilDiv(samples(), MOMENT)];
        for (var moment = 0; moment < moments.length; moment++) {
            var end = Math.min(samples(), (moment + 1) * MOMENT);
            var sum = 0.0;
            for (var index = moment * MOMENT; index < end; index++) {
                sum += (double) sample(index) * sample(index);
            }
            moments[moment] = Math.sqrt(sum / (end - moment * MOMENT));
        }
        return moments;
    }

    /** Its beginning, which ends in the quietest moment of its second half, the last one of several: a word is rarely cut in two there. */
    Sound untilQuiet() {
        var loudness = loudness();
        var from = loudness.length / 2;
        if (loudness.length - from <= PAUSE) {
            return this;
        }
        var sum = 0.0;
        var least = Double.MAX_VALUE;
        var best = loudness.length;
        for (var moment = from; moment < loudness.length; moment++) {
            sum += loudness[moment];
            if (moment >= from + PAUSE) {
                sum -= loudness[moment - PAUSE];
            }
            if (moment >= from + PAUSE - 1 && Math.round(sum) <= least) {
                least = Math.round(sum);
                best = moment - PAUSE / 2;
            }
        }
        return new Sound(first, Arrays.copyOf(pcm, Math.min(pcm.length, best * MOMENT * BYTES)));
    }

    byte[] wav() {
        var file = ByteBuffer.allocate(HEADER + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + pcm.length).put(ascii("WAVEfmt "));
        file.putInt(16).putShort((short) 1).putShort((short) 1);
        file.putInt(RATE).putInt(RATE * BYTES).putShort((short) BYTES).putShort((short) (8 * BYTES));
        return file.put(ascii("data")).putInt(pcm.length).put(pcm).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
