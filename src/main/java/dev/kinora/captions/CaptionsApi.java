package dev.kinora.captions;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kinora.http.KnownFieldsOnly;
import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.http.RowVersion;
import dev.kinora.http.TakesFile;
import dev.kinora.platform.Idempotency;
import dev.kinora.platform.Page;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/videos/{id}/captions")
@Tag(name = "Captions", description = "Captions of videos in several languages, and what is said in them")
final class CaptionsApi {
    private static final String ONE = "/{language}";
    private static final String FILE =
            " WebVTT or SubRip of 10 MB at most, in any encoding: a part or a field called file, or the body itself. What"
                    + " cannot be read of it is left out and told by its line; where nothing can, it is refused.";
    static final String CONDITIONAL =
            " With If-Match and the ETag of what you saw, it is refused when somebody changed them meanwhile.";

    private final Captions captions;
    private final Idempotency idempotency;

    CaptionsApi(Captions captions, Idempotency idempotency) {
        this.captions = captions;
        this.idempotency = idempotency;
    }

    /**
     * @param status ready, inprogress or error
     * @param isDefault whether players show them unasked
     * @param leftOut how many places of the file that was sent could not be read
     * @param faults the first of them
     * @param jobId which writes them, where they were just asked for
     */
    record CaptionView(
            String language,
            String label,
            boolean generated,
            String status,
            @JsonProperty("default") boolean isDefault,
            Instant updatedAt,
            @Nullable Integer leftOut,
            @Nullable List<Captions.Fault> faults,
            @Nullable UUID jobId) {
        static CaptionView of(Caption caption) {
            return of(caption, null, null);
        }

        static CaptionView of(MadeCaptions.Asked asked) {
            var caption = asked.caption();
            return new CaptionView(
                    caption.language(),
                    caption.label(),
                    caption.generated(),
                    "inprogress",
                    caption.shown(),
                    caption.updatedAt(),
                    null,
                    null,
                    asked.job());
        }

        private static CaptionView of(
                Caption caption, @Nullable Integer leftOut, @Nullable List<Captions.Fault> faults) {
            return new CaptionView(
                    caption.language(),
                    caption.label(),
                    caption.generated(),
                    caption.status(),
                    caption.shown(),
                    caption.updatedAt(),
                    leftOut,
                    faults,
                    null);
        }

        static CaptionView of(Captions.Kept kept) {
            return of(kept.caption(), kept.leftOut(), kept.faults());
        }
    }

    /** What is absent stays. */
    @KnownFieldsOnly
    @Schema(name = "CaptionChange")
    record Change(
            @Nullable String language,
            @Nullable String label,
            @JsonProperty("default") @Nullable Boolean isDefault) {}

    @Open
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listCaptions", summary = "Captions of a video, by their labels")
    Page<CaptionView> list(@PathVariable UUID id) {
        return new Page<>(captions.of(id), null).map(CaptionView::of);
    }

    @Open
    @GetMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getCaption", summary = "Captions of a video in one language")
    ResponseEntity<CaptionView> get(@PathVariable UUID id, @PathVariable String language) {
        return answer(HttpStatus.OK, captions.get(id, language));
    }

    @Needs(ApiScope.write)
    @TakesFile({MediaType.MULTIPART_FORM_DATA_VALUE, "text/vtt", "application/x-subrip"})
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "addCaption",
            summary = "Send captions",
            description = "Where no language is named it is found out, or refused when that is doubtful. Where there"
                    + " are captions in it already the answer is 409 captions-there, unless replace is true." + FILE,
            parameters = @Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER),
            responses = @ApiResponse(responseCode = "201", description = "Kept"))
    ResponseEntity<CaptionView> add(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String label,
            @RequestParam(name = "default", required = false) @Nullable Boolean shown,
            @RequestParam(defaultValue = "false") boolean replace,
            HttpServletRequest request)
            throws IOException {
        var file = SentFile.of(request);
        return idempotency.once(request, file, CaptionView.class, () -> {
            var kept = captions.put(id, language, label, shown, file, replace, null);
            return ResponseEntity.created(URI.create("/api/v1/videos/" + id + "/captions/"
                            + kept.caption().language()))
                    .eTag(RowVersion.etag(kept.caption().updatedAt()))
                    .body(CaptionView.of(kept));
        });
    }

    @Needs(ApiScope.write)
    @TakesFile({MediaType.MULTIPART_FORM_DATA_VALUE, "text/vtt", "application/x-subrip"})
    @PutMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "putCaption",
            summary = "Send captions in a language, in place of those that are there",
            description = "A label that is not sent stays, or is the language's own name." + FILE + CONDITIONAL,
            responses = {
                @ApiResponse(responseCode = "200", description = "Replaced"),
                @ApiResponse(responseCode = "201", description = "There were none in that language")
            })
    ResponseEntity<CaptionView> put(
            @PathVariable UUID id,
            @PathVariable String language,
            @RequestParam(required = false) @Nullable String label,
            @RequestParam(name = "default", required = false) @Nullable Boolean shown,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            HttpServletRequest request)
            throws IOException {
        var version = RowVersion.optional(match, CaptionProblem::changedMeanwhile);
        var kept = captions.put(id, language, label, shown, SentFile.of(request), true, version);
        return ResponseEntity.status(kept.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .eTag(RowVersion.etag(kept.caption().updatedAt()))
                .body(CaptionView.of(kept));
    }

    @Needs(ApiScope.write)
    @PatchMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "changeCaption",
            summary = "Rename captions, say that they are in another language, or show them unasked",
            description = "What is absent stays; one of a video is shown unasked at most." + CONDITIONAL)
    ResponseEntity<CaptionView> change(
            @PathVariable UUID id,
            @PathVariable String language,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody Change change) {
        var version = RowVersion.optional(match, CaptionProblem::changedMeanwhile);
        return answer(
                HttpStatus.OK,
                captions.change(id, language, change.language(), change.label(), change.isDefault(), version));
    }

    @Needs(ApiScope.delete)
    @DeleteMapping(ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteCaption",
            summary = "Delete captions",
            description = "What is said in them is not found any more." + CONDITIONAL)
    void remove(
            @PathVariable UUID id,
            @PathVariable String language,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        captions.remove(id, language, RowVersion.optional(match, CaptionProblem::changedMeanwhile));
    }

    @Open
    @GetMapping(ONE + CaptionFormat.ANY)
    @Operation(
            operationId = "downloadCaption",
            summary = "Captions as WebVTT, SubRip, or text in paragraphs",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = {
                                @Content(mediaType = "text/vtt", schema = @Schema(type = "string")),
                                @Content(mediaType = "application/x-subrip", schema = @Schema(type = "string")),
                                @Content(mediaType = "text/plain", schema = @Schema(type = "string"))
                            }))
    ResponseEntity<byte[]> download(
            @PathVariable UUID id, @PathVariable String language, @PathVariable CaptionFormat format) {
        return format.download(captions.title(id), language, captions.cues(id, language));
    }

    static ResponseEntity<CaptionView> answer(HttpStatus status, Caption caption) {
        return ResponseEntity.status(status)
                .eTag(RowVersion.etag(caption.updatedAt()))
                .body(CaptionView.of(caption));
    }
}
