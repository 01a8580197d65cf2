package dev.kinora.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final String LOSSY = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
    private static final String LOSSLESS = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void a_picture_becomes_a_square_jpeg_of_its_middle(String format) throws IOException {
        var square = decoded(Pictures.square(encoded(threeBands(900, 300), format)));

        assertThat(square.getWidth()).isEqualTo(Pictures.SIDE);
        assertThat(square.getHeight()).isEqualTo(Pictures.SIDE);
        assertLooks(square, 5, 128, Color.GREEN);
        assertLooks(square, 250, 128, Color.GREEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {LOSSY, LOSSLESS})
    void webp_is_read(String file) throws IOException {
        assertThat(decoded(Pictures.square(Base64.getDecoder().decode(file))).getWidth())
                .isEqualTo(Pictures.SIDE);
    }

    @Test
    void a_small_picture_grows() throws IOException {
        assertThat(decoded(Pictures.square(encoded(threeBands(3, 3), "png"))).getWidth())
                .isEqualTo(Pictures.SIDE);
    }

    @Test
    void what_shines_through_becomes_white() throws IOException {
        var clear = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);

        assertLooks(decoded(Pictures.square(encoded(clear, "png"))), 128, 128, Color.WHITE);
    }

    /** The corners, in the order of reading, after a picture with red, green, blue and white corners was turned. */
    @ParameterizedTest
    @CsvSource({
        "1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB",
    })
    void a_camera_held_askew_is_put_upright(int way, String corners) throws IOException {
        var square = decoded(Pictures.square(withOrientation(encoded(fourCorners(), "jpeg"), way)));

        assertThat(letter(square, 40, 40)
                        + letter(square, 216, 40)
                        + letter(square, 40, 216)
                        + letter(square, 216, 216))
                .isEqualTo(corners);
    }

    @Test
    void nothing_of_the_cameras_notes_is_kept() throws IOException {
        var sent = withOrientation(encoded(fourCorners(), "jpeg"), 6);
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("Exif");

        assertThat(new String(Pictures.square(sent), StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif");
    }

    @Test
    void a_broken_note_of_the_camera_is_no_reason_to_refuse_the_picture() throws IOException {
        var sent = withOrientation(encoded(fourCorners(), "jpeg"), 6);
        // The directory of the note lies far outside of it.
        sent[4 + 2 + 6 + 4] = 0x7F;

        assertThat(letter(decoded(Pictures.square(sent)), 40, 40)).isEqualTo("R");
    }

    @Test
    void a_file_that_claims_to_unfold_into_gigabytes_is_not_unfolded() {
        assertRefused(png(60_000, 60_000), "60,000 by 60,000 pixels");
        assertRefused(png(8_000, 5_001), "40 megapixels");
    }

    @Test
    void an_empty_file_is_told_from_a_wrong_one() {
        assertRefused(new byte[0], "empty");
        assertRefused(
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8),
                "PNG, JPEG, GIF or WebP");
        assertRefused(new byte[] {(byte) 0xFF}, "PNG, JPEG, GIF or WebP");
        assertRefused(new byte[Pictures.MOST_BYTES + 1], "larger than 5 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void a_file_that_was_cut_off_is_refused_wherever_it_was_cut(String format) throws IOException {
        var whole = encoded(noise(), format);

        for (int percent : new int[] {1, 10, 50, 90}) {
            assertRefused(Arrays.copyOf(whole, whole.length * percent / 100), "damaged or incomplete");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LOSSY, LOSSLESS})
    void a_webp_that_was_cut_off_is_refused(String file) {
        var whole = Base64.getDecoder().decode(file);

        assertRefused(Arrays.copyOf(whole, 22), "damaged or incomplete");
    }

    @Test
    void whatever_is_wrong_inside_a_file_it_is_answered_with_a_sentence() throws IOException {
        var random = new java.util.Random(42);
        for (var format : new String[] {"png", "jpeg", "gif"}) {
            var whole = encoded(threeBands(64, 64), format);
            for (int i = 0; i < 200; i++) {
                var broken = whole.clone();
                for (int j = 0; j < 4; j++) {
                    broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
                }
                assertThat(outcome(broken)).as("%s %d", format, i).isIn("read", "invalid");
            }
        }
    }

    private static String outcome(byte[] sent) {
        try {
            Pictures.square(sent);
            return "read";
        } catch (IdentityProblem e) {
            return e.code();
        }
    }

    private static void assertRefused(byte[] sent, String sentence) {
        assertThatExceptionOfType(IdentityProblem.class)
                .isThrownBy(() -> Pictures.square(sent))
                .withMessageContaining(sentence);
    }

    private static BufferedImage threeBands(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(width / 3, 0, width / 3, height);
        graphics.dispose();
        return picture;
    }

    private static BufferedImage fourCorners() {
        var picture = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        var colors = new Color[] {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (int i = 0; i < 4; i++) {
            graphics.setColor(colors[i]);
            graphics.fillRect(i % 2 * 256, i / 2 * 256, 256, 256);
        }
        graphics.dispose();
        return picture;
    }

    private static BufferedImage noise() {
        var random = new java.util.Random(7);
        var picture = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 200; i++) {
            picture.setRGB(i % 200, i / 200, random.nextInt());
        }
        return picture;
    }

    private static byte[] encoded(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage decoded(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static byte[] withOrientation(byte[] jpeg, int way) {
        var note = ByteBuffer.allocate(4 + 6 + 26);
        note.put((byte) 0xFF).put((byte) 0xE1).putShort((short) (2 + 6 + 26));
        note.put("Exif\0\0MM".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(8);
        note.putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) way);
        return ByteBuffer.allocate(jpeg.length + note.capacity())
                .put(jpeg, 0, 2)
                .put(note.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] png(int width, int height) {
        var header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.ISO_8859_1));
        header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        var sum = new CRC32();
        sum.update(header.array());
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(header.array())
                .putInt((int) sum.getValue())
                .array();
    }

    private static void assertLooks(BufferedImage picture, int x, int y, Color color) {
        var seen = new Color(picture.getRGB(x, y));
        assertThat(Math.abs(seen.getRed() - color.getRed())
                        + Math.abs(seen.getGreen() - color.getGreen())
                        + Math.abs(seen.getBlue() - color.getBlue()))
                .as("%s at %d, %d instead of %s", seen, x, y, color)
                .isLessThan(40);
    }

    private static String letter(BufferedImage picture, int x, int y) {
        var seen = new Color(picture.getRGB(x, y));
        if (seen.getRed() > 128 && seen.getGreen() > 128) {
            return "W";
        }
        return seen.getRed() > 128 ? "R" : seen.getGreen() > 128 ? "G" : "B";
    }
}
