package dev.kinora.processing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The boxes between two places of an MP4 file. */
record Inside(ByteBuffer file, int from, int to) implements Iterable<Inside.Part> {
    private static final int HEADER = 8;

    /** @param content where it begins, behind the header */
    record Part(String type, int content, int end) {
        boolean is(String other) {
            return type.equals(other);
        }
    }

    @Override
    public Iterator<Part> iterator() {
        return new Iterator<>() {
            private int at = from;

            @Override
            public boolean hasNext() {
                return at + HEADER <= to;
            }

            @Override
            public Part next() {
                var size = file.getInt(at);
                if (size < HEADER || size > to - at) {
                    throw new IllegalArgumentException("a box of " + size + " bytes where " + (to - at) + " are left");
                }
                var type = new String(file.array(), at + HEADER / 2, HEADER / 2, StandardCharsets.ISO_8859_1);
                var part = new Part(type, at + HEADER, at + size);
                at += size;
                return part;
            }
        };
    }
}
