package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Hearing;
import dev.kinora.media.Ffmpeg;
import dev.kinora.media.FfmpegFailed;
import dev.kinora.media.FfmpegTimedOut;
import dev.kinora.storage.MediaStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the sound of a film, whole, and lets every few segments be played as soon as they are there. */
final class SoundEncoder {
    static final String NAME = "audio";
    private static final String CODEC = "mp4a.40.2";

    static final double SEGMENT_SECONDS = 4;

    private final Ffmpeg ffmpeg;
    private final ProcessingProperties settings;
    private final Path work;

    /** @param work a folder for what is not finished */
    SoundEncoder(Ffmpeg ffmpeg, ProcessingProperties settings, Path work) {
        this.work = work;
        this.ffmpeg = ffmpeg;
        this.settings = settings;
    }

    static String codec() {
        return CODEC;
    }

    /**
     * @param seconds how long it lasts
     * @param hearing what was heard of it as it is played
     */
    record Made(double seconds, Hearing hearing) {}

    /** @param even whether it is heard beforehand, and brought to the usual loudness */
    Made make(Plan.Sound plan, boolean even, Path source, MediaStore store, EditionKeys keys, Growth.Listener listener)
            throws IOException, InterruptedException {
        var growth = new Growth(store, keys, NAME, CODEC, plan.samplesPerSecond(), listener);
        try (var place = WorkFolder.in(work)) {
            var notes = place.path().resolve("sound.txt");
            if (plan.sourceRate() != null) {
                Copier.sound(plan, source, growth);
                growth.end();
                return new Made(growth.seconds(), heardIfPossible(plan, source, notes));
            }
            var evened = even ? Ear.evening(heard(plan, source, notes)) : "";
            ffmpeg.run(arguments(plan, source, evened, notes), settings.pieceTime(), output -> {
                Fragments.cut(new BufferedInputStream(output, 1 << 16), 0, 0, growth);
                growth.end();
            });
            return new Made(growth.seconds(), Ear.read(notes));
        }
    }

    /** What is copied may be played where ffmpeg stumbles. */
    private Hearing heardIfPossible(Plan.Sound plan, Path source, Path notes) throws IOException, InterruptedException {
        try {
            return heard(plan, source, notes);
        } catch (FfmpegFailed | FfmpegTimedOut _) {
            return new Hearing(null, null, null, List.of());
        }
    }

    private Hearing heard(Plan.Sound plan, Path source, Path notes) throws IOException, InterruptedException {
        var arguments = input(plan, source);
        arguments.addAll(List.of("-af", shape(plan) + Ear.listening(notes), "-f", "null", "-"));
        ffmpeg.run(arguments, settings.pieceTime(), output -> output.transferTo(OutputStream.nullOutputStream()));
        return Ear.read(notes);
    }

    private static ArrayList<String> input(Plan.Sound plan, Path source) {
        var arguments = new ArrayList<String>(Ffmpeg.untrusted());
        arguments.addAll(List.of("-copyts", "-start_at_zero", "-i", "file:" + source.toAbsolutePath()));
        arguments.addAll(List.of("-map", "0:" + plan.stream(), "-vn", "-sn", "-dn", "-map_metadata", "-1"));
        return arguments;
    }

    private static String shape(Plan.Sound plan) {
        return "aresample=" + Plan.Sound.RATE + ":async=1:first_pts=0,aformat=channel_layouts="
                + (plan.channels() == 1 ? "mono" : "stereo") + ",";
    }

    private static List<String> arguments(Plan.Sound plan, Path source, String evened, Path notes) {
        var arguments = input(plan, source);
        arguments.addAll(List.of("-af", shape(plan) + evened + Ear.listening(notes)));
        arguments.addAll(List.of("-c:a", "aac", "-b:a", Long.toString(plan.bandwidth())));
        arguments.addAll(List.of("-ac", Integer.toString(plan.channels()), "-ar", Integer.toString(Plan.Sound.RATE)));
        // The encoder begins with a frame of what it has not heard yet; without it sound and picture begin together.
        arguments.addAll(List.of("-bsf:a", "noise=drop=eq(n\\,0)"));
        arguments.addAll(List.of("-movflags", "+empty_moov+default_base_moof", "-frag_duration"));
        arguments.addAll(List.of(Long.toString((long) (SEGMENT_SECONDS * 1e6)), "-f", "mp4", "pipe:1"));
        return arguments;
    }
}
