package dev.kinora.processing;

import dev.kinora.editions.EditionKeys;
import dev.kinora.editions.Rendition;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the segments of one rendition in the store as they come, each under its number in the film. */
final class Segments implements Fragments.Sink {
    private final MediaStore store;
    private final EditionKeys keys;
    private final String rendition;
    private final int first;
    private final Begin begin;
    private final List<Rendition.Segment> kept = new ArrayList<>();
    private byte[] beginning = {};
    private String codec;
    private int samples;

    /** What becomes of what a decoder needs first, once there is a segment. */
    private interface Begin {
        void with(Segments segments) throws IOException;
    }

    private Segments(MediaStore store, EditionKeys keys, String rendition, int first, String codec, Begin begin) {
        this.store = store;
        this.keys = keys;
        this.rendition = rendition;
        this.first = first;
        this.codec = codec;
        this.begin = begin;
    }

    /**
     * All that the rendition has.
     *
     * @param codec where the file itself does not say
     */
    static Segments whole(MediaStore store, EditionKeys keys, String rendition, String codec) {
        return new Segments(store, keys, rendition, 0, codec, Segments::begin);
    }

    /**
     * Some of those that it has.
     *
     * @param codec where the file itself does not say
     * @param planned whether the plan says how all of them are encoded: what a decoder needs differs then in the words about colours
     *     at most, as in recordings that change halfway
     */
    static Segments some(
            MediaStore store, EditionKeys keys, String rendition, int first, String codec, boolean planned) {
        return new Segments(store, keys, rendition, first, codec, planned ? Segments::beginIfFirst : Segments::fit);
    }

    private void begin() throws IOException {
        write(keys.beginning(rendition), beginning);
    }

    private void beginIfFirst() throws IOException {
        if (store.find(keys.beginning(rendition)).isEmpty()) {
            begin();
        }
    }

    /** A decoder is told once what it needs, and could make nothing of segments that need anything else. */
    private void fit() throws IOException {
        beginIfFirst();
        try (var stored = store.open(keys.beginning(rendition))) {
            if (!Arrays.equals(stored.readAllBytes(), beginning)) {
                throw new IOException(
                        "The segments from number " + first + " of " + rendition
                                + " on do not fit to those that are there: their encoder was set differently, or is another"
                                + " version. All machines that encode need the same ffmpeg; then have the video processed again.");
            }
        }
    }

    @Override
    public void beginning(byte[] bytes) {
        beginning = bytes;
        codec = Fragments.codec(bytes, codec);
    }

    @Override
    public void segment(byte[] bytes, int ticks, int count) throws IOException, InterruptedException {
        if (kept.isEmpty()) {
            begin.with(this);
        }
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
