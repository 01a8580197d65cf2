package dev.kinora.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads manifests as strictly as RFC 8216 and ISO/IEC 23009-1 are written: what a forgiving player lets pass is refused. */
public final class Manifests {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"\r\n]*\"|[^\",\\s]+)(?:,|$)");
    private static final Pattern EXTINF = Pattern.compile("#EXTINF:(\\d+(?:\\.\\d+)?),.*");
    private static final Pattern CODEC = Pattern.compile("(avc1\\.[0-9a-f]{6}|mp4a\\.40\\.\\d+)");

    private Manifests() {}

    /** @param playlists addresses of the media playlists, as they stand there */
    public record Multivariant(List<Map<String, String>> variants, Set<String> playlists) {}

    /**
     * @param head all that stands before the first segment
     * @param segments addresses, as they stand there
     */
    public record Media(List<String> head, List<BigDecimal> durations, List<String> segments, boolean ended) {
        public BigDecimal seconds() {
            return durations.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private static List<String> lines(String text) {
        assertThat(text)
                .as("ends with a line break and has no byte order mark")
                .endsWith("\n")
                .startsWith("#EXTM3U\n");
        assertThat(text).as("has no control characters").doesNotContain("\r", "\t", "\u0000");
        var lines = text.lines().toList();
        assertThat(lines.stream().filter("#EXTM3U"::equals)).hasSize(1);
        for (var tag : List.of("#EXT-X-VERSION:", "#EXT-X-INDEPENDENT-SEGMENTS", "#EXT-X-START:")) {
            assertThat(lines.stream().filter(line -> line.startsWith(tag)))
                    .as(tag)
                    .hasSizeLessThanOrEqualTo(1);
        }
        return lines;
    }

    private static Map<String, String> attributes(String line) {
        var list = line.substring(line.indexOf(':') + 1);
        var found = ATTRIBUTE.matcher(list);
        var attributes = new TreeMap<String, String>();
        var end = 0;
        while (found.find()) {
            assertThat(found.start())
                    .as("nothing stands between attributes: " + line)
                    .isEqualTo(end);
            assertThat(attributes.put(found.group(1), found.group(2).replace("\"", "")))
                    .as("once: " + line)
                    .isNull();
            end = found.end();
        }
        assertThat(end).as("nothing is left over: " + line).isEqualTo(list.length());
        return attributes;
    }

    public static Multivariant multivariant(String text) {
        var lines = lines(text);
        assertThat(lines).contains("#EXT-X-INDEPENDENT-SEGMENTS").noneMatch(line -> line.startsWith("#EXTINF"));
        var groups = new HashSet<String>();
        var playlists = new HashSet<String>();
        lines.stream()
                .filter(line -> line.startsWith("#EXT-X-MEDIA:"))
                .map(Manifests::attributes)
                .forEach(media -> {
                    assertThat(media).containsKeys("TYPE", "GROUP-ID", "NAME", "URI");
                    assertThat(groups.add(media.get("TYPE") + media.get("GROUP-ID") + media.get("NAME")))
                            .as("names differ")
                            .isTrue();
                    playlists.add(media.get("URI"));
                });
        var variants = new ArrayList<Map<String, String>>();
        for (var i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("#EXT-X-STREAM-INF:")) {
                continue;
            }
            var variant = attributes(lines.get(i));
            assertThat(variant).containsKeys("BANDWIDTH", "AVERAGE-BANDWIDTH", "CODECS");
            assertThat(Long.parseLong(variant.get("BANDWIDTH")))
                    .isGreaterThanOrEqualTo(Long.parseLong(variant.get("AVERAGE-BANDWIDTH")))
                    .isPositive();
            assertThat(variant.getOrDefault("CODECS", "").split(","))
                    .allMatch(codec -> CODEC.matcher(codec).matches());
            if (variant.containsKey("RESOLUTION")) {
                assertThat(variant.get("RESOLUTION")).matches("[1-9]\\d*x[1-9]\\d*");
            }
            for (var kind : List.of("AUDIO", "SUBTITLES")) {
                if (variant.containsKey(kind)) {
                    assertThat(groups).anyMatch(group -> group.startsWith(kind + variant.get(kind)));
                }
            }
            assertThat(lines.get(i + 1))
                    .as("its address follows")
                    .doesNotStartWith("#")
                    .isNotEmpty();
            assertThat(playlists.add(lines.get(i + 1))).isTrue();
            variants.add(variant);
        }
        assertThat(variants).isNotEmpty();
        return new Multivariant(variants, playlists);
    }

    public static Media media(String text) {
        var lines = lines(text);
        assertThat(lines).noneMatch(line -> line.startsWith("#EXT-X-STREAM-INF") || line.startsWith("#EXT-X-MEDIA:"));
        var target = Integer.parseInt(only(lines, "#EXT-X-TARGETDURATION:"));
        assertThat(only(lines, "#EXT-X-MEDIA-SEQUENCE:")).isEqualTo("0");
        var type = only(lines, "#EXT-X-PLAYLIST-TYPE:");
        var ended = lines.stream().filter("#EXT-X-ENDLIST"::equals).count();
        assertThat(type).isIn("VOD", "EVENT");
        assertThat(ended).as("one end, where nothing follows").isBetween(type.equals("VOD") ? 1L : 0, 1L);
        if (ended == 1) {
            assertThat(lines.getLast()).isEqualTo("#EXT-X-ENDLIST");
        }
        var durations = new ArrayList<BigDecimal>();
        var segments = new ArrayList<String>();
        for (var i = 0; i < lines.size(); i++) {
            var inf = EXTINF.matcher(lines.get(i));
            if (!inf.matches()) {
                assertThat(lines.get(i)).doesNotStartWith("#EXTINF");
                continue;
            }
            var duration = new BigDecimal(inf.group(1));
            assertThat(duration.setScale(0, RoundingMode.HALF_UP).intValueExact())
                    .as("no segment, rounded, is longer than the target")
                    .isLessThanOrEqualTo(target);
            assertThat(lines.get(i + 1))
                    .as("its address follows")
                    .doesNotStartWith("#")
                    .isNotEmpty();
            durations.add(duration);
            segments.add(lines.get(i + 1));
        }
        assertThat(segments).isNotEmpty().doesNotHaveDuplicates();
        if (segments.stream().anyMatch(segment -> segment.endsWith(".m4s"))) {
            var map = lines.stream()
                    .filter(line -> line.startsWith("#EXT-X-MAP:"))
                    .toList();
            assertThat(map).hasSize(1);
            assertThat(attributes(map.getFirst())).containsKey("URI");
            assertThat(lines.indexOf(map.getFirst())).isLessThan(lines.indexOf(segments.getFirst()));
            assertThat(Integer.parseInt(only(lines, "#EXT-X-VERSION:"))).isGreaterThanOrEqualTo(6);
            assertThat(lines).contains("#EXT-X-INDEPENDENT-SEGMENTS");
        }
        var head = lines.stream().takeWhile(line -> !line.startsWith("#EXTINF")).toList();
        return new Media(head, List.copyOf(durations), List.copyOf(segments), ended == 1);
    }

    private static String only(List<String> lines, String tag) {
        var found = lines.stream().filter(line -> line.startsWith(tag)).toList();
        assertThat(found).as(tag).hasSize(1);
        return found.getFirst().substring(tag.length());
    }

    /** What has been told stays true: nothing is taken back, and what was said of it is said again. */
    public static void requireGrown(Media before, Media now) {
        assertThat(now.segments()).startsWith(before.segments().toArray(String[]::new));
        assertThat(now.durations()).startsWith(before.durations().toArray(BigDecimal[]::new));
        assertThat(before.ended()).as("nothing follows an end").isFalse();
        assertThat(now.head()).as("target, type and start never change").isEqualTo(before.head());
    }

    /** @param seconds of each representation, by its id */
    public record Mpd(boolean dynamic, Instant availableSince, Map<String, Double> seconds) {}

    public static Mpd mpd(String text, Instant now) {
        var root = parsed(text);
        assertThat(root.getLocalName()).isEqualTo("MPD");
        assertThat(root.getNamespaceURI()).isEqualTo("urn:mpeg:dash:schema:mpd:2011");
        for (var needed : List.of("profiles", "minBufferTime", "type")) {
            assertThat(root.getAttribute(needed)).as(needed).isNotEmpty();
        }
        var dynamic = root.getAttribute("type").equals("dynamic");
        var began = Instant.EPOCH;
        if (dynamic) {
            began = Instant.parse(root.getAttribute("availabilityStartTime"));
            assertThat(began).isBeforeOrEqualTo(now);
            assertThat(Instant.parse(root.getAttribute("publishTime")))
                    .isBetween(now.minusSeconds(60), now.plusSeconds(60));
            assertThat(Duration.parse(root.getAttribute("minimumUpdatePeriod"))).isPositive();
            assertThat(root.hasAttribute("mediaPresentationDuration")).isFalse();
        } else {
            assertThat(root.getAttribute("type")).isEqualTo("static");
            for (var foreign : List.of("minimumUpdatePeriod", "availabilityStartTime", "timeShiftBufferDepth")) {
                assertThat(root.hasAttribute(foreign)).as(foreign).isFalse();
            }
            assertThat(Duration.parse(root.getAttribute("mediaPresentationDuration")))
                    .isPositive();
        }
        assertThat(all(root, "Period")).hasSize(1);
        var longest = Duration.parse(root.getAttribute("maxSegmentDuration")).toNanos() / 1e9;
        var seconds = new TreeMap<String, Double>();
        var ids = new HashSet<String>();
        for (var set : all(root, "AdaptationSet")) {
            assertThat(ids.add(set.getAttribute("id"))).isTrue();
            assertThat(set.getAttribute("mimeType")).isNotEmpty();
            for (var representation : all(set, "Representation")) {
                assertThat(Long.parseLong(representation.getAttribute("bandwidth")))
                        .isPositive();
                var template = all(representation, "SegmentTemplate");
                if (!template.isEmpty()) {
                    assertThat(CODEC.matcher(representation.getAttribute("codecs"))
                                    .matches())
                            .isTrue();
                    seconds.put(representation.getAttribute("id"), timeline(template.getFirst(), longest));
                }
            }
        }
        assertThat(seconds).isNotEmpty();
        if (!dynamic) {
            var all = Duration.parse(root.getAttribute("mediaPresentationDuration"))
                            .toNanos()
                    / 1e9;
            assertThat(seconds.values()).allSatisfy(each -> assertThat(each).isBetween(all - 0.5, all + 1e-3));
        } else {
            var by = Duration.between(began, now).toNanos() / 1e9;
            assertThat(seconds.values())
                    .as("by the clock all that is told is there")
                    .allMatch(each -> each <= by + 1);
        }
        return new Mpd(dynamic, began, seconds);
    }

    private static double timeline(Element template, double longest) {
        assertThat(template.getAttribute("initialization")).isNotEmpty();
        assertThat(template.getAttribute("media")).containsAnyOf("$Number$", "$Time$");
        var scale = Long.parseLong(template.getAttribute("timescale"));
        var at = 0L;
        for (var s : all(template, "S")) {
            if (s.hasAttribute("t")) {
                assertThat(Long.parseLong(s.getAttribute("t"))).as("no gap").isEqualTo(at);
            }
            var ticks = Long.parseLong(s.getAttribute("d"));
            var more = s.hasAttribute("r") ? Integer.parseInt(s.getAttribute("r")) : 0;
            assertThat(ticks).isPositive();
            assertThat(more).isNotNegative();
            assertThat(ticks / (double) scale).isLessThanOrEqualTo(longest + 1e-3);
            at += ticks * (more + 1);
        }
        assertThat(at).isPositive();
        return at / (double) scale;
    }

    private static List<Element> all(Element within, String name) {
        var nodes = within.getElementsByTagNameNS("*", name);
        var found = new ArrayList<Element>();
        for (var i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static Element parsed(String text) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + text, e);
        }
    }
}
