package dev.kinora.captions;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/** A file of captions as clients send them: a part of a form, a plain field of it, or the body itself. */
final class SentFile {
    private SentFile() {}

    static byte[] of(HttpServletRequest request) throws IOException {
        var form = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (form == null) {
            return request.getInputStream().readNBytes(Captions.MOST_BYTES + 1);
        }
        var file = form.getFile("file");
        if (file != null) {
            return file.getBytes();
        }
        var text = form.getParameter("file");
        if (text == null) {
            throw CaptionProblem.field("file", "Send the captions in a part of the form that is called file.");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
