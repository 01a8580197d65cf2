package dev.kinora.captions;

import dev.kinora.http.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Open
@RestController
@RequestMapping("/api/v1/videos/{id}/transcript")
@Tag(name = "Captions")
final class TranscriptApi {
    private final Transcripts transcripts;
    private final Captions captions;

    TranscriptApi(Transcripts transcripts, Captions captions) {
        this.transcripts = transcripts;
        this.captions = captions;
    }

    /** @param start in seconds */
    record ParagraphView(double start, String text) {}

    record TranscriptView(
            String language, String label, List<Transcript.Segment> segments, List<ParagraphView> paragraphs) {
        static TranscriptView of(Transcript transcript) {
            return new TranscriptView(
                    transcript.language(),
                    transcript.label(),
                    transcript.segments(),
                    transcript.paragraphs().stream()
                            .map(each -> new ParagraphView(each.start(), each.text()))
                            .toList());
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getTranscript",
            summary = "What is said in a video, and when",
            description =
                    "The captions in the video's language, else those that people wrote before those of a machine,"
                            + " else the first; or those of the language that is asked for. And the same in paragraphs.")
    TranscriptView get(@PathVariable UUID id, @RequestParam(required = false) @Nullable String language) {
        return TranscriptView.of(transcripts.get(id, language));
    }

    @GetMapping(CaptionFormat.ANY)
    @Operation(
            operationId = "downloadTranscript",
            summary = "What is said in a video, as WebVTT, SubRip, or text in paragraphs",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = {
                                @Content(mediaType = "text/vtt", schema = @Schema(type = "string")),
                                @Content(mediaType = "application/x-subrip", schema = @Schema(type = "string")),
                                @Content(mediaType = "text/plain", schema = @Schema(type = "string"))
                            }))
    ResponseEntity<byte[]> download(
            @PathVariable UUID id,
            @PathVariable CaptionFormat format,
            @RequestParam(required = false) @Nullable String language) {
        var said = transcripts.get(id, language).language();
        return format.download(captions.title(id), said, captions.cues(id, said));
    }
}
