package dev.kinora.playback;

import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Watching", description = "What players tell, and where to go on")
final class TokensApi {
    private final Playback playback;

    TokensApi(Playback playback) {
        this.playback = playback;
    }

    /**
     * @param token to stand in addresses in the place of the video's uid
     * @param base what addresses of the film begin with
     */
    @Schema(name = "PlaybackToken")
    record Made(String token, String base, Instant endsAt) {}

    @Needs(ApiScope.write)
    @PostMapping(path = "/api/v1/videos/{id}/token", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createPlaybackToken",
            summary = "Make an address that opens one of your videos",
            description =
                    "For whoever has it, private or not: a token in the place of the uid in /media addresses, with Cloudflare"
                            + " Stream's options. Without a body it is good for an hour. It cannot be taken back, so keep it short.",
            responses = @ApiResponse(responseCode = "200", description = "Made"))
    ResponseEntity<Made> create(@PathVariable UUID id, @RequestBody(required = false) @Nullable TokenWish wish) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(playback.tokenFor(id, wish == null ? TokenWish.USUAL : wish));
    }
}
