package dev.kinora.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal or failure in HTTP's terms, RFC 9457. Its type is the path {@code /problems/{code}}: a stable name within
 * this installation, relative because nobody but the operator knows the host; there is nothing to fetch at it.
 *
 * @param details further members of the document
 * @param headers what the answer must carry, e.g. {@code Allow}
 */
public record HttpProblem(
        int status, String code, String sentence, Map<String, Object> details, Map<String, String> headers) {
    static final String MEDIA_TYPE = "application/problem+json";

    HttpProblem(int status, String code, String sentence) {
        this(status, code, sentence, Map.of(), Map.of());
    }

    HttpProblem with(Map<String, String> further) {
        return new HttpProblem(status, code, sentence, details, further);
    }

    HttpProblem saying(String member, Object value) {
        var all = new LinkedHashMap<>(details);
        all.put(member, value);
        return new HttpProblem(status, code, sentence, all, headers);
    }

    Map<String, Object> document(String instance, String requestId) {
        var document = new LinkedHashMap<String, Object>(details);
        document.put("type", "/problems/" + code);
        document.put("title", title());
        document.put("status", status);
        document.put("detail", sentence);
        document.put("code", code);
        document.put("instance", instance);
        document.put("requestId", requestId);
        return document;
    }

    public String title() {
        return switch (status) {
            case 400 -> "The request cannot be understood";
            case 401 -> "Sign in first";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Not possible here";
            case 406 -> "Not available in that form";
            case 408 -> "Too slow";
            case 409 -> "In conflict";
            case 412 -> code.equals("tus-version") ? "Another version is spoken here" : "Changed meanwhile";
            case 413, 414, 431 -> "Too large";
            case 415 -> code.equals("not-a-video") ? "Not a video" : "Not a kind of content that is understood";
            case 422 -> "Not valid";
            case 460 -> "Damaged on the way";
            case 428 -> "A condition is missing";
            case 429 -> "Too many";
            case 501 -> "Not known here";
            case 503 -> "Not available just now";
            case 507 -> "No room left";
            default -> status < 500 ? "Refused" : "Something broke on our side";
        };
    }
}
