package dev.kinora.processing;

import dev.kinora.editions.Making;
import dev.kinora.media.Ffmpeg;
import dev.kinora.storage.MediaStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Makes one piece of a film, in a folder of its own, and brings it into the store. */
final class PieceEncoder {

    private final Ffmpeg ffmpeg;
    private final Duration longest;
    private final Plan.Encoder usual;
    private final Path work;

    /**
     * @param longest that a piece may take
     * @param usual where a plan does not say
     * @param work a folder for what is not finished
     */
    PieceEncoder(Ffmpeg ffmpeg, Duration longest, Plan.Encoder usual, Path work) {
        this.ffmpeg = ffmpeg;
        this.longest = longest;
        this.usual = usual;
        this.work = work;
    }

    /**
     * @param codecs of each rung
     * @param frames how many there are
     * @param cuts seconds of the film at which one shot ends and another begins
     * @param sprite whether there are small pictures
     * @param poster whether there is a picture that may stand for the film
     */
    record Made(
            List<Making.Written> written,
            Map<String, String> codecs,
            int frames,
            List<Double> cuts,
            boolean sprite,
            boolean poster) {}

    /**
     * @param percent told how far it is, on another thread
     * @param held asked before anything is kept; throws when another has the piece by now
     */
    Made make(Encoding.Film film, int piece, IntConsumer percent, Runnable held)
            throws IOException, InterruptedException {
        var plan = Objects.requireNonNull(film.plan().picture());
        try (var place = WorkFolder.in(work)) {
            var folder = place.path();
            var command = new PieceCommand(
                    plan,
                    piece,
                    Objects.requireNonNullElse(plan.encoder(), usual),
                    plan.toneMapped() && ffmpeg.knows("zscale"),
                    overlay(film, folder));
            var report = new PieceReport(command.seconds(), percent);
            ffmpeg.run(command.arguments(film.file().path(), folder), longest, report::read);
            return keep(film, plan, piece, folder, report, held);
        }
    }

    private static PieceCommand.@Nullable Overlay overlay(Encoding.Film film, Path folder) throws IOException {
        var mark = film.plan().mark();
        if (mark == null) {
            return null;
        }
        var file = folder.resolve("mark.png");
        try (var picture = film.store().open(film.keys().mark())) {
            Files.copy(picture, file);
        }
        return new PieceCommand.Overlay(file, mark);
    }

    private static Made keep(
            Encoding.Film film, Plan.Picture plan, int piece, Path folder, PieceReport report, Runnable held)
            throws IOException, InterruptedException {
        var store = film.store();
        var keys = film.keys();
        var first = plan.firstSegment(piece);
        var start = (long) plan.from(piece) * plan.frameTicks();
        var written = new ArrayList<Making.Written>();
        var codecs = new TreeMap<String, String>();
        var frames = 0;
        for (var rung : plan.encoded()) {
            held.run();
            var segments = Segments.some(store, keys, rung.name(), first, "avc1.640028", plan.encoder() != null);
            var file = PieceCommand.rung(folder, rung);
            if (Files.exists(file)) {
                try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 18)) {
                    Fragments.cut(in, start, first, segments);
                }
            }
            frames = segments.samples();
            codecs.put(rung.name(), segments.codec());
            written.add(new Making.Written(rung.name(), piece, first, segments.kept()));
        }
        held.run();
        var sprite = keep(PieceCommand.sprite(folder), store, keys.sprite(piece));
        var chosen = report.poster();
        if (chosen != null) {
            var second = plan.rate().at(plan.from(piece) + chosen).toPlainString();
            store.write(keys.posterSecond(piece), new ByteArrayInputStream(second.getBytes(StandardCharsets.UTF_8)));
        }
        var poster = keep(PieceCommand.poster(folder), store, keys.poster(piece));
        var begin = plan.from(piece) / plan.rate().perSecond();
        var shots = report.cuts().stream().map(cut -> begin + cut).toList();
        return new Made(written, codecs, frames, shots, sprite, poster);
    }

    private static boolean keep(Path file, MediaStore store, dev.kinora.storage.MediaKey key) throws IOException {
        if (Files.notExists(file) || Files.size(file) == 0) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            store.write(key, in);
        }
        return true;
    }
}
