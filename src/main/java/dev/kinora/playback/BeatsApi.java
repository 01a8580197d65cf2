package dev.kinora.playback;

import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Watching", description = "What players tell, and where to go on")
final class BeatsApi {
    private final Beats beats;

    BeatsApi(Beats beats) {
        this.beats = beats;
    }

    @Open
    @PostMapping("/api/v1/videos/{id}/beats")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "sendBeat",
            summary = "Tell what was just watched",
            description =
                    "Every few seconds, by the player. The same session and sequence count once, in whatever order they come;"
                            + " nobody is credited with more than the clock allows. After a hundred sessions of a film and a day"
                            + " a further one is refused with 429.")
    void take(@PathVariable UUID id, @RequestBody Beats.Told told) {
        beats.take(id, told);
    }

    @Needs(ApiScope.read)
    @GetMapping("/api/v1/videos/{id}/view")
    @Operation(operationId = "getView", summary = "What you have watched of a video, and where you stopped")
    Viewing viewing(@PathVariable UUID id) {
        return beats.viewing(id);
    }
}
