package dev.kinora.playback;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kinora.editions.Edition;
import dev.kinora.media.Frame;
import dev.kinora.media.Stills;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single pictures of films, made on demand from the segments around their moment. */
final class Pictures {
    private static final Pattern CHOSEN = Pattern.compile("/thumbnails/[0-9a-f-]{36}/([0-9a-f-]{36})\\.jpg");
    /** What a film begins with is often black. */
    private static final double GOOD_SHARE = 0.1;

    /** Seconds within which the next frame is due; just before the end of a segment it is in the one behind. */
    private static final double FRAME = 0.1;

    private static final int USUAL_HEIGHT = 270;
    private static final int LARGEST_CHOSEN = 16 << 20;
    private static final int MOST_REMEMBERED = 10_000;

    private final MediaStores stores;
    private final Stills stills;
    private final Cabinet cabinet;
    private final Screenings screenings;
    /** Moving pictures by what they are kept under: that they are too large takes as long to find out as to make them. */
    private final Set<String> tooLarge;

    Pictures(MediaStores stores, Stills stills, Cabinet cabinet, Screenings screenings) {
        this.stores = stores;
        this.stills = stills;
        this.cabinet = cabinet;
        this.screenings = screenings;
        this.tooLarge = Collections.newSetFromMap(Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .<String, Boolean>build()
                .asMap());
    }

    /** @param second null for the picture that stands for the film */
    Path of(Film film, @Nullable BigDecimal second, Frame frame) throws IOException, InterruptedException {
        var chosen = second == null ? chosen(film) : Optional.<MediaKey>empty();
        if (chosen.isPresent()) {
            return cabinet.get(
                    chosen.get() + " " + frame,
                    into -> Files.write(into, resized(stores.named(film.store()), chosen.get(), frame)));
        }
        var edition = screenings.playing(film);
        var rung = rung(edition, frame);
        var moment = moment(film, rung, second);
        return cabinet.get(
                edition.id() + " " + moment + " " + frame,
                into -> Files.write(into, still(edition, rung, moment.doubleValue(), frame)));
    }

    private static Optional<MediaKey> chosen(Film film) {
        var match = film.thumbnailUrl() == null ? null : CHOSEN.matcher(film.thumbnailUrl());
        return match != null && match.matches()
                ? Optional.of(MediaKey.of(
                        MediaKey.ofVideo(film.id()) + "thumbnails/" + UUID.fromString(match.group(1)) + ".jpg"))
                : Optional.empty();
    }

    private byte[] resized(MediaStore store, MediaKey key, Frame frame) throws IOException, InterruptedException {
        try (var bytes = store.open(key)) {
            return stills.picture(bytes.readNBytes(LARGEST_CHOSEN), frame).orElseThrow(PlaybackProblem::unmakeable);
        }
    }

    /** The smallest that is large enough: each takes as long to decode as it is large. */
    private static Listing.Part rung(Edition edition, Frame frame) {
        var rungs = Listing.of(edition).rungs().stream()
                .filter(part -> !part.segments().isEmpty())
                .toList();
        if (rungs.isEmpty()) {
            throw edition.rungs().isEmpty() ? PlaybackProblem.noSuchPart() : PlaybackProblem.notReady();
        }
        return rungs.reversed().stream()
                .filter(part -> large(part.rendition().width(), frame.width())
                        && large(part.rendition().height(), frame.height())
                        && frame != Frame.NATURAL)
                .findFirst()
                .orElse(rungs.getFirst());
    }

    private static boolean large(@Nullable Integer there, @Nullable Integer wanted) {
        return there != null && (wanted == null || there >= wanted);
    }

    /** Without a sound, in a loop. */
    Path moving(Film film, @Nullable BigDecimal second, BigDecimal seconds, int fps, Frame frame)
            throws IOException, InterruptedException {
        var edition = screenings.playing(film);
        var size = frame == Frame.NATURAL ? new Frame(null, USUAL_HEIGHT, Frame.Fit.CLIP) : frame;
        var rung = rung(edition, size);
        var latest = BigDecimal.valueOf(rung.seconds()).subtract(seconds).max(BigDecimal.ZERO);
        var from = moment(film, rung, second).min(latest.setScale(2, RoundingMode.DOWN));
        var key = edition.id() + " " + from + "+" + seconds.stripTrailingZeros() + "@" + fps + " " + size;
        if (tooLarge.contains(key)) {
            throw PlaybackProblem.previewTooLarge();
        }
        return cabinet.get(key, into -> {
            try (var piece =
                    piece(edition, rung, from.doubleValue(), from.add(seconds).doubleValue())) {
                var begin = from.subtract(BigDecimal.valueOf(piece.begin)).max(BigDecimal.ZERO);
                switch (stills.moving(piece.file, begin, seconds, fps, size, into)) {
                    case MADE -> {}
                    case TOO_LARGE -> {
                        tooLarge.add(key);
                        throw PlaybackProblem.previewTooLarge();
                    }
                    case NONE -> throw PlaybackProblem.unmakeable();
                }
            }
        });
    }

    /** Within the film, to a hundredth. */
    private static BigDecimal moment(Film film, Listing.Part rung, @Nullable BigDecimal second) {
        var at = Math.min(second == null ? film.seconds() * GOOD_SHARE : second.doubleValue(), rung.seconds());
        return BigDecimal.valueOf(at).setScale(2, RoundingMode.DOWN);
    }

    private byte[] still(Edition edition, Listing.Part rung, double second, Frame frame)
            throws IOException, InterruptedException {
        try (var piece = piece(edition, rung, second, second + FRAME)) {
            var there = stills.at(
                    piece.file, BigDecimal.valueOf(second - piece.begin).max(BigDecimal.ZERO), frame);
            return (there.isPresent() ? there : stills.at(piece.file, BigDecimal.ZERO, frame))
                    .orElseThrow(PlaybackProblem::unmakeable);
        }
    }

    /** @param begin the second of the film that it begins at */
    private record Piece(Path file, double begin) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Of the segments from the one with a moment to the one with another. */
    private Piece piece(Edition edition, Listing.Part rung, double from, double to) throws IOException {
        var segments = rung.segments();
        var last = segments.size() - 1;
        var begin = 0.0;
        var number = 0;
        for (; number < last && from >= begin + seconds(rung, number); number++) {
            begin += seconds(rung, number);
        }
        var piece = new Piece(Files.createTempFile("kinora-moment", ".mp4"), begin);
        try {
            var name = rung.rendition().name();
            var store = stores.named(edition.store());
            append(store, edition.keys().beginning(name), piece.file);
            for (var end = begin; number <= last && (end <= to || end == begin); number++) {
                append(store, edition.keys().segment(name, number), piece.file);
                end += seconds(rung, number);
            }
            return piece;
        } catch (IOException | RuntimeException e) {
            piece.close();
            throw e;
        }
    }

    private static double seconds(Listing.Part rung, int segment) {
        return rung.segments().get(segment).ticks() / (double) rung.rendition().timescale();
    }

    private static void append(MediaStore store, MediaKey key, Path to) throws IOException {
        try (var from = store.open(key);
                var out = Files.newOutputStream(to, java.nio.file.StandardOpenOption.APPEND)) {
            from.transferTo(out);
        } catch (NoSuchFileException _) {
            throw PlaybackProblem.noSuchPart();
        }
    }
}
