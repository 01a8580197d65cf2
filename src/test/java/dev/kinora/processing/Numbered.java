package dev.kinora.processing;

import dev.kinora.media.Asked;
import dev.kinora.media.Clips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Films whose frames carry their number, as a row of light and dark fields, so that each can be told after it was encoded. */
final class Numbered {
    private static final int BITS = 12;
    private static final int FIELD = 16;

    private Numbered() {}

    /** With a tone. */
    static Path film(String name, String rate, int seconds, String... encoder) {
        var fields = IntStream.range(0, BITS)
                .mapToObj(bit -> "drawbox=x=%d:y=0:w=%d:h=%d:color=white:t=fill:enable='mod(floor(n/%d)\\,2)'"
                        .formatted(bit * FIELD, FIELD, FIELD, 1 << bit))
                .collect(Collectors.joining(","));
        var all = new ArrayList<>(List.of("-f", "lavfi", "-i"));
        all.add("testsrc2=size=320x180:rate=" + rate + ":duration=" + seconds + ",drawbox=x=0:y=0:w=320:h=" + FIELD
                + ":color=black:t=fill," + fields);
        all.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=" + seconds));
        all.addAll(List.of(encoder));
        return Clips.made(name, all.toArray(String[]::new));
    }

    /** The numbers of all frames, in the order in which they are shown. */
    static List<Integer> read(Path file) {
        var shrunk = Asked.bytes(
                "-v",
                "error",
                "-i",
                file.toString(),
                "-map",
                "0:v:0",
                "-vf",
                "crop=iw*%d/320:ih*%d/180:0:0,scale=%d:1:flags=area,format=gray".formatted(BITS * FIELD, FIELD, BITS),
                "-fps_mode",
                "passthrough",
                "-f",
                "rawvideo",
                "-");
        var numbers = new ArrayList<Integer>();
        for (var frame = 0; frame < shrunk.length / BITS; frame++) {
            var number = 0;
            for (var bit = 0; bit < BITS; bit++) {
                number |= (shrunk[frame * BITS + bit] & 0xff) > 127 ? 1 << bit : 0;
            }
            numbers.add(number);
        }
        return numbers;
    }
}
