package dev.kinora.captions;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/** A file of captions as clients send them: a part of a form, a plain field of it, or the body itself. */
final class SentFile {
    private SentFile() {}

    static byte[] of(HttpServletRequest request) throws IOException {
        var form = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (form == null) {
            return told(request.getInputStream().readNBytes(Captions.MOST_BYTES + 1), request.getCharacterEncoding());
        }
        var file = form.getFile("file");
        if (file != null) {
            return told(file.getBytes(), charset(file.getContentType()));
        }
        var text = form.getParameter("file");
        if (text == null) {
            throw CaptionProblem.field("file", "Send the captions in a part of the form that is called file.");
        }
        return told(text.getBytes(StandardCharsets.UTF_8), null);
    }

    private static @Nullable String charset(@Nullable String type) {
        try {
            return type == null ? null : MimeType.valueOf(type).getParameter("charset");
        } catch (InvalidMimeTypeException _) {
            return null;
        }
    }

    /** Who says how the bytes are to be read is believed, unless they can be nothing but Unicode: some programs say anything. */
    private static byte[] told(byte[] bytes, @Nullable String charset) {
        if (bytes.length > Captions.MOST_BYTES) {
            throw CaptionProblem.tooLarge();
        }
        if (charset == null || CaptionBytes.isUnicode(bytes)) {
            return bytes;
        }
        try {
            return new String(bytes, Charset.forName(charset)).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw CaptionProblem.field("file", "Nobody here knows the encoding that was named with this file.");
        }
    }
}
