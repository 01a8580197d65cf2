package dev.kinora.processing;

import dev.kinora.media.Asked;
import java.nio.file.Path;
import java.util.Arrays;

/** The first picture of a film in few large points, upright: what colours are where. */
record Look(byte[] brightness, byte[] blue, byte[] red) {
    private static final int WIDTH = 16;
    private static final int HEIGHT = 9;

    static Look of(Path film) {
        var bytes = Asked.bytes(
                "-v",
                "error",
                "-i",
                film.toString(),
                "-map",
                "0:v:0",
                "-frames:v",
                "1",
                "-vf",
                "scale=%d:%d:flags=area:out_color_matrix=bt601:out_range=tv,format=yuv444p".formatted(WIDTH, HEIGHT),
                "-f",
                "rawvideo",
                "-");
        return new Look(plane(bytes, 0), plane(bytes, 1), plane(bytes, 2));
    }

    private static byte[] plane(byte[] bytes, int number) {
        return Arrays.copyOfRange(bytes, number * WIDTH * HEIGHT, (number + 1) * WIDTH * HEIGHT);
    }

    /** By how much a point differs from that of the other, on average, of 255; of what differs most. */
    double apart(Look other) {
        return Math.max(apart(brightness, other.brightness), Math.max(apart(blue, other.blue), apart(red, other.red)));
    }

    private static double apart(byte[] one, byte[] other) {
        var sum = 0.0;
        for (var at = 0; at < one.length; at++) {
            sum += Math.abs((one[at] & 0xff) - (other[at] & 0xff));
        }
        return sum / one.length;
    }
}
