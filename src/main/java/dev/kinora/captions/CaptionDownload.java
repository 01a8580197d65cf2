package dev.kinora.captions;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Captions as a file to keep. */
final class CaptionDownload {
    private CaptionDownload() {}

    /** @param format vtt, srt or txt */
    static ResponseEntity<byte[]> of(Captions captions, UUID video, String language, String format) {
        var text = switch (format) {
            case "srt" -> captions.subRip(video, language);
            case "txt" -> captions.text(video, language);
            default -> captions.vtt(video, language);
        };
        var type = switch (format) {
            case "srt" -> "application/x-subrip";
            case "txt" -> "text/plain";
            default -> "text/vtt";
        };
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("captions-" + language + "." + format)
                                .build()
                                .toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
