package dev.kinora.captions;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Text from bytes of which nobody says how they are to be read. */
final class CaptionBytes {
    private static final int LOOKED_AT = 64 << 10;
    /** Stands where a letter could not be read. */
    static final char LOST = '\ufffd';

    private static final int MANY_TIMES = 4;
    private static final Charset USUAL = Charset.forName("windows-1252");
    /** Of two that fit as well the first. */
    private static final List<Charset> LEGACY = Stream.of(
                    "windows-1252",
                    "windows-1254",
                    "windows-1250",
                    "windows-1251",
                    "windows-1253",
                    "windows-1255",
                    "windows-1256",
                    "windows-1257",
                    "windows-1258",
                    "ISO-8859-2",
                    "ISO-8859-5",
                    "x-windows-874",
                    "KOI8-R",
                    "Shift_JIS",
                    "EUC-JP",
                    "EUC-KR",
                    "Big5",
                    "GB18030")
            .filter(Charset::isSupported)
            .map(Charset::forName)
            .toList();

    private static final Map<String, Set<String>> HOMES = Map.of(
            "windows-1252",
            Set.of("af", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "it", "nl", "no", "pt", "sv"),
            "windows-1254",
            Set.of("tr"),
            "windows-1250",
            Set.of("cs", "hr", "hu", "pl", "ro", "sk", "sl"),
            "ISO-8859-2",
            Set.of("cs", "hr", "hu", "pl", "ro", "sk", "sl"),
            "windows-1251",
            Set.of("bg", "ru", "uk"),
            "ISO-8859-5",
            Set.of("bg", "ru", "uk"),
            "x-windows-874",
            Set.of("th"),
            "windows-1257",
            Set.of("et", "lt", "lv"));

    private CaptionBytes() {}

    static String text(byte[] bytes) {
        var marked = marked(bytes);
        if (marked.isPresent()) {
            return marked.get();
        }
        return strictly(bytes, StandardCharsets.UTF_8).or(() -> damaged(bytes)).orElseGet(() -> legacy(bytes));
    }

    static boolean isUnicode(byte[] bytes) {
        return marked(bytes).isPresent()
                || strictly(bytes, StandardCharsets.UTF_8).isPresent();
    }

    /**
     * UTF-8 of which a few bytes were lost: letters of several bytes each are hardly ever found in another way of writing, and
     * here they are far more than what is none.
     */
    private static Optional<String> damaged(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        long lost = text.codePoints().filter(code -> code == LOST).count();
        long whole =
                text.codePoints().filter(code -> code > 127 && code != LOST).count();
        return whole >= MANY_TIMES * lost ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> marked(byte[] bytes) {
        if (starts(bytes, 0xef, 0xbb, 0xbf)) {
            return strictly(from(bytes, 3), StandardCharsets.UTF_8)
                    .or(() -> Optional.of(new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8)));
        }
        if (starts(bytes, 0xff, 0xfe, 0, 0)) {
            return Optional.of(new String(from(bytes, 4), Charset.forName("UTF-32LE")));
        }
        if (starts(bytes, 0, 0, 0xfe, 0xff)) {
            return Optional.of(new String(from(bytes, 4), Charset.forName("UTF-32BE")));
        }
        if (starts(bytes, 0xff, 0xfe)) {
            return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE));
        }
        if (starts(bytes, 0xfe, 0xff)) {
            return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE));
        }
        return unmarkedWide(bytes);
    }

    /** Numbers and arrows are in every such file, and have a zero beside them. */
    private static Optional<String> unmarkedWide(byte[] bytes) {
        int length = Math.min(bytes.length, LOOKED_AT);
        int even = 0;
        int odd = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                even += 1 - i % 2;
                odd += i % 2;
            }
        }
        if (odd > length / 8 && even < odd / 8 + 1) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_16LE));
        }
        return even > length / 8 && odd < even / 8 + 1
                ? Optional.of(new String(bytes, StandardCharsets.UTF_16BE))
                : Optional.empty();
    }

    private static boolean starts(byte[] bytes, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] from(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    /** The one in which most is what people say. */
    private static String legacy(byte[] bytes) {
        var sample = bytes.length <= LOOKED_AT ? bytes : Arrays.copyOf(bytes, LOOKED_AT);
        var best = LEGACY.stream()
                .map(charset -> new Reading(charset, likeness(new String(sample, charset), charset)))
                .max(Comparator.comparingDouble(Reading::likeness)
                        .thenComparing(reading -> -LEGACY.indexOf(reading.charset())))
                .filter(reading -> reading.likeness() > 0)
                .map(Reading::charset)
                .orElse(USUAL);
        return new String(bytes, best);
    }

    /** What is in one of its own languages is most likely in it. */
    private static double likeness(String text, Charset charset) {
        var likeness = LanguageGuess.likeness(text);
        var isHome = LanguageGuess.of(text)
                .filter(language -> HOMES.getOrDefault(charset.name(), Set.of()).contains(language))
                .isPresent();
        return isHome ? likeness * 1.5 + 1 : likeness;
    }

    private record Reading(Charset charset, double likeness) {}

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
