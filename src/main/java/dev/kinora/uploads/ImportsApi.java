package dev.kinora.uploads;

import dev.kinora.http.Needs;
import dev.kinora.library.Video;
import dev.kinora.platform.Idempotency;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
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

    private static final String PATH = "/api/v1/imports";
    private static final String ONE = PATH + "/{video}";

    private final Imports imports;
    private final Idempotency idempotency;

    ImportsApi(Imports imports, Idempotency idempotency) {
        this.imports = imports;
        this.idempotency = idempotency;
    }

    @Needs(ApiScope.write)
    @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "importVideo",
            summary = "Fetch a video from an address",
            description =
                    "The video is there at once, in the state downloading; with replaces it is that one, and plays as it was until"
                            + " the new file is prepared. Addresses within private networks are refused. What may come right is tried"
                            + " again for an hour at most; meanwhile the video says why in errorCode and errorMessage.",
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

    @Needs(ApiScope.read)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listImports",
            summary = "Films you fetch from addresses",
            description =
                    "Newest first, as long as their jobs are kept; of each video the latest. One that is retrying says why its"
                            + " last attempt failed and when the next one is.")
    Page<VideoImport> list(PageRequest page) {
        return imports.mine(page);
    }

    @Needs(ApiScope.read)
    @GetMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getImport", summary = "How far a film is that is fetched, and why it does not come")
    VideoImport one(@PathVariable UUID video) {
        return imports.one(video);
    }

    /** Sent again it changes nothing more, so that it needs no key. */
    @Needs(ApiScope.write)
    @PostMapping(path = ONE + "/attempts", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "retryImport",
            summary = "Try at once to fetch a film",
            description =
                    "What waits for its next attempt begins now, and what was given up is begun anew, as the same video. What is"
                            + " at work goes on; what is fetched answers 409.")
    VideoImport again(@PathVariable UUID video) {
        return imports.again(video);
    }

    @Needs(ApiScope.write)
    @DeleteMapping(ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "cancelImport",
            summary = "Give up fetching a film",
            description =
                    "What has come goes, and the video with it unless it had a file before. What is fetched answers 409.")
    void cancel(@PathVariable UUID video) {
        imports.cancel(video);
    }
}
