package dev.kinora.playback;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Rendition;
import dev.kinora.media.Ffmpeg;
import dev.kinora.media.FfmpegFailed;
import dev.kinora.media.FfmpegTimedOut;
import dev.kinora.storage.MediaStores;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How loud a film is from moment to moment, to be drawn: made of the sound that plays, on demand. */
final class Waveforms {
    /** Two hours at the finest; of a longer film each is of a longer moment. */
    static final int MOST = 144_000;

    /** Of the loudest moment, where there is anything to be heard at all. */
    static final int FULL = 255;

    private static final int RATE = 8000;
    private static final int QUIETEST_FULL = 328;
    /** What is drawn is no longer than a twentieth of a second where the film is short. */
    private static final int SHORTEST_SAMPLES = RATE / 20;

    private static final Duration TIME = Duration.ofMinutes(10);

    private final MediaStores stores;
    private final Ffmpeg ffmpeg;
    private final Cabinet cabinet;

    Waveforms(MediaStores stores, Ffmpeg ffmpeg, Cabinet cabinet) {
        this.stores = stores;
        this.ffmpeg = ffmpeg;
        this.cabinet = cabinet;
    }

    /** Each from 0 to 255, evenly over the sound of an edition that is whole. */
    byte[] of(Edition edition) throws IOException, InterruptedException {
        if (!edition.isWhole()) {
            throw PlaybackProblem.noWaveform();
        }
        var sound = edition.sound().orElseThrow(PlaybackProblem::noWaveform);
        return Files.readAllBytes(
                cabinet.get(edition.id().toString(), into -> Files.write(into, peaks(edition, sound))));
    }

    /** The loudest of as many side by side as it takes. */
    static byte[] atMost(byte[] peaks, int most) {
        int together = Math.ceilDiv(peaks.length, Math.clamp(most, 1, MOST));
        if (together <= 1) {
            return peaks;
        }
        var fewer = new byte[Math.ceilDiv(peaks.length, together)];
        for (int i = 0; i < peaks.length; i++) {
            int place = i / together;
            fewer[place] = (byte) Math.max(Byte.toUnsignedInt(fewer[place]), Byte.toUnsignedInt(peaks[i]));
        }
        return fewer;
    }

    private byte[] peaks(Edition edition, Rendition sound) throws IOException, InterruptedException {
        var file = Files.createTempFile("kinora-wave", ".mp4");
        try {
            gather(edition, sound, file);
            var peaks = new int[MOST];
            var step = step(sound);
            var arguments = List.of(
                    "-i", "file:" + file, "-vn", "-ac", "1", "-ar", Integer.toString(RATE), "-f", "s16le", "pipe:1");
            var count = new int[1];
            ffmpeg.run(arguments, TIME, from -> count[0] = read(new BufferedInputStream(from, 1 << 16), step, peaks));
            return scaled(peaks, count[0]);
        } catch (FfmpegFailed | FfmpegTimedOut _) {
            throw PlaybackProblem.unmakeable();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static int step(Rendition sound) {
        var ticks = sound.segments().stream().mapToLong(it -> it.ticks()).sum();
        return (int) Math.max(SHORTEST_SAMPLES, Math.ceilDiv(ticks * RATE / sound.timescale(), MOST));
    }

    /** The largest of each step of samples. */
    private static int read(InputStream samples, int step, int[] peaks) throws IOException {
        var at = 0L;
        for (var low = samples.read(); low >= 0; low = samples.read()) {
            var loud = Math.abs((short) (low | samples.read() << 8));
            var place = (int) Math.min(at++ / step, MOST - 1);
            peaks[place] = Math.max(peaks[place], loud);
        }
        return (int) Math.min(Math.ceilDiv(at, step), MOST);
    }

    private static byte[] scaled(int[] peaks, int count) {
        var loudest = QUIETEST_FULL;
        for (var i = 0; i < count; i++) {
            loudest = Math.max(loudest, peaks[i]);
        }
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) {
            bytes[i] = (byte) (FULL * peaks[i] / loudest);
        }
        return bytes;
    }

    private void gather(Edition edition, Rendition sound, Path file) throws IOException {
        var store = stores.named(edition.store());
        try (var out = Files.newOutputStream(file)) {
            try (var beginning = store.open(edition.keys().beginning(sound.name()))) {
                beginning.transferTo(out);
            }
            for (var number = 0; number < sound.segments().size(); number++) {
                try (var segment = store.open(edition.keys().segment(sound.name(), number))) {
                    segment.transferTo(out);
                }
            }
        } catch (NoSuchFileException _) {
            throw PlaybackProblem.noSuchPart();
        }
    }
}
