package dev.kinora.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Growth} says about a file that grows in a bucket.
 *
 * @param upload the service's name for it; empty while all of it fits into one part
 * @param first how large its first parts are, whatever the settings say by now
 * @param etags of the parts that are whole, from the first
 * @param tail what comes behind them, each an object of its own
 * @param former objects that the growth before this one needs; to be deleted once this one is written down
 */
record S3Growth(
        long durable, Optional<String> upload, long first, List<String> etags, List<Piece> tail, List<String> former) {
    record Piece(String name, long bytes) {}

    static S3Growth of(Growth growth, long usual) {
        var parts = growth.parts();
        var tail = new ArrayList<Piece>();
        for (var each : list(parts.get("tail"))) {
            var piece = (Map<?, ?>) each;
            tail.add(new Piece(String.valueOf(piece.get("name")), number(piece.get("bytes"), 0)));
        }
        return new S3Growth(
                growth.durable(),
                Optional.ofNullable(parts.get("upload")).map(String::valueOf),
                number(parts.get("partSize"), usual),
                list(parts.get("etags")).stream().map(String::valueOf).toList(),
                List.copyOf(tail),
                list(parts.get("former")).stream().map(String::valueOf).toList());
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static long number(@Nullable Object value, long otherwise) {
        return value instanceof Number number ? number.longValue() : otherwise;
    }

    Growth growth() {
        var parts = new LinkedHashMap<String, Object>();
        upload.ifPresent(id -> parts.put("upload", id));
        parts.put("partSize", first);
        parts.put("etags", etags);
        parts.put(
                "tail",
                tail.stream()
                        .map(piece -> Map.<String, Object>of("name", piece.name(), "bytes", piece.bytes()))
                        .toList());
        parts.put("former", former);
        return new Growth(durable, parts);
    }

    List<String> names() {
        return tail.stream().map(Piece::name).toList();
    }
}
