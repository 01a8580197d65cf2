package dev.kinora.playback;

import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Making;
import dev.kinora.editions.Rendition;
import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import dev.kinora.testing.Films;
import dev.kinora.testing.RunningKinora;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Six seconds of a test picture in two rungs, with a tone, as an edition of a film; segment by segment where wanted. */
final class Reel {
    static final int FRAMES = 180;

    private static final String TEST_PICTURE = "testsrc2=size=%s:rate=30:duration=6";
    private static final String SNOW =
            "nullsrc=size=%s:rate=30:duration=6,geq='255*random(1)':'255*random(2)':'255*random(3)'";
    private static final int RATE = 30;
    private static final int VIDEO_SCALE = 30_000;
    private static final int SOUND_SCALE = 48_000;
    private static final int SOUND_SAMPLE = 1024;

    private static final Map<String, String> SIZES = new TreeMap<>(Map.of("180p", "320x180", "90p", "160x90"));

    private final RunningKinora kinora;
    private final Films.Film film;
    private final Map<String, Fragments> parts = new TreeMap<>();
    private final UUID edition;

    private Reel(RunningKinora kinora, Films.Film film, @Nullable String picture, String store) {
        this.kinora = kinora;
        this.film = film;
        parts.put("audio", Fragments.of(sound()));
        if (picture != null) {
            SIZES.forEach((name, size) -> parts.put(name, Fragments.of(pictures(picture, name, size))));
        }
        Films.execute(
                kinora,
                "update videos set duration = 6, store = ? where id = ?::uuid",
                store,
                film.id().toString());
        edition = system(() -> editions().begin(making(picture != null)));
        parts.forEach((name, part) -> write(keys().beginning(name), part.beginning()));
    }

    /** All of it, ready. */
    static Reel whole(RunningKinora kinora, Films.Film film) {
        return begun(kinora, film).finish();
    }

    static Reel wholeIn(RunningKinora kinora, Films.Film film, String store) {
        return new Reel(kinora, film, TEST_PICTURE, store).finish();
    }

    /** No picture of it is anything like the one before. */
    static Reel snow(RunningKinora kinora, Films.Film film) {
        return new Reel(kinora, film, SNOW, "disk").finish();
    }

    static Reel begun(RunningKinora kinora, Films.Film film) {
        return new Reel(kinora, film, TEST_PICTURE, "disk");
    }

    static Reel soundAlone(RunningKinora kinora, Films.Film film) {
        return new Reel(kinora, film, null, "disk").finish();
    }

    UUID edition() {
        return edition;
    }

    EditionKeys keys() {
        return new EditionKeys(film.id(), edition);
    }

    Fragments part(String name) {
        return Objects.requireNonNull(parts.get(name));
    }

    Reel playable() {
        Caller.system("test").run(() -> editions().playable(edition));
        return this;
    }

    /** One segment of one rendition. */
    Reel written(String name, int number) {
        var part = part(name);
        write(keys().segment(name, number), part.fragments().get(number));
        var ticks = part.samples().get(number) * (name.equals("audio") ? SOUND_SAMPLE : VIDEO_SCALE / RATE);
        var segment = new Rendition.Segment(ticks, part.fragments().get(number).length);
        system(() -> {
            editions().written(edition, List.of(new Making.Written(name, number, number, List.of(segment))));
            return null;
        });
        return this;
    }

    Reel whole(String name) {
        system(() -> {
            editions().wholeRendition(edition, name);
            return null;
        });
        return this;
    }

    Reel finish() {
        parts.forEach((name, part) -> {
            for (var i = 0; i < part.fragments().size(); i++) {
                written(name, i);
            }
            whole(name);
        });
        playable();
        system(() -> {
            editions().ready(edition);
            return null;
        });
        return this;
    }

    void storyboard(String json) {
        system(() -> {
            editions().storyboard(edition, json);
            return null;
        });
    }

    void write(MediaKey key, byte[] bytes) {
        var place = system(() -> editions().find(edition).orElseThrow().store());
        try {
            kinora.bean(MediaStores.class).named(place).write(key, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Editions editions() {
        return kinora.bean(Editions.class);
    }

    private static <T> T system(Supplier<T> work) {
        return Caller.system("test").call(work::get);
    }

    private Making making(boolean pictures) {
        var rungs = new ArrayList<Making.Rung>();
        if (pictures) {
            rungs.add(new Making.Rung("180p", 320, 180, "avc1.42c00c", 900_000, VIDEO_SCALE));
            rungs.add(new Making.Rung("90p", 160, 90, "avc1.42c00a", 300_000, VIDEO_SCALE));
        }
        rungs.add(new Making.Rung("audio", null, null, "mp4a.40.2", 128_000, SOUND_SCALE));
        return new Making(film.id(), "original", 3, "{}", pictures ? "30/1" : "", "", 0, rungs);
    }

    private static Path pictures(String picture, String name, String size) {
        return Clips.made(
                (picture.equals(SNOW) ? "snow-" : "reel-") + name + ".mp4",
                "-f",
                "lavfi",
                "-i",
                picture.formatted(size),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-profile:v",
                "baseline",
                "-pix_fmt",
                "yuv420p",
                "-g",
                "60",
                "-keyint_min",
                "60",
                "-sc_threshold",
                "0",
                "-video_track_timescale",
                Integer.toString(VIDEO_SCALE),
                "-movflags",
                "+frag_keyframe+empty_moov+default_base_moof");
    }

    private static Path sound() {
        return Clips.made(
                "reel-audio.mp4",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=48000:duration=6",
                "-c:a",
                "aac",
                "-frag_duration",
                "2000000",
                "-movflags",
                "+empty_moov+default_base_moof");
    }
}
