package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Making;
import dev.kinora.editions.Rendition;
import dev.kinora.storage.MediaStore;
import java.io.IOException;
import java.util.List;

/** A rendition that is made from its beginning to its end, and can be played while it grows. */
final class Growth implements Fragments.Sink {
    /** The first alone, so that playing begins soon; always the same, so that a second attempt writes the same again. */
    private static final List<Integer> FIRST_PIECES = List.of(1, 4);

    private static final int PIECE = 15;

    private final Segments segments;
    private final String name;
    private final double timescale;
    private final Listener listener;
    private int told;
    private int piece;
    private double seconds;

    /** @param codec where the file itself does not say */
    Growth(MediaStore store, EditionKeys keys, String name, String codec, int timescale, Listener listener) {
        this.segments = Segments.whole(store, keys, name, codec);
        this.name = name;
        this.timescale = timescale;
        this.listener = listener;
    }

    /** Hears of what can be played. */
    interface Listener {
        void written(Growth growth, Making.Written piece) throws InterruptedException;
    }

    @Override
    public void beginning(byte[] bytes) {
        segments.beginning(bytes);
    }

    @Override
    public void segment(byte[] bytes, int ticks, int samples) throws IOException, InterruptedException {
        segments.segment(bytes, ticks, samples);
        seconds += ticks / timescale;
        tell(false);
    }

    /** There will be no more. */
    void end() throws InterruptedException {
        tell(true);
    }

    private void tell(boolean end) throws InterruptedException {
        var most = piece < FIRST_PIECES.size() ? FIRST_PIECES.get(piece) : PIECE;
        var fresh = List.<Rendition.Segment>copyOf(
                segments.kept().subList(told, segments.kept().size()));
        if (fresh.size() == most || (end && !fresh.isEmpty())) {
            listener.written(this, new Making.Written(name, piece, told, fresh));
            told += fresh.size();
            piece++;
        }
    }

    double seconds() {
        return seconds;
    }

    String codec() {
        return segments.codec();
    }
}
