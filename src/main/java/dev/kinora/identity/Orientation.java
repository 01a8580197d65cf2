package dev.kinora.identity;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a camera was held, as it noted in the picture: EXIF's eight ways, 1 for upright. */
final class Orientation {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;
    private static final int UPRIGHT = 1;

    private Orientation() {}

    static int of(byte[] picture) {
        try {
            var note = note(ByteBuffer.wrap(picture));
            return note.hasRemaining() ? read(note) : UPRIGHT;
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            // A broken note says nothing about the picture itself.
            return UPRIGHT;
        }
    }

    /** The TIFF block that carries the note; empty when there is none. */
    private static ByteBuffer note(ByteBuffer picture) {
        return switch (picture.get(0) & 0xFF) {
            case 0xFF -> inJpeg(picture);
            case 0x89 -> inChunks(picture, 8, "eXIf", 4, 4, ByteOrder.BIG_ENDIAN);
            case 'R' -> inChunks(picture, 12, "EXIF", 0, 0, ByteOrder.LITTLE_ENDIAN);
            default -> ByteBuffer.allocate(0);
        };
    }

    private static ByteBuffer inJpeg(ByteBuffer picture) {
        for (int at = 2; (picture.get(at) & 0xFF) == 0xFF; at += 2 + (picture.getShort(at + 2) & 0xFFFF)) {
            var marker = picture.get(at + 1) & 0xFF;
            var length = picture.getShort(at + 2) & 0xFFFF;
            if (marker == 0xE1 && startsWithExif(picture, at + 4)) {
                return picture.slice(at + 4 + EXIF.length, length - 2 - EXIF.length);
            }
            if (marker == 0xDA) {
                break;
            }
        }
        return ByteBuffer.allocate(0);
    }

    /**
     * In PNG a chunk is its length, name, content and checksum; in WebP its name, length and content, padded to be even.
     *
     * @param nameAt where in a chunk its name stands; its length is at the other place
     */
    private static ByteBuffer inChunks(
            ByteBuffer picture, int start, String name, int nameAt, int checksum, ByteOrder order) {
        picture.order(order);
        for (int at = start; at + 8 <= picture.limit(); ) {
            var length = picture.getInt(at + 4 - nameAt);
            var content = at + 8;
            if (length < 0) {
                break;
            }
            if (text(picture, at + nameAt).equals(name)) {
                var skipped = startsWithExif(picture, content) ? EXIF.length : 0;
                return picture.slice(content + skipped, length - skipped);
            }
            at = Math.addExact(content + checksum + (checksum == 0 ? length & 1 : 0), length);
        }
        return ByteBuffer.allocate(0);
    }

    private static String text(ByteBuffer picture, int at) {
        var letters = new byte[4];
        picture.get(at, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    private static boolean startsWithExif(ByteBuffer picture, int at) {
        if (at + EXIF.length > picture.limit()) {
            return false;
        }
        var beginning = new byte[EXIF.length];
        picture.get(at, beginning);
        return Arrays.equals(beginning, EXIF);
    }

    private static int read(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        var directory = tiff.getInt(4);
        var entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            var entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                var way = tiff.getShort(entry + 8);
                return way >= 1 && way <= 8 ? way : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** A square picture, turned and mirrored until it stands upright. */
    static BufferedImage upright(BufferedImage square, int way) {
        if (way == UPRIGHT) {
            return square;
        }
        var last = square.getWidth() - 1;
        var turned = new BufferedImage(last + 1, last + 1, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y <= last; y++) {
            for (int x = 0; x <= last; x++) {
                turned.setRGB(x, y, source(square, way, x, y, last));
            }
        }
        return turned;
    }

    private static int source(BufferedImage square, int way, int x, int y, int last) {
        return switch (way) {
            case 2 -> square.getRGB(last - x, y);
            case 3 -> square.getRGB(last - x, last - y);
            case 4 -> square.getRGB(x, last - y);
            case 5 -> square.getRGB(y, x);
            case 6 -> square.getRGB(y, last - x);
            case 7 -> square.getRGB(last - y, last - x);
            default -> square.getRGB(last - y, x);
        };
    }
}
