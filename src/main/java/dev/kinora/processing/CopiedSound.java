package dev.kinora.processing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Sound that every browser plays as it is: AAC of low complexity, of one or two channels, without gaps. */
final class CopiedSound {
    static final int FRAME = 1024;
    private static final int LOW_COMPLEXITY = 2;
    /** As the configuration of a decoder numbers them, from 3 on. */
    private static final List<Integer> RATES = List.of(48_000, 44_100);

    private static final int FIRST_RATE = 3;
    private static final long MOST_BITS = 256_000;
    private static final double SAME_SECONDS = 0.1;

    private CopiedSound() {}

    static boolean maySuit(JsonNode stream, JsonNode format) {
        return format.path("format_name").asString("").equals("mov,mp4,m4a,3gp,3g2,mj2")
                && CopiedPicture.text(stream, "codec_name").equals("aac")
                && CopiedPicture.text(stream, "profile").equals("LC")
                && Set.of("44100", "48000").contains(CopiedPicture.text(stream, "sample_rate"))
                && stream.path("channels").asInt() >= 1
                && stream.path("channels").asInt() <= 2
                && CopiedPicture.beginsAtOnce(stream)
                && CopiedPicture.beginsAtOnce(format);
    }

    static Optional<Plan.Sound> of(Plan.Sound plan, JsonNode stream, Track track) {
        var rate = Integer.parseInt(CopiedPicture.text(stream, "sample_rate"));
        var samples = track.samples();
        var seconds = (double) samples.count() * FRAME / rate;
        var bits = java.util.Arrays.stream(samples.size()).asLongStream().sum() * 8 / seconds;
        return track.format().equals("mp4a")
                        && track.timescale() == rate
                        && isSteady(samples)
                        && says(track.description(), configuration(rate, plan.channels()))
                        && bits <= MOST_BITS
                        && track.begins() < rate
                        && (track.lasts() == 0
                                || track.lasts() > seconds - (double) track.begins() / rate - SAME_SECONDS)
                ? Optional.of(plan.copied(rate, Math.max(1, Math.round(bits))))
                : Optional.empty();
    }

    /** What of its beginning is not to be heard, in whole frames. */
    static int leadIn(Track track) {
        return (int) Math.min(track.samples().count() - 1L, Math.round((double) track.begins() / FRAME));
    }

    private static boolean isSteady(Samples samples) {
        for (var sample = 0; sample + 2 < samples.count(); sample++) {
            if (samples.step(sample) != FRAME) {
                return false;
            }
        }
        return true;
    }

    /** Two bytes: kind, rate, channels, and frames of the usual length. */
    static byte[] configuration(int rate, int channels) {
        var bits = LOW_COMPLEXITY << 11 | (FIRST_RATE + RATES.indexOf(rate)) << 7 | channels << 3;
        return new byte[] {(byte) (bits >> 8), (byte) bits};
    }

    /** Whether a decoder is told just this: behind the tag stands how long it is, in one byte or four. */
    private static boolean says(byte[] description, byte[] configuration) {
        var text = new String(description, StandardCharsets.ISO_8859_1);
        var from = text.indexOf("esds");
        var said = new String(configuration, StandardCharsets.ISO_8859_1);
        return from >= 0
                && List.of(
                                "\u0005\u0002",
                                "\u0005\u0080\u0080\u0080\u0002",
                                "\u0005\u0005",
                                "\u0005\u0080\u0080\u0080\u0005")
                        .stream()
                        .anyMatch(tag -> text.indexOf(tag + said, from) >= 0);
    }
}
