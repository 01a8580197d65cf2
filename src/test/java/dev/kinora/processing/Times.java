package dev.kinora.processing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** When the frames of a fragmented MP4 file are shown, in ticks, as the standard has it; ffmpeg shifts what is shown before it is decoded. */
final class Times {
    private static final int FULL = 4;
    private static final int HEADER = 8;

    private Times() {}

    /** In order. */
    static List<Long> of(Path file) {
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            var times = new ArrayList<Long>();
            for (var box : new Inside(bytes, 0, bytes.capacity())) {
                if (box.is("moof")) {
                    for (var part : new Inside(bytes, box.content(), box.end())) {
                        if (part.is("traf")) {
                            fragment(bytes, part, times);
                        }
                    }
                }
            }
            return times.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fragment(ByteBuffer file, Inside.Part traf, List<Long> times) {
        var usual = 0L;
        var time = 0L;
        for (var part : new Inside(file, traf.content(), traf.end())) {
            if (part.is("tfhd")) {
                var flags = file.getInt(part.content());
                usual = file.getInt(
                        part.content() + HEADER + ((flags & 1) != 0 ? HEADER : 0) + ((flags & 2) != 0 ? FULL : 0));
            } else if (part.is("tfdt")) {
                time = file.getLong(part.content() + FULL);
            } else if (part.is("trun")) {
                var flags = file.getInt(part.content());
                var at = part.content() + HEADER + ((flags & 1) != 0 ? FULL : 0) + ((flags & 4) != 0 ? FULL : 0);
                for (var sample = 0; sample < file.getInt(part.content() + FULL); sample++) {
                    var lasts = (flags & 0x100) != 0 ? file.getInt(at) : usual;
                    at += FULL * Integer.bitCount(flags & 0xf00);
                    times.add(time + ((flags & 0x800) != 0 ? file.getInt(at - FULL) : 0));
                    time += lasts;
                }
            }
        }
    }
}
