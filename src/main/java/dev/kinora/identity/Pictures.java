package dev.kinora.identity;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes a small square JPEG of a picture somebody sent. Nothing of what was sent is kept but what can be seen: no note of
 * a camera or a place, no second file hidden behind the first.
 */
final class Pictures {
    static final int SIDE = 256;
    static final int MOST_BYTES = 5 << 20;

    private static final long MOST_PIXELS = 40_000_000;
    private static final float QUALITY = 0.88f;

    /** Decoding takes memory by the size of the picture; one at a time bounds it, whoever sends how many. */
    private static final Semaphore TURN = new Semaphore(1, true);

    private Pictures() {}

    static byte[] square(byte[] sent) {
        if (sent.length == 0) {
            throw IdentityProblem.pictureUnusable("Choose a picture first; the file that arrived is empty.");
        }
        if (sent.length > MOST_BYTES) {
            throw IdentityProblem.pictureUnusable(
                    "This file is larger than 5 MB. Make the picture smaller and try again.");
        }
        var reader = reader(sent);
        TURN.acquireUninterruptibly();
        try {
            return jpeg(Orientation.upright(scaled(read(reader, sent)), Orientation.of(sent)));
        } finally {
            TURN.release();
            reader.dispose();
        }
    }

    /** By what the file begins with; what its name or its sender claim does not count. */
    private static ImageReader reader(byte[] sent) {
        if (startsWith(sent, 0, 0x89, 'P', 'N', 'G')) {
            return ImageIO.getImageReadersByFormatName("png").next();
        }
        if (startsWith(sent, 0, 0xFF, 0xD8, 0xFF)) {
            return ImageIO.getImageReadersByFormatName("jpeg").next();
        }
        if (startsWith(sent, 0, 'G', 'I', 'F', '8')) {
            return ImageIO.getImageReadersByFormatName("gif").next();
        }
        if (startsWith(sent, 0, 'R', 'I', 'F', 'F') && startsWith(sent, 8, 'W', 'E', 'B', 'P')) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        throw IdentityProblem.pictureUnusable(
                "This is not a picture that can be used here. Choose a PNG, JPEG, GIF or WebP file.");
    }

    private static boolean startsWith(byte[] sent, int at, int... beginning) {
        if (sent.length < at + beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if ((sent[at + i] & 0xFF) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    private static BufferedImage read(ImageReader reader, byte[] sent) {
        var cutOff = new AtomicBoolean();
        reader.addIIOReadWarningListener((_, _) -> cutOff.set(true));
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
            // Without its metadata, which may be compressed far beyond what the file's size suggests.
            reader.setInput(stream, true, true);
            var width = reader.getWidth(0);
            var height = reader.getHeight(0);
            requireSane(width, height);
            var picture = reader.read(0, middle(reader, width, height));
            if (cutOff.get()) {
                throw unreadable();
            }
            return picture;
        } catch (IdentityProblem e) {
            throw e;
        } catch (IOException | RuntimeException _) {
            // What readers throw at a malformed file is anything from an index to a null.
            throw unreadable();
        }
    }

    /** A file of a few bytes can claim to unfold into gigabytes; its header is asked before anything is unfolded. */
    private static void requireSane(int width, int height) {
        var pixels = (long) width * height;
        if (pixels > MOST_PIXELS) {
            throw IdentityProblem.pictureUnusable(String.format(
                    Locale.ENGLISH,
                    "This picture is %,d by %,d pixels; 40 megapixels are the most. Make it smaller and try again.",
                    width,
                    height));
        }
        if (pixels == 0) {
            throw unreadable();
        }
    }

    private static IdentityProblem unreadable() {
        return IdentityProblem.pictureUnusable(
                "This picture is damaged or incomplete. Open it, save it anew as PNG or JPEG, and try again.");
    }

    /** The square in the middle, with no more of its pixels than the scaling after it needs. */
    private static javax.imageio.ImageReadParam middle(ImageReader reader, int width, int height) {
        var side = Math.min(width, height);
        var param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
        var step = Math.max(1, side / (4 * SIDE));
        param.setSourceSubsampling(step, step, 0, 0);
        return param;
    }

    /** By halves, since a larger step would skip pixels; what shines through becomes white. */
    private static BufferedImage scaled(BufferedImage picture) {
        var scaled = picture;
        var side = Math.min(picture.getWidth(), picture.getHeight());
        do {
            side = side >= 2 * SIDE ? side / 2 : SIDE;
            var next = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            var graphics = next.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(scaled, 0, 0, side, side, Color.WHITE, null);
            graphics.dispose();
            scaled = next;
        } while (side > SIDE);
        return scaled;
    }

    private static byte[] jpeg(BufferedImage picture) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
