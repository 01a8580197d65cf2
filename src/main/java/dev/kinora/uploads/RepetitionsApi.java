package dev.kinora.uploads;

import dev.kinora.http.Needs;
import dev.kinora.library.Video;
import dev.kinora.library.Videos;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Uploads")
final class RepetitionsApi {
    private final Repetitions repetitions;
    private final Videos videos;

    RepetitionsApi(Repetitions repetitions, Videos videos) {
        this.repetitions = repetitions;
        this.videos = videos;
    }

    @Needs(ApiScope.write)
    @PostMapping(path = "/api/v1/videos/{id}/arrival", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "repeatArrival",
            summary = "Look into a file once more",
            description =
                    "For a video whose bytes are all there and could not be looked into, as when a store was away for long.")
    Video begin(@PathVariable UUID id) {
        repetitions.begin(id);
        return videos.get(id);
    }
}
