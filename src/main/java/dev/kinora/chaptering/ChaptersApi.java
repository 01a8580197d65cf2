package dev.kinora.chaptering;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kinora.http.FileNames;
import dev.kinora.http.KnownFieldsOnly;
import dev.kinora.http.Needs;
import dev.kinora.http.Open;
import dev.kinora.http.RowVersion;
import dev.kinora.library.Videos;
import dev.kinora.playback.ChapterTrack;
import dev.kinora.playback.Playback;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/videos/{id}/chapters")
@Tag(
        name = "Chapters",
        description = "Sections of videos, which cover them from beginning to end: made by Kinora, written by people")
final class ChaptersApi {
    private static final String CONDITIONAL =
            " If-Match with the ETag of what you saw is required; where somebody changed them meanwhile it is refused, with what"
                    + " they are now. The star stands for whatever they are.";

    private final Chapters chapters;
    private final Videos videos;
    private final Playback playback;

    ChaptersApi(Chapters chapters, Videos videos, Playback playback) {
        this.chapters = chapters;
        this.videos = videos;
        this.playback = playback;
    }

    /**
     * @param id of the chapter it is a change of; absent for a new one
     * @param start in seconds
     * @param isAiGenerated that it is as Kinora made or proposed it, which is looked up
     * @param confidence is not believed; it and those after it may stand here so that what was read can be sent back
     */
    @KnownFieldsOnly
    record WantedChapter(
            @Nullable UUID id,
            @Nullable String title,
            @Nullable String description,
            @Nullable BigDecimal start,
            @JsonProperty("isAiGenerated") @Nullable Boolean isAiGenerated,
            @Nullable BigDecimal confidence,
            @Nullable Integer order,
            @Nullable BigDecimal end,
            @Nullable String thumbnailUrl) {}

    @KnownFieldsOnly
    record Wanted(@Nullable List<WantedChapter> chapters) {}

    @Open
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getChapters",
            summary = "Chapters of a video, in their order",
            description = "How far Kinora is with making them, and how many it would make, is told to the owner alone.")
    ResponseEntity<ChapterView.List> get(@PathVariable UUID id) {
        return answer(chapters.of(id));
    }

    @Needs(ApiScope.write)
    @PutMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "putChapters",
            summary = "Write the chapters of a video, all of them",
            description =
                    "Each ends where the next begins, the last with the video; the first begins at 0, and each at least a"
                            + " second after the one before. None at all leaves the video without. From now on Kinora does not change"
                            + " them, but proposes." + CONDITIONAL)
    ResponseEntity<ChapterView.List> put(
            @PathVariable UUID id,
            @Parameter(required = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable
                    String match,
            @RequestBody Wanted wanted) {
        var version = RowVersion.required(match, ChapterProblem::changedMeanwhile);
        if (wanted.chapters() == null) {
            throw ChapterProblem.field("chapters", "Send the chapters, or an empty list for none.");
        }
        return answer(chapters.put(id, wishes(wanted.chapters()), version));
    }

    private static List<Wish> wishes(List<WantedChapter> wanted) {
        if (wanted.size() > Chapters.MOST) {
            throw ChapterProblem.tooMany(Chapters.MOST);
        }
        var wishes = new ArrayList<Wish>();
        for (int i = 0; i < wanted.size(); i++) {
            var each = wanted.get(i);
            if (each == null || each.start() == null) {
                throw ChapterProblem.wrong(i, "start", "Say at which second it begins.");
            }
            wishes.add(new Wish(
                    each.id(),
                    Objects.requireNonNullElse(each.title(), ""),
                    each.description(),
                    sane(i, each.start()),
                    Boolean.TRUE.equals(each.isAiGenerated())));
        }
        return wishes;
    }

    /** A number of ten thousand digits is none either. */
    private static BigDecimal sane(int index, BigDecimal start) {
        if (Math.abs((long) start.precision() - start.scale()) > 10 || Math.abs((long) start.scale()) > 30) {
            throw ChapterProblem.wrong(index, "start", "It is no second of the video.");
        }
        return start;
    }

    @Needs(ApiScope.delete)
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteChapters",
            summary = "Remove the chapters of a video",
            description = "Kinora does not put others in their place." + CONDITIONAL)
    void remove(
            @PathVariable UUID id,
            @Parameter(required = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable
                    String match) {
        chapters.remove(id, RowVersion.required(match, ChapterProblem::changedMeanwhile));
    }

    @Open
    @GetMapping("/vtt")
    @Operation(
            operationId = "downloadChaptersTrack",
            summary = "Chapters as a WebVTT file",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(mediaType = "text/vtt", schema = @Schema(type = "string"))))
    ResponseEntity<byte[]> vtt(@PathVariable UUID id) {
        return file(id, "text/vtt;charset=UTF-8", ".chapters.vtt", ChapterTrack.of(lines(id)));
    }

    @Open
    @GetMapping("/txt")
    @Operation(
            operationId = "downloadChaptersList",
            summary = "Chapters as a list of times and titles, such as stands below videos elsewhere",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(mediaType = "text/plain", schema = @Schema(type = "string"))))
    ResponseEntity<byte[]> list(@PathVariable UUID id) {
        return file(
                id,
                "text/plain;charset=UTF-8",
                ".chapters.txt",
                ChapterText.list(chapters.of(id).chapters()));
    }

    private List<ChapterTrack.Line> lines(UUID id) {
        return chapters.of(id).chapters().stream()
                .map(each -> new ChapterTrack.Line(each.title(), each.start(), each.end()))
                .toList();
    }

    private ResponseEntity<byte[]> file(UUID id, String type, String ending, String text) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileNames.attachment(videos.get(id).title(), ending, "film"))
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    private ResponseEntity<ChapterView.List> answer(ChapterList list) {
        return ResponseEntity.ok()
                .eTag(RowVersion.etag(list.version()))
                .body(ChapterView.List.of(list, chapters.generation(list.video()), pictures(list.video())));
    }

    private @Nullable String pictures(UUID id) {
        var video = videos.get(id);
        return video.watchable() && video.width() != null && !video.isBinned()
                ? playback.linkFor(id).thumbnail()
                : null;
    }
}
