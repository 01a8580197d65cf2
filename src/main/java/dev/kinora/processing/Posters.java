package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.platform.Ids;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Chooses the picture that stands for a film until its owner chooses one: neither black nor all of one colour nor blurred. */
final class Posters {
    private static final int STEPS = 64;

    /** @param second about where it is in the film */
    record Poster(String address, BigDecimal second) {}

    @Nullable
    Poster choose(MediaStore store, EditionKeys keys, Plan.Picture plan) throws IOException {
        byte @Nullable [] best = null;
        var bestScore = -1.0;
        var piece = 0;
        for (var each = 0;
                each < Math.min(PieceCommand.PIECES_WITH_POSTER, plan.pieces().size());
                each++) {
            var key = keys.poster(each);
            if (store.find(key).isPresent()) {
                byte[] bytes;
                try (var in = store.open(key)) {
                    bytes = in.readAllBytes();
                }
                var score = score(ImageIO.read(new ByteArrayInputStream(bytes)));
                if (score > bestScore) {
                    bestScore = score;
                    best = bytes;
                    piece = each;
                }
            }
        }
        if (best == null) {
            return null;
        }
        var second =
                plan.firstSegment(piece) * plan.segmentFrames() / plan.rate().perSecond();
        return keep(store, keys, best, BigDecimal.valueOf(second).setScale(3, RoundingMode.HALF_UP));
    }

    static Poster keep(MediaStore store, EditionKeys keys, byte[] picture, BigDecimal second) throws IOException {
        var version = Ids.next().toString();
        store.write(
                MediaKey.of(MediaKey.ofVideo(keys.video()) + "thumbnails/" + version + ".jpg"),
                new ByteArrayInputStream(picture));
        return new Poster("/thumbnails/" + keys.video() + "/" + version + ".jpg", second);
    }

    /** How much there is to be seen: the spread of its brightness, and how sharply it changes. */
    static double score(@Nullable BufferedImage picture) {
        if (picture == null) {
            return -1;
        }
        var sum = 0.0;
        var squares = 0.0;
        var edges = 0.0;
        var before = 0.0;
        for (var row = 0; row < STEPS; row++) {
            for (var column = 0; column < STEPS; column++) {
                var light =
                        light(picture.getRGB(column * picture.getWidth() / STEPS, row * picture.getHeight() / STEPS));
                sum += light;
                squares += light * light;
                edges += column == 0 ? 0 : Math.abs(light - before);
                before = light;
            }
        }
        var count = (double) STEPS * STEPS;
        var mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean)) + edges / count;
    }

    private static double light(int colour) {
        return 0.299 * (colour >> 16 & 0xff) + 0.587 * (colour >> 8 & 0xff) + 0.114 * (colour & 0xff);
    }
}
