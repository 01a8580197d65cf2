package dev.kinora.processing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import dev.kinora.storage.MediaStores;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moments of a film whose pictures may stand for it: of each part of it the sharpest that is looked at, none dark, none blurred. */
public final class Moments {
    private static final Logger LOG = LoggerFactory.getLogger(Moments.class);
    private static final int PARTS = 8;
    /** So many pictures of a part are looked at, however long it is. */
    private static final int LOOKS = 3;
    /** Less sharp than the sharpest by so much is out of focus, or shows next to nothing. */
    private static final double BLURRED = 0.05;

    private static final int MOST_REMEMBERED = 1000;

    /** Each has a large picture in memory, and a core at work. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Tile(Edition.Sprite sprite, int place) {}

    private record Seen(BigDecimal second, double score) {}

    private final Editions editions;
    private final MediaStores stores;
    /** By edition, whose pictures never change. */
    private final Cache<UUID, List<BigDecimal>> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private final ConcurrentMap<UUID, CompletableFuture<List<BigDecimal>>> underWay = new ConcurrentHashMap<>();
    private final Semaphore turns = new Semaphore(AT_ONCE);

    Moments(Editions editions, MediaStores stores) {
        this.editions = editions;
        this.stores = stores;
    }

    /**
     * In the order of the film; none while it is not whole, of sound alone, where its pictures cannot be read, and while too many
     * others are looked at. Whoever asks has looked first whether they may.
     */
    public List<BigDecimal> of(UUID video) {
        var edition = editions.playing(video).orElse(null);
        var board = edition == null ? null : edition.storyboard();
        if (edition == null || board == null) {
            return List.of();
        }
        var known = remembered.getIfPresent(edition.id());
        return known != null ? known : once(edition, board);
    }

    /** Who asks for the same meanwhile gets the same. */
    private List<BigDecimal> once(Edition edition, Edition.Storyboard board) {
        var mine = new CompletableFuture<List<BigDecimal>>();
        var others = underWay.putIfAbsent(edition.id(), mine);
        if (others != null) {
            return others.copy()
                    .completeOnTimeout(List.of(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        var found = List.<BigDecimal>of();
        try {
            found = inTurn(edition, board);
        } finally {
            underWay.remove(edition.id());
            mine.complete(found);
        }
        return found;
    }

    private List<BigDecimal> inTurn(Edition edition, Edition.Storyboard board) {
        if (!isGivenTurn()) {
            return List.of();
        }
        try {
            var found = sharp(looks(stores.named(edition.store()), edition, board));
            remembered.put(edition.id(), found);
            return found;
        } catch (IOException e) {
            LOG.warn("Video {} has no pictures to choose from: {}", edition.video(), e.toString());
            return List.of();
        } finally {
            turns.release();
        }
    }

    private boolean isGivenTurn() {
        try {
            return turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
                if (sharpest == null || seen.score() > sharpest.score()) {
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
        for (var sprite : spread(board.sprites())) {
            for (var place = 0; place < sprite.pictures(); place++) {
                tiles.add(new Tile(sprite, place));
            }
        }
        return tiles;
    }

    /** Not more sprites than parts, each of which has to be fetched: those in the middle of as many stretches of the film. */
    private static List<Edition.Sprite> spread(List<Edition.Sprite> all) {
        var count = Math.min(PARTS, all.size());
        return IntStream.range(0, count)
                .mapToObj(each -> all.get((2 * each + 1) * all.size() / (2 * count)))
                .toList();
    }

    private static Seen seen(Sprites sprites, Edition.Storyboard board, Tile tile) throws IOException {
        var picture = sprites.of(tile.sprite());
        var x = tile.place() % board.columns() * board.width();
        var y = tile.place() / board.columns() * board.height();
        if (x + board.width() > picture.getWidth() || y + board.height() > picture.getHeight()) {
            throw new IOException("Sprite " + tile.sprite().chunk() + " is smaller than its pictures");
        }
        var small = picture.getSubimage(x, y, board.width(), board.height());
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

        BufferedImage of(Edition.Sprite sprite) throws IOException {
            if (picture == null || sprite.chunk() != chunk) {
                picture = read(edition.sprite(sprite));
                chunk = sprite.chunk();
            }
            return picture;
        }

        private BufferedImage read(MediaKey key) throws IOException {
            try (var in = store.open(key)) {
                var read = ImageIO.read(in);
                if (read == null) {
                    throw new IOException(key + " is no picture");
                }
                return read;
            } catch (IllegalArgumentException e) {
                // So the decoder calls some of what is damaged.
                throw new IOException(key + " is damaged", e);
            }
        }
    }
}
