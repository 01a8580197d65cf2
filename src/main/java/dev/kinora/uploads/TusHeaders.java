package dev.kinora.uploads;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What tus says in its headers, held to the protocol. */
final class TusHeaders {
    static final String RESUMABLE = "Tus-Resumable";
    static final String VERSION = "1.0.0";
    static final String OFFSET = "Upload-Offset";
    static final String LENGTH = "Upload-Length";
    static final String DEFER = "Upload-Defer-Length";
    static final String METADATA = "Upload-Metadata";
    static final String CONCAT = "Upload-Concat";
    static final String CHECKSUM = "Upload-Checksum";
    static final String EXPIRES = "Upload-Expires";
    static final String OVERRIDE = "X-HTTP-Method-Override";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");
    private static final Pattern UPLOAD = Pattern.compile(".*/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?");
    private static final int LONGEST_METADATA = 16_000;

    private TusHeaders() {}

    static @Nullable Long length(HttpServletRequest request) {
        var text = request.getHeader(LENGTH);
        return text == null ? null : number(LENGTH, text);
    }

    static long offset(HttpServletRequest request) {
        var text = request.getHeader(OFFSET);
        if (text == null) {
            throw UploadProblem.malformed(OFFSET + " is missing: it says at which byte this request goes on.");
        }
        return number(OFFSET, text);
    }

    private static long number(String header, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw UploadProblem.malformed(header + " must be a whole number that is not negative, in digits.");
        }
        // Larger than any file: what is too large is told as such.
        var number = new BigInteger(text);
        return number.bitLength() < Long.SIZE ? number.longValue() : Long.MAX_VALUE;
    }

    /** Whether the length is to follow. */
    static boolean deferred(HttpServletRequest request) {
        var text = request.getHeader(DEFER);
        if (text == null) {
            return false;
        }
        if (!text.equals("1")) {
            throw UploadProblem.malformed(DEFER + " can only be 1.");
        }
        return true;
    }

    static String metadataSent(HttpServletRequest request) {
        var text = request.getHeader(METADATA);
        if (text != null && text.length() > LONGEST_METADATA) {
            throw UploadProblem.malformed(METADATA + " may have " + LONGEST_METADATA + " characters at most.");
        }
        return text == null ? "" : text;
    }

    /** Names in lower case, as clients differ in how they write them; of two that differ in nothing else the first counts. */
    static Map<String, String> metadata(String sent) {
        var found = new LinkedHashMap<String, String>();
        var names = new HashSet<String>();
        if (sent.isBlank()) {
            return found;
        }
        for (var pair : sent.split(",", -1)) {
            var parts = pair.strip().split(" ", 2);
            if (parts[0].isEmpty()) {
                throw UploadProblem.malformed(METADATA + " has a name that is empty.");
            }
            if (!names.add(parts[0])) {
                throw UploadProblem.malformed(METADATA + " names \"" + parts[0] + "\" twice.");
            }
            found.putIfAbsent(parts[0].toLowerCase(Locale.ROOT), parts.length < 2 ? "" : decoded(parts[1].strip()));
        }
        return found;
    }

    private static String decoded(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString()
                    .replace("\0", "");
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw UploadProblem.malformed("The values of " + METADATA + " are UTF-8 in base64.");
        }
    }

    /** @param parts of a whole; empty for a part, and for what has nothing to do with parts */
    record Concatenation(boolean partial, List<UUID> parts) {}

    static Concatenation concatenation(HttpServletRequest request) {
        var text = request.getHeader(CONCAT);
        if (text == null) {
            return new Concatenation(false, List.of());
        }
        if (text.equals("partial")) {
            return new Concatenation(true, List.of());
        }
        if (!text.startsWith("final;")) {
            throw UploadProblem.malformed(CONCAT + " is either partial, or final; and the addresses of the parts.");
        }
        var parts = new ArrayList<UUID>();
        for (var address : text.substring("final;".length()).strip().split("\\s+")) {
            var matcher = UPLOAD.matcher(address);
            if (!matcher.matches()) {
                throw UploadProblem.malformed(CONCAT + " names something that is no upload: " + address);
            }
            parts.add(UUID.fromString(matcher.group(1)));
        }
        return new Concatenation(false, parts);
    }
}
