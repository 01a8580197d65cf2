package dev.kinora.uploads;

import dev.kinora.http.Needs;
import dev.kinora.library.Video;
import dev.kinora.platform.Idempotency;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Uploads")
final class ImportsApi {
    /**
     * @param title absent to make one of the address
     * @param replaces the video of yours whose file it is to be; absent for a video of its own
     */
    record Import(
            @Nullable String url,
            @Nullable String title,
            @Nullable UUID replaces) {}

    private final Imports imports;
    private final Idempotency idempotency;

    ImportsApi(Imports imports, Idempotency idempotency) {
        this.imports = imports;
        this.idempotency = idempotency;
    }

    @Needs(ApiScope.write)
    @PostMapping(path = "/api/v1/imports", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "importVideo",
            summary = "Fetch a video from an address",
            description =
                    "The video is there at once, in the state downloading; with replaces it is that one, and plays as it was until"
                            + " the new file is prepared. Addresses within private networks are refused.",
            parameters = @Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER),
            responses = @ApiResponse(responseCode = "202", description = "Begun"))
    ResponseEntity<Video> begin(@RequestBody Import wish, HttpServletRequest request) {
        return idempotency.once(request, wish, Video.class, () -> {
            var video = imports.begin(
                    Objects.requireNonNullElse(wish.url(), ""),
                    Objects.requireNonNullElse(wish.title(), ""),
                    wish.replaces());
            return ResponseEntity.accepted()
                    .header("Location", "/api/v1/videos/" + video.id())
                    .body(video);
        });
    }
}
