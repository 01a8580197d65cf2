package dev.kinora.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An HLS playlist, read as strictly as RFC 8216 has it: what it does not know it does not let pass. */
record Playlist(
        int version,
        List<String> tags,
        List<Variant> variants,
        List<Map<String, String>> media,
        List<Segment> segments) {
    record Variant(Map<String, String> attributes, String address) {}

    record Segment(BigDecimal seconds, String address) {}

    private static final Pattern ATTRIBUTE =
            Pattern.compile("([A-Z0-9-]+)=(\"[^\"\\r\\n]*\"|\\d+x\\d+|[0-9.]+|[A-Z0-9-]+)(,|$)");
    private static final Pattern KNOWN = Pattern.compile(
            "#EXT-X-(INDEPENDENT-SEGMENTS|ENDLIST|MEDIA-SEQUENCE:0|PLAYLIST-TYPE:(VOD|EVENT)|TARGETDURATION:\\d+|START:TIME-OFFSET=0,PRECISE=YES|MAP:URI=\"[^\"]+\")");

    static Playlist of(String text) {
        assertThat(text).startsWith("#EXTM3U\n").endsWith("\n").doesNotContain("\n\n", "\r");
        var lines = text.lines().toList();
        var read = new Playlist(
                Integer.parseInt(lines.get(1).replaceFirst("^#EXT-X-VERSION:", "")),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (var i = 2; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.startsWith("#EXT-X-STREAM-INF:")) {
                read.variants.add(new Variant(attributes(line), address(lines.get(++i))));
            } else if (line.startsWith("#EXTINF:")) {
                assertThat(line).matches("#EXTINF:\\d+(\\.\\d+)?,");
                read.segments.add(
                        new Segment(new BigDecimal(line.substring(8, line.length() - 1)), address(lines.get(++i))));
            } else if (line.startsWith("#EXT-X-MEDIA:")) {
                read.media.add(attributes(line));
            } else {
                assertThat(line).matches(KNOWN);
                read.tags.add(line);
            }
        }
        read.requireShortEnough();
        return read;
    }

    private void requireShortEnough() {
        tags.stream().filter(tag -> tag.startsWith("#EXT-X-TARGETDURATION:")).forEach(tag -> {
            var target = Long.parseLong(tag.substring(tag.indexOf(':') + 1));
            assertThat(segments)
                    .allSatisfy(
                            segment -> assertThat(Math.round(segment.seconds().doubleValue()))
                                    .isLessThanOrEqualTo(target));
        });
    }

    private static String address(String line) {
        assertThat(line).doesNotStartWith("#").doesNotStartWith("/").doesNotContain(" ");
        return line;
    }

    private static Map<String, String> attributes(String line) {
        var rest = line.substring(line.indexOf(':') + 1);
        var found = new LinkedHashMap<String, String>();
        var matcher = ATTRIBUTE.matcher(rest);
        var end = 0;
        while (matcher.find()) {
            assertThat(matcher.start()).as(line).isEqualTo(end);
            found.put(matcher.group(1), matcher.group(2).replace("\"", ""));
            end = matcher.end();
        }
        assertThat(end).as(line).isEqualTo(rest.length());
        return found;
    }
}
