package dev.kinora.identity;

import dev.kinora.http.Open;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@Open
@RestController
final class AvatarFiles {
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Avatars avatars;

    AvatarFiles(Avatars avatars) {
        this.avatars = avatars;
    }

    @GetMapping("/avatars/{user:[0-9a-f-]{36}}/{version:[0-9a-f]{16}}.jpg")
    ResponseEntity<byte[]> show(@PathVariable UUID user, @PathVariable String version) {
        return avatars.find(user, version)
                .map(picture -> ResponseEntity.ok()
                        .cacheControl(FOR_GOOD)
                        .eTag(version)
                        .contentType(MediaType.IMAGE_JPEG)
                        .body(picture))
                .orElseThrow(IdentityProblem::pictureNotFound);
    }
}
