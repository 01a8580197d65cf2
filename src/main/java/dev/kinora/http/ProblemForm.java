package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** In what form a refusal is understood: what programs fetch from a fixed address answers them in their own language. */
enum ProblemForm {
    PAGE("text/html"),
    JSON(HttpProblem.MEDIA_TYPE),
    XML("application/problem+xml;charset=UTF-8");

    private final String mediaType;

    ProblemForm(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    static ProblemForm of(HttpServletRequest request, String path) {
        if (ProblemResponses.prefersJson(request)) {
            return JSON;
        }
        if (path.equals("/oembed")) {
            return "xml".equals(request.getParameter("format")) ? XML : JSON;
        }
        return path.endsWith(".xml") ? XML : PAGE;
    }

    /** As RFC 9457 writes it in its appendix B; members that are lists have an element for each. */
    static byte[] xml(Map<String, ?> document) {
        var out =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<problem xmlns=\"urn:ietf:rfc:7807\">");
        document.forEach((name, value) -> element(out, name, value));
        return out.append("</problem>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void element(StringBuilder out, String name, Object value) {
        out.append('<').append(name).append('>');
        switch (value) {
            case Map<?, ?> members -> members.forEach((key, each) -> element(out, String.valueOf(key), each));
            case Collection<?> all -> all.forEach(each -> element(out, "i", each));
            default -> out.append(text(String.valueOf(value)));
        }
        out.append("</").append(name).append('>');
    }

    /** Signs that XML does not know, as an address may hold, are left out. */
    private static String text(String value) {
        return HtmlUtils.htmlEscape(
                value.replaceAll("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", ""),
                StandardCharsets.UTF_8.name());
    }
}
