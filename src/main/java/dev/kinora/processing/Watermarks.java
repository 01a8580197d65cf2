package dev.kinora.processing;

import dev.kinora.media.Stills;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;

/** The picture that somebody lays over their films: one for each person. */
public final class Watermarks {
    public static final int MOST_BYTES = 5_000_000;

    private final Db db;
    private final WishStore store;
    private final Stills stills;

    Watermarks(Db db, Stills stills) {
        this.db = db;
        this.store = new WishStore(db);
        this.stills = stills;
    }

    /** The viewer's. */
    public Optional<Watermark> mine() {
        return store.watermark(owner());
    }

    /** PNG, of the viewer's. */
    public Optional<byte[]> picture() {
        return mine().flatMap(mark -> store.picture(mark.id()));
    }

    /** In the place of the one before, if there is one; films that are made already keep theirs. */
    public Watermark send(byte[] sent) throws IOException, InterruptedException {
        if (sent.length > MOST_BYTES) {
            throw WatermarkProblem.invalid("picture", "The picture may have 5 MB at most.");
        }
        var picture = stills.transparent(sent)
                .orElseThrow(() -> WatermarkProblem.invalid(
                        "picture", "This is no picture that can be read. Send a PNG, best with a transparent ground."));
        var seen = ImageIO.read(new ByteArrayInputStream(picture));
        var size = new Watermark.Size(seen.getWidth(), seen.getHeight());
        db.write(_ -> {
            store.watermark(owner())
                    .ifPresentOrElse(
                            mark -> store.replace(mark.id(), picture, size), () -> store.add(owner(), picture, size));
            return null;
        });
        return mine().orElseThrow(WatermarkProblem::none);
    }

    /** In per cent, as people write them. */
    public Watermark place(String position, String scale, String opacity, String padding) {
        var wrong = new LinkedHashMap<String, String>();
        var where = Watermark.Position.find(position);
        if (where.isEmpty()) {
            wrong.put("position", "Choose where it stands.");
        }
        var placing = new Watermark.Placing(
                where.orElse(Watermark.Position.UPPER_RIGHT),
                share("scale", scale, 1, 100, wrong),
                share("opacity", opacity, 1, 100, wrong),
                share("padding", padding, 0, 40, wrong));
        if (!wrong.isEmpty()) {
            throw WatermarkProblem.invalid(wrong);
        }
        var mark = mine().orElseThrow(WatermarkProblem::none);
        store.place(mark.id(), placing);
        return mine().orElseThrow(WatermarkProblem::none);
    }

    private static double share(String field, String text, int least, int most, Map<String, String> wrong) {
        if (text.strip().matches("[0-9]{1,3}")) {
            var percent = Integer.parseInt(text.strip());
            if (percent >= least && percent <= most) {
                return percent / 100.0;
            }
        }
        wrong.put(field, "Write a whole number from " + least + " to " + most + ".");
        return 0;
    }

    /** Films that are made already keep it. */
    public void remove() {
        mine().ifPresent(mark -> store.delete(mark.id()));
    }

    private static UUID owner() {
        if (Caller.current().viewer() instanceof Viewer.User person) {
            return person.id();
        }
        throw new IllegalStateException("only people have watermarks");
    }
}
