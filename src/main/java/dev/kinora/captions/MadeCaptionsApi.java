package dev.kinora.captions;

import dev.kinora.captions.MadeCaptions.Replacing;
import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Captions that a machine is to write. */
@RestController
@RequestMapping("/api/v1/videos/{id}/captions/{language}/generate")
@Tag(name = "Captions")
final class MadeCaptionsApi {
    private final MadeCaptions captions;

    MadeCaptionsApi(MadeCaptions captions) {
        this.captions = captions;
    }

    @Needs(ApiScope.write)
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "generateCaption",
            summary = "Have captions written by a machine",
            description =
                    "The language is auto to find it out; until then its tag is und. Their status is inprogress, then ready or"
                            + " error; deleting them cancels it. What people wrote or edited is never replaced; what a machine wrote only with"
                            + " replace=true, and stays until the other is there. 503 where the operator has named nothing that writes them.",
            responses = @ApiResponse(responseCode = "202", description = "Under way; jobId names the job"))
    CaptionsApi.CaptionView generate(
            @PathVariable UUID id,
            @PathVariable String language,
            @RequestParam(defaultValue = "false") boolean replace) {
        return CaptionsApi.CaptionView.of(captions.ask(id, language, replace ? Replacing.MADE : Replacing.NOTHING));
    }
}
