package dev.kinora.playback;

import dev.kinora.editions.Rendition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** MPEG-DASH of the same segments: static once the edition is whole, dynamic while it grows; all addresses are relative. */
final class DashManifest {
    private DashManifest() {}

    /** Asks for one that never turns static. */
    static final String GROWN = "grown";

    /**
     * @param seconds how long the whole film will be; 0 where nobody knows yet
     * @param grown for dash.js 4, which takes a manifest that turns static for the end of what it has; others wait for that
     */
    static String of(Listing listing, List<Film.Caption> captions, double seconds, boolean grown, Instant now) {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append(
                        "<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" profiles=\"urn:mpeg:dash:profile:isoff-live:2011\"")
                .append(" minBufferTime=\"PT2S\" maxSegmentDuration=\"")
                .append(duration(Math.max(
                        1,
                        listing.parts().stream()
                                .mapToDouble(Listing.Part::longest)
                                .max()
                                .orElse(0))))
                .append('"')
                .append(state(listing, seconds, grown, now))
                .append(">\n  <BaseURL>../")
                .append(listing.edition().id())
                .append("/</BaseURL>\n  <Period id=\"0\" start=\"PT0S\">\n");
        if (!listing.rungs().isEmpty()) {
            appendPicture(text, listing);
        }
        listing.sound().ifPresent(sound -> {
            text.append(
                    "    <AdaptationSet id=\"1\" contentType=\"audio\" mimeType=\"audio/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
            appendRepresentation(text, sound, "");
            text.append("    </AdaptationSet>\n");
        });
        appendCaptions(text, captions);
        text.append("  </Period>\n");
        if (!listing.isWhole() || grown) {
            text.append("  <UTCTiming schemeIdUri=\"urn:mpeg:dash:utc:direct:2014\" value=\"")
                    .append(now.truncatedTo(ChronoUnit.MILLIS))
                    .append("\"/>\n");
        }
        return text.append("</MPD>\n").toString();
    }

    private static String state(Listing listing, double seconds, boolean grown, Instant now) {
        var whole = " mediaPresentationDuration=\"" + duration(listing.seconds()) + "\"";
        if (!listing.isWhole()) {
            return growing(listing, seconds, now) + " minimumUpdatePeriod=\"PT2S\"";
        }
        return grown ? growing(listing, seconds, now) + whole : " type=\"static\"" + whole;
    }

    /** It seems to have begun so long ago that by the clock every segment is there already; what is listed decides. */
    private static String growing(Listing listing, double seconds, Instant now) {
        var began = madeAt(listing.edition().id())
                .minusSeconds(seconds > 0 ? (long) Math.ceil(seconds) : 36_000)
                .truncatedTo(ChronoUnit.SECONDS);
        return " type=\"dynamic\" availabilityStartTime=\"" + began + "\" publishTime=\""
                + now.truncatedTo(ChronoUnit.MILLIS) + "\"";
    }

    /** Ids begin with the milliseconds of their making. */
    private static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    private static void appendPicture(StringBuilder text, Listing listing) {
        var frames = listing.edition().frames();
        text.append(
                "    <AdaptationSet id=\"0\" contentType=\"video\" mimeType=\"video/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
        for (var rung : listing.rungs()) {
            appendRepresentation(
                    text,
                    rung,
                    " width=\"" + rung.rendition().width() + "\" height=\""
                            + rung.rendition().height() + "\""
                            + (frames.isEmpty() ? "" : " frameRate=\"" + frames + "\""));
        }
        text.append("    </AdaptationSet>\n");
    }

    private static void appendRepresentation(StringBuilder text, Listing.Part part, String further) {
        var rendition = part.rendition();
        text.append("      <Representation id=\"")
                .append(rendition.name())
                .append("\" bandwidth=\"")
                .append(part.peakBandwidth())
                .append("\" codecs=\"")
                .append(escaped(rendition.codecs()))
                .append('"')
                .append(further)
                .append(">\n        <SegmentTemplate timescale=\"")
                .append(rendition.timescale())
                .append("\" startNumber=\"0\" initialization=\"$RepresentationID$/init.mp4\"")
                .append(" media=\"$RepresentationID$/$Number$.m4s\">\n          <SegmentTimeline>\n");
        appendTimeline(text, part.segments());
        text.append("          </SegmentTimeline>\n        </SegmentTemplate>\n      </Representation>\n");
    }

    private static void appendTimeline(StringBuilder text, List<Rendition.Segment> segments) {
        for (var i = 0; i < segments.size(); ) {
            var ticks = segments.get(i).ticks();
            var alike = 1;
            while (i + alike < segments.size() && segments.get(i + alike).ticks() == ticks) {
                alike++;
            }
            text.append("            <S ")
                    .append(i == 0 ? "t=\"0\" " : "")
                    .append("d=\"")
                    .append(ticks)
                    .append(alike == 1 ? "\"/>\n" : "\" r=\"" + (alike - 1) + "\"/>\n");
            i += alike;
        }
    }

    /** Players show it unasked. */
    private static final String MAIN = "      <Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"main\"/>\n";

    private static void appendCaptions(StringBuilder text, List<Film.Caption> captions) {
        var id = 2;
        for (var caption : captions) {
            text.append("    <AdaptationSet id=\"")
                    .append(id++)
                    .append("\" contentType=\"text\" mimeType=\"text/vtt\" lang=\"")
                    .append(caption.language())
                    .append("\">\n      <Label>")
                    .append(escaped(caption.label()))
                    .append("</Label>\n      <Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"subtitle\"/>\n")
                    .append(caption.shown() ? MAIN : "")
                    .append("      <Representation id=\"captions-")
                    .append(caption.language())
                    .append("\" bandwidth=\"256\">\n        <BaseURL>../captions/")
                    .append(caption.language())
                    .append(".vtt</BaseURL>\n      </Representation>\n    </AdaptationSet>\n");
        }
    }

    private static String duration(double seconds) {
        return "PT"
                + new BigDecimal(String.format(Locale.ROOT, "%.6f", seconds))
                        .stripTrailingZeros()
                        .toPlainString()
                + "S";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("\\p{Cntrl}", " ");
    }
}
