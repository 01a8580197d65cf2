package dev.kinora.captions;

import dev.kinora.http.KnownFieldsOnly;
import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.http.RowVersion;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Captions one by one, as an editor has them. */
@RestController
@RequestMapping("/api/v1/videos/{id}/captions/{language}/cues")
@Tag(name = "Captions")
final class CuesApi {
    private final Captions captions;

    CuesApi(Captions captions) {
        this.captions = captions;
    }

    /**
     * @param start milliseconds
     * @param end milliseconds
     * @param settings where it stands, as in WebVTT
     */
    @KnownFieldsOnly
    record CueView(
            long start,
            long end,
            @Nullable String settings,
            @Nullable String text) {}

    /** @param updatedAt the version they are, or were made from */
    @KnownFieldsOnly
    record Edited(@Nullable List<CueView> cues, @Nullable Instant updatedAt) {}

    @Open
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getCues", summary = "Captions one by one, in milliseconds")
    ResponseEntity<Edited> cues(@PathVariable UUID id, @PathVariable String language) {
        var now = captions.get(id, language);
        var cues = captions.cues(id, language).stream()
                .map(cue -> new CueView(cue.start(), cue.end(), cue.settings(), cue.typed()))
                .toList();
        return ResponseEntity.ok().eTag(RowVersion.etag(now.updatedAt())).body(new Edited(cues, now.updatedAt()));
    }

    @Needs(ApiScope.write)
    @PutMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "putCues",
            summary = "Write captions one by one",
            description =
                    "All of them, in milliseconds; the text may have the marks of WebVTT. An empty text leaves its"
                            + " caption out." + CaptionsApi.CONDITIONAL
                            + " Without the header the updatedAt of what you saw does the same.")
    ResponseEntity<CaptionsApi.CaptionView> edit(
            @PathVariable UUID id,
            @PathVariable String language,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody Edited edited) {
        var version = match == null ? edited.updatedAt() : RowVersion.optional(match, CaptionProblem::changedMeanwhile);
        if (edited.cues() == null || edited.cues().stream().anyMatch(Objects::isNull)) {
            throw CaptionProblem.field("cues", "Send the captions, or an empty list for none.");
        }
        var cues = edited.cues().stream().map(CuesApi::cue).toList();
        return CaptionsApi.answer(HttpStatus.OK, captions.edit(id, language, cues, version));
    }

    private static Cue cue(CueView cue) {
        if (cue.start() < 0 || cue.end() <= cue.start()) {
            throw CaptionProblem.field(
                    "cues", "A caption ends after it begins; " + cue.start() + " to " + cue.end() + " does not.");
        }
        return new Cue(
                cue.start(),
                cue.end(),
                Objects.requireNonNullElse(cue.settings(), ""),
                Objects.requireNonNullElse(cue.text(), ""));
    }
}
