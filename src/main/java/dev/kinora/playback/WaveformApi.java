package dev.kinora.playback;

import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Watching", description = "What players tell, and where to go on")
final class WaveformApi {
    private final Playback playback;
    private final Screenings screenings;
    private final Waveforms waveforms;

    WaveformApi(Playback playback, Screenings screenings, Waveforms waveforms) {
        this.playback = playback;
        this.screenings = screenings;
        this.waveforms = waveforms;
    }

    /**
     * @param duration in seconds, of the film
     * @param peaks from 0 to 255, the loudest moment of the film; evenly over its sound
     */
    record Waveform(double duration, int[] peaks) {}

    @Needs(ApiScope.read)
    @GetMapping(path = "/api/v1/videos/{id}/waveform", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getWaveform",
            summary = "How loud a video is from moment to moment",
            description =
                    "To be drawn along a time line: up to 4,000 figures, or as many as most says, but no more than 144,000 and"
                            + " than twenty a second. The first question after the video or its sound was"
                            + " changed takes some seconds an hour of film.",
            responses = @ApiResponse(responseCode = "200", description = "As it plays now"))
    ResponseEntity<Waveform> get(@PathVariable UUID id, @RequestParam(defaultValue = "4000") int most)
            throws IOException, InterruptedException {
        var film = playback.seen(id);
        var bytes = Waveforms.atMost(waveforms.of(screenings.playing(film)), most);
        var peaks = new int[bytes.length];
        for (var i = 0; i < peaks.length; i++) {
            peaks[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(new Waveform(film.seconds(), peaks));
    }
}
