package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Rendition;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps the segments of one rendition in the store as they come, each under its number in the film. */
final class Segments implements Fragments.Sink {
    private final MediaStore store;
    private final EditionKeys keys;
    private final String rendition;
    private final int first;
    private final List<Rendition.Segment> kept = new ArrayList<>();
    private String codec;
    private int samples;

    /** @param codec where the file itself does not say */
    Segments(MediaStore store, EditionKeys keys, String rendition, int first, String codec) {
        this.store = store;
        this.keys = keys;
        this.rendition = rendition;
        this.first = first;
        this.codec = codec;
    }

    @Override
    public void beginning(byte[] bytes) throws IOException {
        codec = Fragments.codec(bytes, codec);
        if (first == 0) {
            write(keys.beginning(rendition), bytes);
        }
    }

    @Override
    public void segment(byte[] bytes, int ticks, int count) throws IOException, InterruptedException {
        write(keys.segment(rendition, first + kept.size()), bytes);
        samples += count;
        kept.add(new Rendition.Segment(ticks, bytes.length));
        if (Thread.interrupted()) {
            throw new InterruptedException("the job is to stop");
        }
    }

    private void write(MediaKey key, byte[] bytes) throws IOException {
        store.write(key, new ByteArrayInputStream(bytes));
    }

    List<Rendition.Segment> kept() {
        return List.copyOf(kept);
    }

    int samples() {
        return samples;
    }

    String codec() {
        return codec;
    }
}
