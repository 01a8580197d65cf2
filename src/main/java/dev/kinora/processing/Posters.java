package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.platform.Ids;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Chooses the picture that stands for a film until its owner chooses one: neither black nor all of one colour nor blurred. */
final class Posters {
    /** About so wide is what is looked at: grain and what compression leaves is averaged away, an edge out of focus stays wide. */
    private static final int WIDTH = 480;
    /** Of 255; darker pictures stand for a film only where all are. */
    private static final double LEAST_LIGHT = 24;
    /** More than any sharpness. */
    private static final double DARK = 2e6;

    /** @param second where it is in the film */
    record Poster(String address, BigDecimal second) {}

    /** The picture of the first piece, until the best is known; null where it is too dark to stand for anything. */
    @Nullable
    Poster first(MediaStore store, EditionKeys keys, Plan.Picture plan) throws IOException {
        if (store.find(keys.poster(0)).isEmpty()) {
            return null;
        }
        var picture = read(store, keys, 0);
        return score(picture) < 0
                ? null
                : keep(store, keys, keys.edition().toString(), picture, second(store, keys, plan, 0));
    }

    /** What the pictures of first pieces are called that may stand for the film meanwhile: of an attempt that failed as well. */
    static List<String> addressesOfFirsts(UUID video, List<UUID> editions) {
        return editions.stream()
                .map(edition -> address(new EditionKeys(video, edition), edition.toString()))
                .toList();
    }

    @Nullable
    Poster choose(MediaStore store, EditionKeys keys, Plan.Picture plan) throws IOException {
        byte @Nullable [] best = null;
        var bestScore = Double.NEGATIVE_INFINITY;
        var piece = 0;
        for (var each = 0;
                each < Math.min(PieceCommand.PIECES_WITH_POSTER, plan.pieces().size());
                each++) {
            if (store.find(keys.poster(each)).isPresent()) {
                var bytes = read(store, keys, each);
                var score = score(bytes);
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
        return keep(store, keys, best, second(store, keys, plan, piece));
    }

    /** Pieces that were made before it was kept are known by where they begin. */
    private static BigDecimal second(MediaStore store, EditionKeys keys, Plan.Picture plan, int piece)
            throws IOException {
        if (store.find(keys.posterSecond(piece)).isEmpty()) {
            return plan.rate().at(plan.from(piece));
        }
        try (var in = store.open(keys.posterSecond(piece))) {
            return new BigDecimal(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Poster keep(MediaStore store, EditionKeys keys, byte[] picture, BigDecimal second) throws IOException {
        return keep(store, keys, Ids.next().toString(), picture, second);
    }

    private static Poster keep(MediaStore store, EditionKeys keys, String version, byte[] picture, BigDecimal second)
            throws IOException {
        store.write(
                MediaKey.of(MediaKey.ofVideo(keys.video()) + "thumbnails/" + version + ".jpg"),
                new ByteArrayInputStream(picture));
        return new Poster(address(keys, version), second);
    }

    private static String address(EditionKeys keys, String version) {
        return "/thumbnails/" + keys.video() + "/" + version + ".jpg";
    }

    private static byte[] read(MediaStore store, EditionKeys keys, int piece) throws IOException {
        try (var in = store.open(keys.poster(piece))) {
            return in.readAllBytes();
        }
    }

    private static double score(byte[] picture) throws IOException {
        return score(ImageIO.read(new ByteArrayInputStream(picture)));
    }

    /** How sharp it is: how much its light bends from one place to the next, which blurring takes away and contrast alone does not give. */
    static double score(@Nullable BufferedImage picture) {
        if (picture == null) {
            return Double.NEGATIVE_INFINITY;
        }
        var light = light(picture, Math.max(1, Math.ceilDiv(picture.getWidth(), WIDTH)));
        var sum = 0.0;
        var squares = 0.0;
        var count = 0;
        for (var row = 1; row < light.length - 1; row++) {
            for (var column = 1; column < light[row].length - 1; column++) {
                var bend = light[row - 1][column]
                        + light[row + 1][column]
                        + light[row][column - 1]
                        + light[row][column + 1]
                        - 4 * light[row][column];
                sum += bend;
                squares += bend * bend;
                count++;
            }
        }
        var mean = sum / Math.max(1, count);
        var sharpness = squares / Math.max(1, count) - mean * mean;
        return mean(light) < LEAST_LIGHT ? sharpness - DARK : sharpness;
    }

    /** Each field the mean of a square of so many pixels a side. */
    private static double[][] light(BufferedImage picture, int side) {
        var width = picture.getWidth() / side;
        var fields = new double[picture.getHeight() / side][width];
        for (var row = 0; row < fields.length * side; row++) {
            var line = picture.getRGB(0, row, width * side, 1, null, 0, width * side);
            for (var column = 0; column < line.length; column++) {
                fields[row / side][column / side] += light(line[column]) / (side * side);
            }
        }
        return fields;
    }

    private static double mean(double[][] light) {
        return Arrays.stream(light).flatMapToDouble(Arrays::stream).average().orElse(0);
    }

    private static double light(int colour) {
        return 0.299 * (colour >> 16 & 0xff) + 0.587 * (colour >> 8 & 0xff) + 0.114 * (colour & 0xff);
    }
}
