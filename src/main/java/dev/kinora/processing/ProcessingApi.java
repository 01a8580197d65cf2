package dev.kinora.processing;

import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/videos/{id}/processing")
@Tag(name = "Processing", description = "How films are made, and made again")
final class ProcessingApi {
    private final Processing processing;

    ProcessingApi(Processing processing) {
        this.processing = processing;
    }

    /**
     * @param evenLoudness absent to leave it as it is
     * @param watermark absent to leave it as it is
     */
    record Wish(@Nullable Boolean evenLoudness, @Nullable Boolean watermark) {
        Wishes over(Wishes now) {
            return new Wishes(
                    evenLoudness == null ? now.evenLoudness() : evenLoudness,
                    watermark == null ? now.watermark() : watermark);
        }
    }

    @Needs(ApiScope.read)
    @GetMapping
    @Operation(
            operationId = "getProcessing",
            summary = "How the making of a video of yours stands",
            description =
                    "With how long it will take at the speed all went so far, with what is queued before it, where that is known; until any of it is"
                            + " encoded, how many films are before it.")
    ProcessingView get(@PathVariable UUID id) {
        return processing.of(id);
    }

    @Needs(ApiScope.write)
    @PutMapping
    @Operation(
            operationId = "setProcessing",
            summary = "Say what is to be done when a video of yours is made",
            description = "It holds from the next making on; make it again to have it at once.")
    ProcessingView set(@PathVariable UUID id, @RequestBody Wish wish) {
        processing.wish(id, wish.over(processing.wishes(id)));
        return processing.of(id);
    }

    @Needs(ApiScope.write)
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "makeAgain",
            summary = "Make a video of yours again, of the file that is kept",
            description = "It plays as it was until that is done. While it is prepared already the answer is 409.")
    ProcessingView again(@PathVariable UUID id) {
        processing.makeAgain(id);
        return processing.of(id);
    }

    @Needs(ApiScope.write)
    @DeleteMapping
    @Operation(
            operationId = "cancelProcessing",
            summary = "Leave a video of yours as it is",
            description = "What is being made again is given up, and so is a file that was to replace the other.")
    ProcessingView cancel(@PathVariable UUID id) {
        processing.cancel(id);
        return processing.of(id);
    }
}
