package dev.kinora.captions;

import dev.kinora.editions.Edition;
import dev.kinora.editions.Rendition;
import dev.kinora.media.Ffmpeg;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sound of a film as it plays, decoded piece by piece: a film of any length takes no more room than a short one. */
final class SoundTrack {
    private static final Duration TIME = Duration.ofMinutes(10);

    private final Ffmpeg ffmpeg;
    private final MediaStore store;
    private final Edition edition;
    private final Rendition sound;
    /** Where each segment begins, in samples, and where the last one ends. */
    private final long[] begins;

    SoundTrack(Ffmpeg ffmpeg, MediaStore store, Edition edition, Rendition sound) {
        this.ffmpeg = ffmpeg;
        this.store = store;
        this.edition = edition;
        this.sound = sound;
        this.begins = begins(sound);
    }

    private static long[] begins(Rendition sound) {
        var begins = new long[sound.segments().size() + 1];
        var ticks = 0L;
        for (var index = 0; index < sound.segments().size(); index++) {
            begins[index] = ticks * Sound.RATE / sound.timescale();
            ticks += sound.segments().get(index).ticks();
        }
        begins[begins.length - 1] = ticks * Sound.RATE / sound.timescale();
        return begins;
    }

    long samples() {
        return begins[begins.length - 1];
    }

    /** From a sample on, to where it is quiet or to the end; empty where no more of it can be decoded. */
    Sound at(long from, Duration longest) throws IOException, InterruptedException {
        var most = longest.toMillis() * Sound.RATE / 1000;
        var until = Math.min(samples(), from + most);
        // A decoder needs a moment to get into it.
        var first = Math.max(0, holding(from) - 1);
        var decoded = decoded(first, holding(until - 1));
        var skipped = Math.clamp((from - begins[first]) * Sound.BYTES, 0, decoded.length);
        var end = Math.clamp((until - begins[first]) * Sound.BYTES, skipped, decoded.length);
        var piece = new Sound(from, Arrays.copyOfRange(decoded, skipped, end));
        return until < samples() ? piece.untilQuiet() : piece;
    }

    private int holding(long sample) {
        var place = Arrays.binarySearch(begins, sample);
        return Math.clamp(place < 0 ? -place - 2 : place, 0, begins.length - 2);
    }

    private byte[] decoded(int first, int last) throws IOException, InterruptedException {
        var file = Files.createTempFile("kinora-sound", ".mp4");
        try {
            together(file, first, last);
            var arguments = new ArrayList<String>(Ffmpeg.untrusted());
            arguments.addAll(List.of("-i", "file:" + file.toAbsolutePath(), "-map", "0:a:0", "-vn", "-sn", "-dn"));
            arguments.addAll(List.of("-ac", "1", "-ar", Integer.toString(Sound.RATE), "-f", "s16le", "pipe:1"));
            var bytes = new ByteArrayOutputStream();
            ffmpeg.run(arguments, TIME, output -> output.transferTo(bytes));
            return bytes.toByteArray();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void together(Path file, int first, int last) throws IOException {
        var keys = edition.keys();
        try (var out = Files.newOutputStream(file)) {
            copy(keys.beginning(sound.name()), out);
            for (var number = first; number <= last; number++) {
                copy(keys.segment(sound.name(), number), out);
            }
        }
    }

    private void copy(MediaKey key, OutputStream out) throws IOException {
        try (var in = store.open(key)) {
            in.transferTo(out);
        }
    }
}
