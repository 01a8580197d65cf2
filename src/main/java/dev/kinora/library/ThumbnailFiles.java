package dev.kinora.library;

import dev.kinora.http.Open;
import java.time.Duration;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@Open
@RestController
final class ThumbnailFiles {
    /** Not by caches on the way: not everybody may see every picture. */
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private final Thumbnails thumbnails;

    ThumbnailFiles(Thumbnails thumbnails) {
        this.thumbnails = thumbnails;
    }

    @GetMapping("/thumbnails/{video:[0-9a-f-]{36}}/{version:[0-9a-f-]{36}}.jpg")
    ResponseEntity<InputStreamResource> show(@PathVariable UUID video, @PathVariable UUID version) {
        return thumbnails
                .open(video, version)
                .map(picture -> ResponseEntity.ok()
                        .cacheControl(FOR_GOOD)
                        .contentType(MediaType.IMAGE_JPEG)
                        .body(new InputStreamResource(picture)))
                .orElseThrow(LibraryProblem::pictureNotFound);
    }
}
