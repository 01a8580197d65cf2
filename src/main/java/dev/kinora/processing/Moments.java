package dev.kinora.processing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import dev.kinora.storage.StorageProblem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Moments of a film whose pictures may stand for it: of each part of it the sharpest that is looked at, none dark, none blurred. */
public final class Moments {
    private static final int PARTS = 8;
    /** So many pictures of a part are looked at, however long it is. */
    private static final int LOOKS = 3;
    /** Less sharp than the sharpest by so much is out of focus, or shows next to nothing. */
    private static final double BLURRED = 0.05;

    private static final int MOST_REMEMBERED = 1000;

    private record Tile(Edition.Sprite sprite, int place) {}

    private record Seen(BigDecimal second, double score) {}

    private final Editions editions;
    private final MediaStores stores;
    /** By edition, whose pictures never change. */
    private final Cache<UUID, List<BigDecimal>> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Moments(Editions editions, MediaStores stores) {
        this.editions = editions;
        this.stores = stores;
    }

    /** In the order of the film; none while it is not whole, and of sound alone. Whoever asks has looked first whether they may. */
    public List<BigDecimal> of(UUID video) {
        var edition = editions.playing(video).orElse(null);
        var board = edition == null ? null : edition.storyboard();
        if (edition == null || board == null) {
            return List.of();
        }
        var known = remembered.getIfPresent(edition.id());
        if (known != null) {
            return known;
        }
        var store = stores.named(edition.store());
        try {
            var found = sharp(looks(store, edition, board));
            remembered.put(edition.id(), found);
            return found;
        } catch (IOException e) {
            throw StorageProblem.unreachable(store.name(), e);
        }
    }

    /** Of each part the best. */
    private static List<Seen> looks(MediaStore store, Edition edition, Edition.Storyboard board) throws IOException {
        var tiles = tiles(board);
        var best = new ArrayList<Seen>();
        var sprites = new Sprites(store, edition);
        for (var part = 0; part < PARTS; part++) {
            var from = part * tiles.size() / PARTS;
            var count = (part + 1) * tiles.size() / PARTS - from;
            var looks = Math.min(LOOKS, count);
            Seen sharpest = null;
            for (var look = 0; look < looks; look++) {
                var seen = seen(sprites, board, tiles.get(from + (2 * look + 1) * count / (2 * looks)));
                if (seen != null && (sharpest == null || seen.score() > sharpest.score())) {
                    sharpest = seen;
                }
            }
            if (sharpest != null) {
                best.add(sharpest);
            }
        }
        return best;
    }

    private static List<Tile> tiles(Edition.Storyboard board) {
        var tiles = new ArrayList<Tile>();
        for (var sprite : board.sprites()) {
            for (var place = 0; place < sprite.pictures(); place++) {
                tiles.add(new Tile(sprite, place));
            }
        }
        return tiles;
    }

    private static @Nullable Seen seen(Sprites sprites, Edition.Storyboard board, Tile tile) throws IOException {
        var picture = sprites.of(tile.sprite());
        if (picture == null) {
            return null;
        }
        var small = picture.getSubimage(
                tile.place() % board.columns() * board.width(),
                tile.place() / board.columns() * board.height(),
                board.width(),
                board.height());
        var second = tile.sprite().start() + tile.place() * board.interval();
        return new Seen(BigDecimal.valueOf(second).setScale(3, RoundingMode.DOWN), Posters.score(small));
    }

    /** What is dark has less than nothing; where all is, all is shown. */
    private static List<BigDecimal> sharp(List<Seen> best) {
        var most = best.stream().mapToDouble(Seen::score).max().orElse(0);
        var least = most > 0 ? BLURRED * most : Double.NEGATIVE_INFINITY;
        return best.stream()
                .filter(seen -> seen.score() >= least)
                .map(Seen::second)
                .toList();
    }

    /** One at a time is kept: they are asked for in the order of the film, and each is large. */
    private static final class Sprites {
        private final MediaStore store;
        private final Edition edition;
        private int chunk = -1;
        private @Nullable BufferedImage picture;

        Sprites(MediaStore store, Edition edition) {
            this.store = store;
            this.edition = edition;
        }

        /** Null where it is lost, or cannot be read. */
        @Nullable
        BufferedImage of(Edition.Sprite sprite) throws IOException {
            if (sprite.chunk() != chunk) {
                chunk = sprite.chunk();
                picture = read(edition.sprite(sprite));
            }
            return picture;
        }

        private @Nullable BufferedImage read(MediaKey key) throws IOException {
            if (store.find(key).isEmpty()) {
                return null;
            }
            try (var in = store.open(key)) {
                return ImageIO.read(in);
            }
        }
    }
}
