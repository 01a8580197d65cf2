package dev.kinora.playback;

import dev.kinora.editions.Rendition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HLS as RFC 8216 has it, version 7; all addresses are relative, so that a token in the path stays in it. */
final class HlsPlaylists {
    static final String CAPTIONS = "captions-";

    /** Of which edition a media playlist is asked for. */
    static final String EDITION = "edition";

    /** No segment is longer than this or than was planned; it may not change when a playlist has grown to its end. */
    private static final int SHORTEST_TARGET = 6;

    private static final String START = "#EXT-X-START:TIME-OFFSET=0,PRECISE=YES\n";

    private HlsPlaylists() {}

    static String multivariant(Listing listing, List<Film.Caption> captions) {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        if (!listing.isWhole()) {
            text.append(START);
        }
        // Where there is nothing else it is no track beside the pictures but the film itself.
        var sound = listing.rungs().isEmpty() ? null : listing.sound().orElse(null);
        if (sound != null) {
            text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"Sound\",DEFAULT=YES,AUTOSELECT=YES,URI=\"")
                    .append(address(listing, sound.rendition().name()))
                    .append("\"\n");
        }
        boolean isAmbiguous = isAmbiguous(captions);
        captions.forEach(caption -> text.append("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"captions\",NAME=\"")
                .append(quotable(caption.label()))
                .append(isAmbiguous ? " (" + caption.language() + ")" : "")
                .append("\",LANGUAGE=\"")
                .append(caption.language())
                .append("\",DEFAULT=" + (caption.shown() ? "YES" : "NO") + ",AUTOSELECT=YES,FORCED=NO,URI=\"")
                .append(address(listing, CAPTIONS + caption.language()))
                .append("\"\n"));
        for (var part : listing.rungs().isEmpty() ? listing.parts() : listing.rungs()) {
            text.append(variant(listing, part, sound, !captions.isEmpty()));
        }
        return text.toString();
    }

    /** Labels are free, but no two of a group may have one name (RFC 8216, 4.3.4.1.1); no two are in one language. */
    private static boolean isAmbiguous(List<Film.Caption> captions) {
        var names = captions.stream().map(caption -> quotable(caption.label())).distinct();
        return names.count() < captions.size();
    }

    private static String variant(Listing listing, Listing.Part part, Listing.@Nullable Part sound, boolean captioned) {
        var rendition = part.rendition();
        var text = new StringBuilder("#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(part.peakBandwidth() + (sound == null ? 0 : sound.peakBandwidth()))
                .append(",AVERAGE-BANDWIDTH=")
                .append(part.averageBandwidth() + (sound == null ? 0 : sound.averageBandwidth()));
        if (!rendition.isSound()) {
            text.append(",RESOLUTION=").append(rendition.width()).append('x').append(rendition.height());
            if (!listing.edition().frames().isEmpty()) {
                text.append(",FRAME-RATE=").append(rate(listing.edition().frames()));
            }
        }
        text.append(",CODECS=\"").append(rendition.codecs());
        if (sound != null) {
            text.append(',').append(sound.rendition().codecs()).append("\",AUDIO=\"sound");
        }
        return text.append(captioned ? "\",SUBTITLES=\"captions\"\n" : "\"\n")
                .append(address(listing, rendition.name()))
                .append('\n')
                .toString();
    }

    /** Players fetch some of them only when they switch to them, and another edition may play by then. */
    private static String address(Listing listing, String name) {
        return name + ".m3u8?" + EDITION + "=" + listing.edition().id();
    }

    /** One that a player has read may only get longer and end (RFC 8216, 6.2.1): so that it has grown stays to be seen. */
    static String media(Listing listing, Listing.Part part) {
        var folder = "../" + listing.edition().id() + "/" + part.rendition().name() + "/";
        var target =
                Math.max(Math.max(SHORTEST_TARGET, listing.edition().longestSegment()), Math.round(part.longest()));
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:")
                .append(target)
                .append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:EVENT\n" + START)
                .append("#EXT-X-MAP:URI=\"")
                .append(folder)
                .append("init.mp4\"\n");
        appendSegments(text, part, folder);
        return text.append(listing.isWhole() ? "#EXT-X-ENDLIST\n" : "").toString();
    }

    /** Each is rounded at its ends and not by itself: the times of a long film would drift otherwise. */
    private static void appendSegments(StringBuilder text, Listing.Part part, String folder) {
        var timescale = part.rendition().timescale();
        var ticks = 0L;
        var begin = BigDecimal.ZERO;
        var number = 0;
        for (Rendition.Segment segment : part.segments()) {
            ticks += segment.ticks();
            var end = BigDecimal.valueOf(ticks).divide(BigDecimal.valueOf(timescale), 6, RoundingMode.HALF_EVEN);
            text.append("#EXTINF:")
                    .append(end.subtract(begin).toPlainString())
                    .append(",\n")
                    .append(folder)
                    .append(number++)
                    .append(".m4s\n");
            begin = end;
        }
    }

    /** All captions are one segment, as long as the film. */
    static String captions(Listing listing, Film.Caption caption) {
        var seconds = Math.max(listing.seconds(), 0.001);
        return "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:" + Math.max(1, Math.round(seconds))
                + "\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:"
                + String.format(Locale.ROOT, "%.6f", seconds) + ",\n../captions/" + caption.language()
                + ".vtt\n#EXT-X-ENDLIST\n";
    }

    /** @param frames a fraction such as 30000/1001 */
    private static String rate(String frames) {
        var slash = frames.indexOf('/');
        var above = new BigDecimal(slash < 0 ? frames : frames.substring(0, slash));
        var below = slash < 0 ? BigDecimal.ONE : new BigDecimal(frames.substring(slash + 1));
        return above.divide(below, 3, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String quotable(String text) {
        return text.replace('"', '\'').replaceAll("\\p{Cntrl}", " ");
    }
}
