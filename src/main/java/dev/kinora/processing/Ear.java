package dev.kinora.processing;

import dev.kinora.editions.Hearing;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what ffmpeg wrote down while it heard a sound: how loud it is, and where nothing is to be heard. */
final class Ear {
    /** As the broadcasters' union recommends for what is listened to on the way. */
    static final double TARGET_LUFS = -16;

    static final double TARGET_PEAK = -1.5;
    private static final double TARGET_RANGE = 11;

    /** Below it nothing was measured but silence. */
    private static final double SILENT_LUFS = -69;

    private static final String LISTENS =
            "silencedetect=n=-50dB:d=0.5,ebur128=metadata=1:peak=true:framelog=%s,ametadata=mode=print:file='%s'";

    private @Nullable Double loudness;
    private @Nullable Double range;
    private double peak;
    private @Nullable Double silentFrom;
    private double reached;
    private final List<Hearing.Silence> silences = new ArrayList<>();

    private Ear() {}

    /** The part of a chain of filters that listens and changes nothing. */
    static String listening(Path notes) {
        return LISTENS.formatted("verbose", notes);
    }

    /** The part of a chain of filters that brings a sound to the usual loudness, by what was heard of it before; empty where it is silent. */
    static String evening(Hearing heard) {
        var loudness = heard.loudness();
        var range = heard.range();
        var peak = heard.truePeak();
        if (loudness == null || range == null || peak == null) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "loudnorm=I=%s:TP=%s:LRA=%s:measured_I=%s:measured_LRA=%s:measured_TP=%s:measured_thresh=%s:linear=true,aresample=%d,",
                TARGET_LUFS,
                TARGET_PEAK,
                // A linear gain keeps the range, and loudnorm refuses one for a target below what it is.
                Math.clamp(Math.max(TARGET_RANGE, range.doubleValue()), 1, 50),
                loudness,
                range.min(BigDecimal.valueOf(99)),
                peak.min(BigDecimal.valueOf(99)).max(BigDecimal.valueOf(-99)),
                loudness.subtract(BigDecimal.TEN).max(BigDecimal.valueOf(-99)),
                Plan.Sound.RATE);
    }

    static Hearing read(Path notes) throws IOException {
        var ear = new Ear();
        if (Files.exists(notes)) {
            try (var lines = Files.newBufferedReader(notes, StandardCharsets.UTF_8)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    ear.hear(line);
                }
            }
        }
        return ear.hearing();
    }

    private void hear(String line) {
        var at = line.lastIndexOf(line.startsWith("frame:") ? ':' : '=');
        var value = at < 0 ? null : number(line.substring(at + 1));
        if (value == null) {
            return;
        }
        if (line.startsWith("frame:")) {
            reached = value;
        } else if (line.startsWith("lavfi.r128.I=")) {
            loudness = value;
        } else if (line.startsWith("lavfi.r128.LRA=")) {
            range = value;
        } else if (line.startsWith("lavfi.r128.true_peaks_ch")) {
            peak = Math.max(peak, value);
        } else if (line.startsWith("lavfi.silence_start")) {
            silentFrom = Math.max(0, value);
        } else if (line.startsWith("lavfi.silence_end")) {
            silentUntil(value);
        }
    }

    private static @Nullable Double number(String text) {
        try {
            var value = Double.valueOf(text.strip());
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private void silentUntil(double end) {
        if (silentFrom != null && end > silentFrom) {
            silences.add(new Hearing.Silence(decimal(silentFrom, 3), decimal(end, 3)));
        }
        silentFrom = null;
    }

    private Hearing hearing() {
        silentUntil(reached);
        var whole = loudness;
        if (whole == null || whole < SILENT_LUFS || peak <= 0) {
            return new Hearing(null, null, null, silences);
        }
        return new Hearing(
                decimal(whole, 2),
                range == null ? null : decimal(range, 2),
                decimal(20 * Math.log10(peak), 2),
                silences);
    }

    private static BigDecimal decimal(double value, int places) {
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP);
    }
}
