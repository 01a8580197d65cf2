package dev.kinora.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells films from other files by their first bytes, so that nobody waits for gigabytes to arrive that are none. */
public final class Sniffer {
    /** So many bytes suffice to tell. */
    public static final int ENOUGH = 4096;

    private static final int TS_PACKET = 188;
    private static final int TS_PACKET_TIMED = 192;
    private static final int BOX_HEADER = 8;
    private static final int SYNC = 0x47;
    private static final Set<String> BOXES =
            Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot", "styp", "moof", "uuid");

    private record Magic(int at, byte[] bytes, Sniffed means) {
        boolean fits(byte[] head) {
            return head.length >= at + bytes.length
                    && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
        }
    }

    private static final List<Magic> MAGICS = List.of(
            film("464C5601", Container.FLV),
            film("000001BA", Container.MPEG_PS),
            film("000001B3", Container.MPEG_PS),
            film("060E2B34", Container.MXF),
            film("0000000001BC", Container.GXF),
            film("4C45495443480000", Container.LXF),
            film("3026B2758E66CF11", Container.ASF),
            film("4F676753", Container.OGG),
            film("494433", Container.MP3),
            film("664C6143", Container.FLAC),
            film("FFF1", Container.AAC),
            film("FFF9", Container.AAC),
            film("FFFB", Container.MP3),
            film("FFF3", Container.MP3),
            film("FFF2", Container.MP3),
            foreign("89504E470D0A1A0A", "a picture (PNG)"),
            foreign("FFD8FF", "a picture (JPEG)"),
            foreign("47494638", "a picture (GIF)"),
            foreign("49492A00", "a picture (TIFF)"),
            foreign("4D4D002A", "a picture (TIFF)"),
            foreign("25504446", "a PDF"),
            foreign("504B0304", "a ZIP archive or an office document"),
            foreign("504B0506", "an empty ZIP archive"),
            foreign("1F8B", "a gzip archive"),
            foreign("377ABCAF271C", "a 7-Zip archive"),
            foreign("526172211A07", "a RAR archive"),
            foreign("FD377A585A00", "an xz archive"),
            foreign("28B52FFD", "a Zstandard archive"),
            foreign("425A68", "a bzip2 archive"),
            foreign("7F454C46", "a program"),
            foreign("4D5A", "a program for Windows"),
            foreign("CAFEBABE", "a program"),
            foreign("D0CF11E0A1B11AE1", "an office document"),
            foreign("23455854", "a playlist, which only names films"),
            foreign("574542565454", "subtitles (WebVTT)"));

    private Sniffer() {}

    /** @param whole whether the file ends with these bytes */
    public static Sniffed sniff(byte[] head, boolean whole) {
        if (head.length == 0) {
            return whole ? new Sniffed.Foreign("empty") : new Sniffed.Unclear();
        }
        if (head.length < ENOUGH && !whole) {
            return new Sniffed.Unclear();
        }
        return byBoxes(head)
                .or(() -> byRiff(head))
                .or(() -> byMatroska(head))
                .or(() -> byPackets(head))
                .or(() -> MAGICS.stream()
                        .filter(magic -> magic.fits(head))
                        .findFirst()
                        .map(Magic::means))
                .orElseGet(() -> new Sniffed.Foreign(isText(head) ? text(head) : "no kind of film that is known"));
    }

    private static Optional<Sniffed> byBoxes(byte[] head) {
        if (head.length < BOX_HEADER || !BOXES.contains(ascii(head, 4, 8))) {
            return Optional.empty();
        }
        if (!ascii(head, 4, 8).equals("ftyp")) {
            return Optional.of(new Sniffed.Film(Container.MOV));
        }
        var brand = ascii(head, 8, 12);
        if (brand.startsWith("qt")) {
            return Optional.of(new Sniffed.Film(Container.MOV));
        }
        if (brand.startsWith("3g")) {
            return Optional.of(new Sniffed.Film(Container.THREE_GP));
        }
        if (brand.startsWith("M4A") || brand.startsWith("M4B")) {
            return Optional.of(new Sniffed.Film(Container.M4A));
        }
        if (Set.of("heic", "heix", "mif1", "avif", "hevc").contains(brand)) {
            return Optional.of(new Sniffed.Foreign("a picture (HEIF or AVIF)"));
        }
        return Optional.of(new Sniffed.Film(Container.MP4));
    }

    private static Optional<Sniffed> byRiff(byte[] head) {
        if (ascii(head, 0, 4).equals("FORM") && ascii(head, 8, 11).equals("AIF")) {
            return Optional.of(new Sniffed.Film(Container.AIFF));
        }
        if (!ascii(head, 0, 4).equals("RIFF") && !ascii(head, 0, 4).equals("RF64")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (ascii(head, 8, 12)) {
                    case "AVI " -> new Sniffed.Film(Container.AVI);
                    case "WAVE" -> new Sniffed.Film(Container.WAV);
                    case "WEBP" -> new Sniffed.Foreign("a picture (WebP)");
                    default -> new Sniffed.Foreign("no kind of film that is known");
                });
    }

    private static Optional<Sniffed> byMatroska(byte[] head) {
        if (!new Magic(0, HexFormat.of().parseHex("1A45DFA3"), new Sniffed.Unclear()).fits(head)) {
            return Optional.empty();
        }
        var start = ascii(head, 0, Math.min(head.length, 64));
        return Optional.of(new Sniffed.Film(start.contains("webm") ? Container.WEBM : Container.MATROSKA));
    }

    /** A transport stream has no head, only a sign at the beginning of each packet. */
    private static Optional<Sniffed> byPackets(byte[] head) {
        var transport = repeats(head, 0, TS_PACKET) || repeats(head, 4, TS_PACKET_TIMED);
        return transport ? Optional.of(new Sniffed.Film(Container.MPEG_TS)) : Optional.empty();
    }

    private static boolean repeats(byte[] head, int first, int distance) {
        if (head.length < first + 2 * distance + 1) {
            return false;
        }
        for (var at = first; at < Math.min(head.length, first + 5 * distance); at += distance) {
            if (head[at] != SYNC) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] head) {
        for (var each : head) {
            if (each >= 0
                    && each < ' '
                    && each != '\n'
                    && each != '\r'
                    && each != '\t'
                    && each != '\f'
                    && each != 0x1B) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] head) {
        var start = new String(head, 0, Math.min(head.length, 512), StandardCharsets.UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return "a web page";
        }
        if (start.startsWith("<?xml") || start.startsWith("<svg")) {
            return "an XML file";
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return "a JSON file or the like";
        }
        return start.matches("(?s)1\\r?\\n\\d\\d:\\d\\d:.*") ? "subtitles (SubRip)" : "a text";
    }

    private static String ascii(byte[] head, int from, int to) {
        return head.length < to ? "" : new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static Magic film(String hex, Container container) {
        return new Magic(0, HexFormat.of().parseHex(hex), new Sniffed.Film(container));
    }

    private static Magic foreign(String hex, String what) {
        return new Magic(0, HexFormat.of().parseHex(hex), new Sniffed.Foreign(what));
    }
}
